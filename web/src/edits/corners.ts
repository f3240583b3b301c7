import type { LonLat } from '../api/types';
import type { CornerRef, Outline } from './outline';

function changed(outline: Outline, at: number, change: (corners: readonly LonLat[]) => LonLat[]): Outline {
  if (outline.kind === 'point') return outline;
  const rings = outline.rings.map((ring, n) => (n === at ? { ...ring, corners: change(ring.corners) } : ring));
  // A hole that has lost its corners is gone; the outer side stays, to be drawn anew.
  return { kind: 'polygon', rings: rings.filter(({ corners }, n) => corners.length > 0 || n === 0) };
}

/** Puts a corner in after another; at the end of the first ring where none is named. */
export function addCorner(outline: Outline, after: CornerRef | null, at: LonLat): Outline {
  if (outline.kind === 'point') return { kind: 'point', at };
  const { ring, corner } = after ?? lastCorner(outline);
  return changed(outline, ring, (corners) => corners.toSpliced(corner + 1, 0, at));
}

export function moveCorner(outline: Outline, { ring, corner }: CornerRef, at: LonLat): Outline {
  return changed(outline, ring, (corners) => corners.with(corner, at));
}

export function removeCorner(outline: Outline, { ring, corner }: CornerRef): Outline {
  return changed(outline, ring, (corners) => corners.toSpliced(corner, 1));
}

/** The corner that the next one follows: the last of the outer side; before there is any, what stands before the first. */
export function lastCorner(outline: Outline): CornerRef {
  const count = outline.kind === 'point' ? 0 : (outline.rings[0]?.corners.length ?? 0);
  return { ring: 0, corner: count - 1 };
}

/** The middle of every side, with the corner that a new one there would follow. */
export function middles(outline: Outline): { after: CornerRef; at: LonLat }[] {
  if (outline.kind === 'point') return [];
  return outline.rings.flatMap(({ corners }, ring) =>
    corners.length < 2
      ? []
      : corners.map((from, corner) => {
          const to = corners[(corner + 1) % corners.length] ?? from;
          return { after: { ring, corner }, at: { lon: (from.lon + to.lon) / 2, lat: (from.lat + to.lat) / 2 } };
        }),
  );
}

/** Every corner, ring by ring. */
export function cornersOf(outline: Outline): { ref: CornerRef; at: LonLat }[] {
  if (outline.kind === 'point') return [];
  return outline.rings.flatMap(({ corners }, ring) => corners.map((at, corner) => ({ ref: { ring, corner }, at })));
}
