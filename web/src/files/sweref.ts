import type { LonLat } from '../api/types';

/** The parameters of a transverse Mercator projection on GRS 80: SWEREF 99 TM and its local zones. */
interface Projection {
  /** Central meridian, degrees. */
  meridian: number;
  scale: number;
  falseEasting: number;
}

const tm: Projection = { meridian: 15, scale: 0.9996, falseEasting: 500_000 };
/** EPSG:3007 to 3018, in the order of the codes. */
const zoneMeridians = [12, 13.5, 15, 16.5, 18, 14.25, 15.75, 17.25, 18.75, 20.25, 21.75, 23.25];

/** Coordinate systems that files come in; the first is what GeoJSON means when it says nothing. */
export const systems = [
  'EPSG:4326',
  'EPSG:3006',
  ...zoneMeridians.map((_, at) => `EPSG:${3007 + at}`),
  'EPSG:3857',
] as const;

/** Semi-major axis of GRS 80, metres, and its flattening. */
const axis = 6_378_137;
const flattening = 1 / 298.257222101;
const webMercatorRadius = 6_378_137;
const degrees = 180 / Math.PI;

/** Gauss and Krüger's formulas backwards, as the land survey prints them; good to millimetres within a zone. */
function inverse({ meridian, scale, falseEasting }: Projection, east: number, north: number): LonLat {
  const e2 = flattening * (2 - flattening);
  const n = flattening / (2 - flattening);
  const roof = (axis / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
  const d1 = n / 2 - (2 * n ** 2) / 3 + (37 * n ** 3) / 96 - n ** 4 / 360;
  const d2 = n ** 2 / 48 + n ** 3 / 15 - (437 * n ** 4) / 1440;
  const d3 = (17 * n ** 3) / 480 - (37 * n ** 4) / 840;
  const d4 = (4397 * n ** 4) / 161_280;
  const xi = north / (scale * roof);
  const eta = (east - falseEasting) / (scale * roof);
  const terms = [d1, d2, d3, d4].map((d, at) => ({ d, k: 2 * (at + 1) }));
  const xiPrim = xi - terms.reduce((sum, { d, k }) => sum + d * Math.sin(k * xi) * Math.cosh(k * eta), 0);
  const etaPrim = eta - terms.reduce((sum, { d, k }) => sum + d * Math.cos(k * xi) * Math.sinh(k * eta), 0);
  const phi = Math.asin(Math.sin(xiPrim) / Math.cosh(etaPrim));
  const lambda = Math.atan2(Math.sinh(etaPrim), Math.cos(xiPrim));
  const a = e2 + e2 ** 2 + e2 ** 3 + e2 ** 4;
  const b = -(7 * e2 ** 2 + 17 * e2 ** 3 + 30 * e2 ** 4) / 6;
  const c = (224 * e2 ** 3 + 889 * e2 ** 4) / 120;
  const d = -(4279 * e2 ** 4) / 1260;
  const s2 = Math.sin(phi) ** 2;
  const lat = phi + Math.sin(phi) * Math.cos(phi) * (a + b * s2 + c * s2 ** 2 + d * s2 ** 3);
  return { lon: meridian + lambda * degrees, lat: lat * degrees };
}

/** Degrees of a position of a file: east (or longitude) first. For showing on the map; the server reads the file itself. */
export function toLonLat(system: string, east: number, north: number): LonLat | null {
  const code = Number(/^EPSG:(\d+)$/.exec(system)?.[1] ?? NaN);
  const meridian = zoneMeridians[code - 3007];
  let at: LonLat;
  if (code === 4326) at = { lon: east, lat: north };
  else if (code === 3006) at = inverse(tm, east, north);
  else if (meridian !== undefined) at = inverse({ meridian, scale: 1, falseEasting: 150_000 }, east, north);
  else if (code === 3857)
    at = {
      lon: (east / webMercatorRadius) * degrees,
      lat: Math.atan(Math.sinh(north / webMercatorRadius)) * degrees,
    };
  else return null;
  return Number.isFinite(at.lon) && Math.abs(at.lon) <= 180 && Math.abs(at.lat) <= 85 ? at : null;
}
