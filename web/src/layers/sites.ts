import { labelFont, type MapLayer } from './layer';

/** Properties with a manager: a field where the boundary is known, else a small square. */
export const sites: MapLayer = {
  collection: 'sites',
  group: 'sites',
  word: 'layer.sites',
  shownAtFirst: true,
  paint: (palette) => [
    {
      id: 'sites-field',
      type: 'fill',
      source: 'sites',
      'source-layer': 'sites',
      minzoom: 13,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.site, 'fill-opacity': 0.12 },
    },
    {
      id: 'sites-edge',
      type: 'line',
      source: 'sites',
      'source-layer': 'sites',
      minzoom: 13,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': palette.site, 'line-width': 1, 'line-opacity': 0.7 },
    },
    {
      id: 'sites-point',
      type: 'circle',
      source: 'sites',
      'source-layer': 'sites',
      minzoom: 13,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, 2, 17, 5],
        'circle-color': palette.halo,
        'circle-stroke-color': palette.site,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'sites-name',
      type: 'symbol',
      source: 'sites',
      'source-layer': 'sites',
      minzoom: 15,
      layout: {
        'text-field': ['get', 'name'],
        'text-font': labelFont,
        'text-size': 12,
        'text-max-width': 8,
        'text-offset': [0, 0.9],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.5 },
    },
  ],
  legend: (palette) => [{ word: 'layer.sites', field: palette.site }],
};
