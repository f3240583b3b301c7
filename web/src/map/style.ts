import type { FilterSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import notoSans from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url';
import { queryString } from '../api/client';
import type { BackgroundMap } from '../api/types';
import type { MapLayer } from '../layers/layer';
import { backgroundLayers, backgroundSource } from '../layers/background';
import { neighbourLayers, notAmong, type Neighbour } from '../layers/neighbours';
import type { Palette } from '../layers/palette';
import { reports } from '../layers/reports';
import { siteNames } from '../layers/sites';
import { keptZooms } from '../state/area';
import { countFilters, placeQuery, reportQuery, showsPlaces, showsReports, type Filters } from '../state/filters';
import { tileScheme } from '../state/tiles';
import { zOrder } from './z_order';

/** All that decides how the map looks; the same input gives the same style. */
export interface StyleInput {
  palette: Palette;
  /** Collections that the server lists; nothing else is asked for. */
  collections: readonly string[];
  /** Tile path with `{id}`, `{z}`, `{row}` and `{col}`. */
  tiles: string;
  /** The map under the layers, in a city that has one. */
  background: BackgroundMap | null;
  hiddenGroups: readonly MapLayer['group'][];
  filters: Filters;
  selected: string | null;
  /** The report that is open. */
  report: string | null;
  /** The sites beside the place that is open. */
  neighbours: readonly Neighbour[];
  /** The places of the copy that the filters let through, where the copy is shown; null where the server is asked. */
  copied: readonly string[] | null;
}

/** Tiles are made up to this zoom and enlarged beyond it. */
const tileMaxZoom = 16;

/** The page fetches tiles for the map, and keeps those of the base map and of places. */
function tileAddress(input: StyleInput, collection: string): string {
  const path = input.tiles.replace('{id}', collection).replace('{row}', '{y}').replace('{col}', '{x}');
  const { filters } = input;
  const query = collection === 'places' ? placeQuery(filters) : collection === 'reports' ? reportQuery(filters) : {};
  // What is kept is kept without a filter: the places that it lets through are chosen when they are drawn.
  return `${tileScheme}://${path}${input.copied ? '' : queryString(query)}`;
}

/** A layer that draws of what it drew only what passes. */
function narrowed(layer: LayerSpecification, passes: FilterSpecification): LayerSpecification {
  const filter = 'filter' in layer && layer.filter ? (['all', layer.filter, passes] as FilterSpecification) : passes;
  return { ...layer, filter } as LayerSpecification;
}

/** Leaves in a layer of places those of the copy that the filters let through. */
function onlyCopied(input: StyleInput, layer: LayerSpecification): LayerSpecification[] {
  if (!input.copied || !('source' in layer) || layer.source !== 'places') return [layer];
  if (layer['source-layer'] === 'places_summary') return countFilters(input.filters) > 0 ? [] : [layer];
  return [narrowed(layer, ['in', ['get', 'id'], ['literal', [...input.copied]]])];
}

/** The names of neighbours are drawn by a layer of their own. */
function withoutNeighbours({ neighbours }: StyleInput, layer: LayerSpecification): LayerSpecification {
  const isNamed = siteNames.includes(layer.id) && neighbours.length > 0;
  return isNamed ? narrowed(layer, notAmong(neighbours)) : layer;
}

function isShown(input: StyleInput, layer: MapLayer): boolean {
  if (input.hiddenGroups.includes(layer.group)) return false;
  if (layer.group === 'places') return showsPlaces(input.filters);
  // Reports by others are never kept on the device.
  if (layer.group === 'reports') return showsReports(input.filters) && input.copied === null;
  return true;
}

/** The report that is open, above all others and with a ring around its drop. */
function chosenReport(palette: Palette, report: string | null): LayerSpecification[] {
  if (report === null) return [];
  const filter: FilterSpecification = ['==', ['get', 'id'], report];
  const mark = reports.paint(palette).filter((layer) => layer.id === 'reports-mark');
  return [
    ...mark.map((layer) => ({ ...layer, id: 'chosen-report-mark', filter }) as LayerSpecification),
    {
      id: 'chosen-report',
      type: 'circle',
      source: 'reports',
      'source-layer': 'reports',
      filter,
      paint: {
        'circle-radius': 17,
        'circle-translate': [0, -11],
        'circle-color': 'transparent',
        'circle-stroke-color': palette.selected,
        'circle-stroke-width': 3,
      },
    },
  ];
}

/** What panels draw: the accuracy circle, extents, spots that are looked at; and the ring around what is chosen. */
function overlay({ palette, selected, report }: StyleInput): LayerSpecification[] {
  const chosen = (id: string, sourceLayer: string): LayerSpecification => ({
    id,
    type: 'circle',
    source: 'places',
    'source-layer': sourceLayer,
    filter: ['all', ['==', ['geometry-type'], 'Point'], ['==', ['get', 'id'], selected ?? '']],
    paint: {
      'circle-radius': 17,
      'circle-color': 'transparent',
      'circle-stroke-color': palette.selected,
      'circle-stroke-width': 3,
    },
  });
  return [
    {
      id: 'overlay-field',
      type: 'fill',
      source: 'overlay',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.selected, 'fill-opacity': 0.15 },
    },
    { id: 'overlay-line', type: 'line', source: 'overlay', paint: { 'line-color': palette.selected, 'line-width': 2 } },
    {
      id: 'overlay-point',
      type: 'circle',
      source: 'overlay',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 6,
        'circle-color': palette.halo,
        'circle-stroke-color': palette.selected,
        'circle-stroke-width': 2.5,
      },
    },
    chosen('chosen-point', 'places'),
    chosen('chosen-polygon', 'places_points'),
    ...chosenReport(palette, report),
  ];
}

/** Writes the style of the whole map. */
export function styleOf(input: StyleInput): StyleSpecification {
  const present = zOrder.filter((layer) => input.collections.includes(layer.collection));
  const sources: Record<string, SourceSpecification> = {
    overlay: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  };
  const { background } = input;
  if (background) sources.background = backgroundSource(background);
  for (const { collection } of present) {
    sources[collection] = {
      type: 'vector',
      tiles: [tileAddress(input, collection)],
      maxzoom: input.copied ? keptZooms.max : tileMaxZoom,
    };
  }
  const shown = present.filter((layer) => isShown(input, layer));
  const painted = (layers: readonly MapLayer[]) =>
    layers
      .flatMap((layer) => layer.paint(input.palette))
      .flatMap((layer) => onlyCopied(input, layer))
      .map((layer) => withoutNeighbours(input, layer));
  // Marks of places lie on top, and their names come first where there is no room for all.
  const [below, marks] = [
    shown.filter(({ group }) => group !== 'places'),
    shown.filter(({ group }) => group === 'places'),
  ];
  const neighbours = shown.some(({ group }) => group === 'sites')
    ? neighbourLayers(input.neighbours, input.palette)
    : [];
  const overlays = overlay(input).filter((layer) => !('source' in layer) || layer.source in sources);
  return {
    version: 8,
    'font-faces': { 'Noto Sans Regular': new URL(notoSans, location.href).href },
    sources,
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': input.palette.ground } },
      ...(background ? backgroundLayers(background, input.palette) : []),
      ...painted(below),
      ...neighbours,
      ...painted(marks),
      ...overlays,
    ],
  };
}
