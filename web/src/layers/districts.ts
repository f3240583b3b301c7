import { labelFont, type MapLayer } from './layer';
import type { Palette } from './palette';
import type { LayerSpecification } from '../map/types';

function outline(id: string, palette: Palette, width: number, dashes: number[]): LayerSpecification {
  return {
    id: `${id}-outline`,
    type: 'line',
    source: id,
    'source-layer': id,
    paint: { 'line-color': palette.border, 'line-width': width, 'line-dasharray': dashes },
  };
}

function label(
  id: string,
  palette: Palette,
  zooms: { minzoom: number; maxzoom: number },
  size: number,
): LayerSpecification {
  return {
    id: `${id}-name`,
    type: 'symbol',
    source: id,
    // One point for each area: a name in every tile would stand as often as the area is cut.
    'source-layer': `${id}_labels`,
    ...zooms,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': labelFont,
      'text-size': size,
      'text-max-width': 8,
      'text-padding': 12,
    },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.5 },
  };
}

/** The boards' areas: an outline and a name. */
export const districts: MapLayer = {
  collection: 'districts',
  group: 'districts',
  word: 'layer.districts',
  shownAtFirst: true,
  paint: (palette) => [
    outline('districts', palette, 1.6, [4, 2]),
    label('districts', palette, { minzoom: 8, maxzoom: 15 }, 14),
  ],
  legend: (palette) => [{ word: 'layer.districts', line: palette.border }],
};

/** Parts of districts, for those who think in them. */
export const neighbourhoods: MapLayer = {
  collection: 'neighbourhoods',
  group: 'neighbourhoods',
  word: 'layer.neighbourhoods',
  shownAtFirst: false,
  paint: (palette) => [
    outline('neighbourhoods', palette, 0.8, [1, 2]),
    label('neighbourhoods', palette, { minzoom: 12, maxzoom: 17 }, 12),
  ],
  legend: (palette) => [{ word: 'layer.neighbourhoods', line: palette.border }],
};
