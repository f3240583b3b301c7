import type { Bounds, LonLat } from '../api/types';

/** Metres of one degree of latitude. */
const metresPerDegree = 111_320;

const narrowing = ({ lat }: LonLat) => Math.cos((lat * Math.PI) / 180);

/** Metres between two positions of one city, within a few per mille: to order and to show by, never to decide by. */
export function metresBetween(from: LonLat, to: LonLat): number {
  const east = (to.lon - from.lon) * narrowing(from);
  return Math.hypot(east, to.lat - from.lat) * metresPerDegree;
}

/** The box that holds everything within so many metres. */
export function boxAround(at: LonLat, radiusM: number): Bounds {
  const high = radiusM / metresPerDegree;
  const wide = high / narrowing(at);
  return [at.lon - wide, at.lat - high, at.lon + wide, at.lat + high];
}
