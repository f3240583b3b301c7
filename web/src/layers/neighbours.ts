import type { ExpressionSpecification, LayerSpecification } from '../map/types';
import { labelFont } from './layer';
import type { Palette } from './palette';

/** A site beside the place that is open, and who manages it, as it is to stand on the map. */
export interface Neighbour {
  id: string;
  manager: string;
}

/** The map comes at least this near to a place that is opened; farther out the names would lie over each other. */
const minzoom = 14;

/** The sites' own layers leave out what is drawn here: a name would else stand twice. */
export function notAmong(neighbours: readonly Neighbour[]): ExpressionSpecification {
  return ['!', among(neighbours)];
}

const among = (neighbours: readonly Neighbour[]): ExpressionSpecification => [
  'in',
  ['get', 'id'],
  ['literal', neighbours.map(({ id }) => id)],
];

type Anchors = (string | [number, number])[];
/** Below, above and beside a point, so many ems from it. */
const around = (ems: number): Anchors => ['top', [0, ems], 'bottom', [0, -ems], 'left', [ems, 0], 'right', [-ems, 0]];

/** The name of a site, and below it who manages it. Sites with a ground have their name in a source layer of its own. */
function names(sourceLayer: string, neighbours: readonly Neighbour[], palette: Palette): LayerSpecification {
  const managers = neighbours.flatMap(({ id, manager }) => [id, manager]);
  const manager = ['match', ['get', 'id'], ...managers, ''] as unknown as ExpressionSpecification;
  return {
    id: `neighbours-${sourceLayer}`,
    type: 'symbol',
    source: 'sites',
    'source-layer': sourceLayer,
    minzoom,
    filter: ['all', ['==', ['geometry-type'], 'Point'], among(neighbours)],
    layout: {
      'text-field': ['format', ['get', 'name'], {}, '\n', {}, manager, { 'text-color': palette.selected }],
      'text-font': labelFont,
      'text-size': 12.5,
      'text-line-height': 1.25,
      'text-max-width': 11,
      // A name goes where there is room for it, rather than over another: near its point, or clear of the place's own mark.
      'text-variable-anchor-offset': [...around(0.8), ...around(2.4), ...around(5)],
      'text-justify': 'auto',
      'text-padding': 4,
    },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 2.4 },
  };
}

/** The neighbours of the place that is open: their edge, and their name with their manager's. The list of them says the same. */
export function neighbourLayers(neighbours: readonly Neighbour[], palette: Palette): LayerSpecification[] {
  if (neighbours.length === 0) return [];
  return [
    {
      id: 'neighbours-edge',
      type: 'line',
      source: 'sites',
      'source-layer': 'sites',
      filter: ['all', ['==', ['geometry-type'], 'Polygon'], among(neighbours)],
      paint: { 'line-color': palette.selected, 'line-width': 2 },
    },
    {
      id: 'neighbours-point',
      type: 'circle',
      source: 'sites',
      'source-layer': 'sites',
      filter: ['all', ['==', ['geometry-type'], 'Point'], among(neighbours)],
      paint: {
        'circle-radius': 5,
        'circle-color': palette.halo,
        'circle-stroke-color': palette.selected,
        'circle-stroke-width': 2.5,
      },
    },
    names('sites', neighbours, palette),
    names('sites_points', neighbours, palette),
  ];
}
