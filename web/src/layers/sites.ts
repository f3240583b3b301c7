import type { LayerSpecification } from '../map/types';
import { labelFont, type MapLayer } from './layer';
import type { Palette } from './palette';

/** The layers of their names, which the neighbours of an open place are left out of. */
export const siteNames: readonly string[] = ['sites-name', 'sites-ground-name'];

/** Names of sites. A ground has its point in a source layer of its own, else its name would stand in every tile that cuts it. */
function names(id: string, sourceLayer: string, palette: Palette): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'sites',
    'source-layer': sourceLayer,
    minzoom: 15,
    filter: ['==', ['geometry-type'], 'Point'],
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
  };
}

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
      // Its edge is a layer of its own.
      paint: { 'fill-color': palette.site, 'fill-opacity': 0.12, 'fill-antialias': false },
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
    names('sites-name', 'sites', palette),
    names('sites-ground-name', 'sites_points', palette),
  ],
  legend: (palette) => [{ word: 'layer.sites', field: palette.site }],
};
