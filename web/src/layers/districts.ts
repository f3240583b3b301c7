import { labelFont, type MapLayer } from './layer';
import type { Palette } from './palette';
import type { LayerSpecification } from '../map/types';

/** Widths in pixels: what is larger has the broader border. */
const width = { districts: 1.6, neighbourhoods: 0.7 };

/** An unbroken line: neighbours share their border, and the dashes of two drawn over each other make a pattern of their own. */
function outline(id: string, palette: Palette, width: number): LayerSpecification {
  return {
    id: `${id}-outline`,
    type: 'line',
    source: id,
    'source-layer': id,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': palette.border, 'line-width': width },
  };
}

/** `isAlways`: the name stands beneath the marks also where those leave it no room. */
function label(
  id: string,
  palette: Palette,
  zooms: { minzoom: number; maxzoom: number },
  { size, isAlways }: { size: number; isAlways: boolean },
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
      'text-allow-overlap': isAlways,
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
    outline('districts', palette, width.districts),
    label('districts', palette, { minzoom: 8, maxzoom: 15 }, { size: 14, isAlways: true }),
  ],
  legend: (palette) => [{ word: 'layer.districts', line: { colour: palette.border, width: width.districts } }],
};

/** Parts of districts, for those who think in them. */
export const neighbourhoods: MapLayer = {
  collection: 'neighbourhoods',
  group: 'neighbourhoods',
  word: 'layer.neighbourhoods',
  shownAtFirst: false,
  paint: (palette) => [
    outline('neighbourhoods', palette, width.neighbourhoods),
    label('neighbourhoods', palette, { minzoom: 12, maxzoom: 17 }, { size: 12, isAlways: false }),
  ],
  legend: (palette) => [
    { word: 'layer.neighbourhoods', line: { colour: palette.border, width: width.neighbourhoods } },
  ],
};
