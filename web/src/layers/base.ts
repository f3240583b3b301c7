import type { MapLayer } from './layer';

/** Background of the invented city: shown only where the server lists these collections. */
export const water: MapLayer = {
  collection: 'water',
  group: 'base',
  word: 'layer.base',
  shownAtFirst: true,
  paint: (palette) => [
    { id: 'water', type: 'fill', source: 'water', 'source-layer': 'water', paint: { 'fill-color': palette.water } },
  ],
  legend: () => [],
};

export const parks: MapLayer = {
  collection: 'parks',
  group: 'base',
  word: 'layer.base',
  shownAtFirst: true,
  paint: (palette) => [
    { id: 'parks', type: 'fill', source: 'parks', 'source-layer': 'parks', paint: { 'fill-color': palette.park } },
  ],
  legend: () => [],
};

export const streets: MapLayer = {
  collection: 'streets',
  group: 'base',
  word: 'layer.base',
  shownAtFirst: true,
  paint: (palette) => [
    {
      id: 'streets',
      type: 'line',
      source: 'streets',
      'source-layer': 'streets',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.street,
        'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 11, 0.6, 14, 3, 18, 18],
      },
    },
  ],
  legend: () => [],
};
