import type { LonLat } from '../api/types';
import type { CornerRef, Outline } from './outline';

/** What keeps an outline from being sent, and at which corner. */
export interface OutlineFault {
  what: 'nowhere' | 'too_few' | 'twice' | 'crossing';
  at: CornerRef | null;
}

interface Side {
  ref: CornerRef;
  next: CornerRef;
  from: LonLat;
  to: LonLat;
}

/** Everything wrong that can be seen before anything is sent; the server looks again, and at more. */
export function faultsOf(outline: Outline): OutlineFault[] {
  if (outline.kind === 'point') return outline.at ? [] : [{ what: 'nowhere', at: null }];
  const few = outline.rings
    .filter(({ corners }) => corners.length < 3)
    .map((): OutlineFault => ({ what: 'too_few', at: null }));
  const sides = outline.rings.flatMap(({ corners }, ring) => sidesOf(corners, ring));
  const twice = sides
    .filter(({ from, to }) => from.lon === to.lon && from.lat === to.lat)
    .map(({ next }): OutlineFault => ({ what: 'twice', at: next }));
  return [...few, ...twice, ...crossings(sides)];
}

function sidesOf(corners: readonly LonLat[], ring: number): Side[] {
  if (corners.length < 2) return [];
  return corners.map((from, corner) => {
    const next = (corner + 1) % corners.length;
    return { ref: { ring, corner }, next: { ring, corner: next }, from, to: corners[next] ?? from };
  });
}

/** One fault for each side that crosses an earlier one, at the corner where it begins. */
function crossings(sides: readonly Side[]): OutlineFault[] {
  const crosses = (side: Side, n: number) => sides.slice(0, n).some((before) => cross(before, side));
  return sides.filter(crosses).map(({ ref }): OutlineFault => ({ what: 'crossing', at: ref }));
}

/** Twice the signed area of a triangle in degrees: its sign says on which side of a line a corner lies. */
function turn(a: LonLat, b: LonLat, c: LonLat): number {
  return (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon);
}

/** Sides that meet at a corner touch there and do not cross. */
function cross({ from: a, to: b }: Side, { from: c, to: d }: Side): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}
