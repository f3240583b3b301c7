import type { FeatureCollection } from 'geojson';
import type { Mode } from './mode';

const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Showing something on the map while a form stands beside it; a click on a place picks it, where the form wants one. */
export function show(features: FeatureCollection, picked: (placeId: string) => void = () => undefined): Mode {
  return {
    crosshair: false,
    enter: (map) => {
      map.draw(features);
      return () => map.draw(nothing);
    },
    clicked: (_map, _position, pick) => {
      if (pick?.panel === 'place') picked(pick.id);
    },
  };
}
