import type { LonLat } from '../api/types';
import type { Mode } from './mode';

/** Below this zoom a click is too rough to point out a spot; the map comes nearer. */
const closeZoom = 16;

/** Pointing at a spot: the map moves under the cross, and a click brings that spot to it. */
export function aim(aimed: (position: LonLat) => void = () => undefined): Mode {
  return {
    crosshair: true,
    enter: (map) => () => map.draw({ type: 'FeatureCollection', features: [] }),
    clicked: (map, position) => {
      map.lookAt(position, Math.max(map.zoom(), closeZoom));
      aimed(position);
    },
  };
}
