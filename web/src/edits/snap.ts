import type { LonLat } from '../api/types';
import { metresBetween } from '../state/near';

/** Lines that a corner may be drawn to; closed ones end where they begin. */
export type Line = readonly LonLat[];

export interface Snapped {
  at: LonLat;
  /** To what; nothing where nothing is near enough. */
  to: 'corner' | 'side' | null;
}

/** Draws a position to the nearest corner within reach, else to the nearest side. */
export function snap(at: LonLat, lines: readonly Line[], withinM: number): Snapped {
  const reach = lines.filter((line) => line.length > 0);
  const corner = nearest(at, reach.flat(), withinM);
  if (corner) return { at: corner, to: 'corner' };
  const onSides = reach.flatMap((line) => line.slice(1).map((to, n) => onSide(at, line[n] ?? to, to)));
  const side = nearest(at, onSides, withinM);
  return side ? { at: side, to: 'side' } : { at, to: null };
}

function nearest(at: LonLat, candidates: readonly LonLat[], withinM: number): LonLat | null {
  let best: LonLat | null = null;
  let least = withinM;
  for (const one of candidates) {
    const distance = metresBetween(at, one);
    if (distance > least) continue;
    [best, least] = [one, distance];
  }
  return best;
}

/** The point of a side that lies nearest. */
function onSide(at: LonLat, from: LonLat, to: LonLat): LonLat {
  const narrowing = Math.cos((at.lat * Math.PI) / 180);
  const [x, y] = [(to.lon - from.lon) * narrowing, to.lat - from.lat];
  const long = x * x + y * y;
  if (long === 0) return from;
  const along = ((at.lon - from.lon) * narrowing * x + (at.lat - from.lat) * y) / long;
  const part = Math.min(1, Math.max(0, along));
  return { lon: from.lon + part * (to.lon - from.lon), lat: from.lat + part * (to.lat - from.lat) };
}
