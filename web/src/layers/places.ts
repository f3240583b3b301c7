import { placeStatuses } from '../api/types';
import type { ExpressionSpecification, LayerSpecification } from '../map/types';
import { countOfSeveral, labelFont, type MapLayer, type LegendRow } from './layer';
import { imageName, placeMark, untoldStatus } from './marks';
import type { Palette } from './palette';

/** The statuses that the legend explains; the last three are the end of a place and say so in the list. */
const inLegend = ['suspected', 'active', 'under_analysis', 'in_action', 'monitoring', 'dormant'] as const;

function colourByStatus(palette: Palette): ExpressionSpecification {
  const cases = placeStatuses.flatMap((status) => [status, palette.status[status]]);
  return ['match', ['get', 'status'], ...cases, palette.site] as unknown as ExpressionSpecification;
}

function image(palette: Palette, property: 'status' | 'worst'): ExpressionSpecification {
  const name = imageName(palette, 'place', '');
  const plain: ExpressionSpecification = ['concat', name, ['coalesce', ['get', property], untoldStatus]];
  return property === 'worst'
    ? plain
    : ['case', ['==', ['get', 'interim'], true], ['concat', plain, ':interim'], plain];
}

/** Marks of places: polygon places have theirs in a source layer of its own, so that a tile's edge does not double it. */
function marks(id: string, sourceLayer: string, palette: Palette): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'places',
    'source-layer': sourceLayer,
    filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      'icon-image': image(palette, 'status'),
      'icon-allow-overlap': true,
      'text-field': ['step', ['zoom'], '', 14, ['get', 'name']],
      'text-font': labelFont,
      'text-size': 13,
      'text-anchor': 'left',
      'text-justify': 'left',
      'text-offset': [1.7, 0],
      'text-max-width': 9,
      'text-optional': true,
    },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 2.4 },
  };
}

function summary(palette: Palette): LayerSpecification {
  return {
    id: 'places-summary',
    type: 'symbol',
    source: 'places',
    'source-layer': 'places_summary',
    layout: {
      'icon-image': image(palette, 'worst'),
      'icon-allow-overlap': true,
      'text-field': countOfSeveral,
      'text-font': labelFont,
      'text-size': 13,
      'text-anchor': 'left',
      'text-offset': [0.9, 0],
      'text-allow-overlap': true,
    },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
  };
}

/** Places: their ground, their mark by status, and below zoom 12 a count for each cell of a grid. */
export const places: MapLayer = {
  collection: 'places',
  group: 'places',
  word: 'layer.places',
  shownAtFirst: true,
  paint: (palette) => [
    {
      id: 'places-ground',
      type: 'fill',
      source: 'places',
      'source-layer': 'places',
      filter: ['==', ['geometry-type'], 'Polygon'],
      // Its edge is a layer of its own.
      paint: { 'fill-color': colourByStatus(palette), 'fill-opacity': 0.18, 'fill-antialias': false },
    },
    {
      id: 'places-edge',
      type: 'line',
      source: 'places',
      'source-layer': 'places',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': colourByStatus(palette), 'line-width': 2 },
    },
    summary(palette),
    marks('places-mark', 'places', palette),
    marks('places-polygon-mark', 'places_points', palette),
  ],
  legend: (palette) => {
    const rows: LegendRow[] = inLegend.map((status) => ({
      word: `status.${status}`,
      mark: placeMark(status, palette),
    }));
    return [
      ...rows,
      { word: 'layer.places.interim', ring: true, mark: placeMark('active', palette) },
      { word: 'layer.places.summary' },
    ];
  },
  pick: ({ id }) => (typeof id === 'string' ? { panel: 'place', id } : null),
};
