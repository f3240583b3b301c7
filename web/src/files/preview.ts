import type { Feature, FeatureCollection, Geometry, Point, Polygon, MultiPolygon, Position } from 'geojson';
import type { Columns } from './fields';
import type { Look, Row } from './look';
import { toLonLat } from './sweref';

/** More corners than this the browser would draw slowly. */
const cornersMax = 60_000;

/** What of a file is shown on the map. */
export interface Preview {
  features: FeatureCollection;
  /** Rows that have no position that can be read here. */
  nowhere: number;
  /** The file holds more than is shown. */
  isPart: boolean;
}

/** A number as files write it, perhaps with a decimal comma. */
export function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^[+-]?\d/.test(value.trim())) return null;
  const text = value.trim();
  const number = Number(text.includes('.') ? text : text.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

function shapeOf({ geometry, properties }: Row, columns: Columns): Geometry | null {
  if (geometry) return geometry;
  const [east, north] = [columns['lon'], columns['lat']].map((name) => (name ? numberIn(properties[name]) : null));
  return typeof east === 'number' && typeof north === 'number' ? { type: 'Point', coordinates: [east, north] } : null;
}

/** A shape in degrees; nothing where a position of it is nowhere. */
function inDegrees(geometry: Geometry, system: string): Point | Polygon | MultiPolygon | null {
  let isGood = true;
  const move = (position: Position): Position => {
    const at = toLonLat(system, Number(position[0]), Number(position[1]));
    isGood &&= at !== null;
    return at ? [at.lon, at.lat] : [0, 0];
  };
  let moved: Point | Polygon | MultiPolygon;
  switch (geometry.type) {
    case 'Point':
      moved = { type: 'Point', coordinates: move(geometry.coordinates) };
      break;
    case 'Polygon':
      moved = { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(move)) };
      break;
    case 'MultiPolygon':
      moved = {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((rings) => rings.map((ring) => ring.map(move))),
      };
      break;
    default:
      return null; // lines and collections are nothing that is imported as they are
  }
  return isGood ? moved : null;
}

const cornersOf = (geometry: Point | Polygon | MultiPolygon) => geometry.coordinates.flat(Infinity).length / 2;

/** What a file holds, as it lies on the map. */
export function previewOf(look: Look, columns: Columns, system: string): Preview {
  const features: Feature[] = [];
  let [corners, nowhere, isPart] = [0, 0, look.isPart];
  for (const row of look.rows) {
    let shape: Point | Polygon | MultiPolygon | null = null;
    try {
      const read = shapeOf(row, columns);
      shape = read && inDegrees(read, system);
    } catch {
      shape = null; // a shape that is none: the server says which row
    }
    if (!shape) {
      nowhere += 1;
      continue;
    }
    corners += cornersOf(shape);
    if (corners > cornersMax) {
      isPart = true;
      break;
    }
    features.push({ type: 'Feature', properties: {}, geometry: shape });
  }
  return { features: { type: 'FeatureCollection', features }, nowhere, isPart };
}

/**
 * The system that a file's positions seem to be in: degrees where all lie within those of the globe, else SWEREF 99 by
 * how far east they lie. What the file names itself goes before.
 */
export function systemOf(look: Look, columns: Columns): string {
  if (look.crs) return look.crs;
  for (const row of look.rows.slice(0, 50)) {
    const shape = shapeOf(row, columns);
    if (!shape || shape.type === 'GeometryCollection') continue;
    const [east, north] = (shape.coordinates as unknown[]).flat(Infinity) as number[];
    if (typeof east !== 'number' || typeof north !== 'number') continue;
    if (Math.abs(east) <= 180 && Math.abs(north) <= 90) return 'EPSG:4326';
    if (north < 6_000_000 || north > 7_800_000) return 'EPSG:3857';
    return east > 250_000 ? 'EPSG:3006' : 'EPSG:3011';
  }
  return 'EPSG:4326';
}
