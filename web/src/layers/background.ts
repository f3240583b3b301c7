import type { BackgroundMap } from '../api/types';
import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
} from '../map/types';
import { tileScheme } from '../state/tiles';
import { labelFont } from './layer';
import type { Palette } from './palette';

/** Where the map under the layers comes from: always our own host. */
export function backgroundSource(background: BackgroundMap): SourceSpecification {
  const tiles = [`${tileScheme}://${background.tiles.replace('{row}', '{y}').replace('{col}', '{x}')}`];
  const reach = {
    tiles,
    minzoom: background.min_zoom,
    maxzoom: background.max_zoom,
    ...(background.bounds && { bounds: background.bounds as [number, number, number, number] }),
  };
  return background.kind === 'picture' ? { type: 'raster', tileSize: 256, ...reach } : { type: 'vector', ...reach };
}

/** A picture of nothing, one pixel large: for where a map of pictures has none. */
export function noPicture(): ArrayBuffer {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII=';
  return Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0)).buffer;
}

/** The map under the layers, subdued: it says where, and the marks on it say what. */
export function backgroundLayers(background: BackgroundMap, palette: Palette): LayerSpecification[] {
  return background.kind === 'picture' ? [picture(palette)] : drawn(palette);
}

function picture(palette: Palette): LayerSpecification {
  const paint =
    palette.name === 'dark'
      ? { 'raster-saturation': -0.7, 'raster-brightness-max': 0.45 }
      : { 'raster-saturation': -0.5, 'raster-brightness-min': 0.2 };
  return { id: 'background-picture', type: 'raster', source: 'background', paint };
}

type Shape = { id: string; from: string; filter?: FilterSpecification };

function ground({ id, from, filter }: Shape, colour: string): LayerSpecification {
  return {
    id: `background-${id}`,
    type: 'fill',
    source: 'background',
    'source-layer': from,
    ...(filter && { filter }),
    paint: { 'fill-color': colour },
  };
}

/** A word of a feature, whichever of the two common schemas it comes from: `class` in OpenMapTiles, `kind` in Protomaps. */
const sort: ExpressionSpecification = ['coalesce', ['get', 'class'], ['get', 'kind'], ''];
const isOneOf = (...words: string[]): FilterSpecification => ['in', sort, ['literal', words]];

const green = isOneOf(
  ...['park', 'grass', 'wood', 'forest', 'garden', 'cemetery', 'nature_reserve', 'playground', 'recreation_ground'],
);
const grand = isOneOf('motorway', 'trunk', 'primary', 'highway', 'major_road');
const common = isOneOf('secondary', 'tertiary', 'minor', 'street', 'minor_road', 'service');
const narrow = isOneOf('path', 'pedestrian', 'track', 'other');

function street({ id, from, filter }: Shape, palette: Palette, width: number, minzoom: number): LayerSpecification {
  return {
    id: `background-${id}`,
    type: 'line',
    source: 'background',
    'source-layer': from,
    minzoom,
    ...(filter && { filter }),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': palette.street,
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 9, width / 4, 14, width, 18, width * 6],
    },
  };
}

function names(id: string, from: string, palette: Palette, along: boolean, minzoom: number): LayerSpecification {
  return {
    id: `background-${id}`,
    type: 'symbol',
    source: 'background',
    'source-layer': from,
    minzoom,
    layout: {
      'text-field': ['coalesce', ['get', 'name:sv'], ['get', 'name'], ''],
      'text-font': labelFont,
      'text-size': along ? 11 : 12,
      'symbol-placement': along ? 'line' : 'point',
      'text-max-width': 8,
      'text-padding': 8,
    },
    paint: {
      'text-color': palette.label,
      'text-opacity': 0.75,
      'text-halo-color': palette.halo,
      'text-halo-width': 1.2,
    },
  };
}

/** Ground, streets and names of the two common schemas; what a map does not have is not drawn. */
function drawn(palette: Palette): LayerSpecification[] {
  const streets = (id: string, filter: FilterSpecification, width: number, minzoom: number) =>
    ['transportation', 'roads'].map((from) => street({ id: `${id}-${from}`, from, filter }, palette, width, minzoom));
  return [
    ...['landcover', 'landuse', 'park'].map((from) =>
      ground({ id: `green-${from}`, from, ...(from !== 'park' && { filter: green }) }, palette.park),
    ),
    ground({ id: 'water', from: 'water', filter: ['==', ['geometry-type'], 'Polygon'] }, palette.water),
    ...['building', 'buildings'].map((from) => ground({ id: from, from }, palette.building)),
    ...streets('narrow', narrow, 1, 14),
    ...streets('common', common, 2.5, 12),
    ...streets('grand', grand, 4, 7),
    ...['transportation_name', 'roads'].map((from) => names(`street-names-${from}`, from, palette, true, 15)),
    ...['place', 'places'].map((from) => names(`names-${from}`, from, palette, false, 12)),
  ];
}
