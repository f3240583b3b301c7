import type { LonLat } from '../api/types';
import type { Pick } from '../layers/layer';
import type { Mode } from './mode';

/** Looking around: a click opens what lies there, or does nothing. */
export function browse(open: (pick: Pick) => void): Mode {
  return {
    crosshair: false,
    enter: () => () => undefined,
    clicked: (_map, _position: LonLat, pick) => {
      if (pick) open(pick);
    },
  };
}
