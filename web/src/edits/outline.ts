import type { LonLat, PlaceGeometry } from '../api/types';
import { metresBetween } from '../state/near';

/** A closed line, without its first corner repeated. The first ring of a part is its outer side, others are holes. */
export interface Ring {
  part: number;
  corners: readonly LonLat[];
}

/** What is being drawn: a point, or ground with one part or several. Corners keep the order that they are sent in. */
export type Outline = { kind: 'point'; at: LonLat | null } | { kind: 'polygon'; rings: readonly Ring[] };

/** Which corner of which ring. */
export interface CornerRef {
  ring: number;
  corner: number;
}

export const isSame = (a: CornerRef | null, b: CornerRef | null) =>
  a !== null && b !== null && a.ring === b.ring && a.corner === b.corner;

export const noGround: Outline = { kind: 'polygon', rings: [{ part: 0, corners: [] }] };

const lonLat = ([lon = 0, lat = 0]: readonly number[]): LonLat => ({ lon, lat });
const ringOf = (positions: readonly (readonly number[])[], part: number): Ring => ({
  part,
  corners: positions.slice(0, -1).map(lonLat),
});

/** Reads GeoJSON as the server gives it. */
export function outlineOf(geometry: PlaceGeometry): Outline {
  switch (geometry.type) {
    case 'Point':
      return { kind: 'point', at: lonLat(geometry.coordinates) };
    case 'Polygon':
      return { kind: 'polygon', rings: geometry.coordinates.map((ring) => ringOf(ring, 0)) };
    case 'MultiPolygon':
      return {
        kind: 'polygon',
        rings: geometry.coordinates.flatMap((part, n) => part.map((ring) => ringOf(ring, n))),
      };
  }
}

/** Writes GeoJSON, every ring closed; the server turns rings that run the wrong way. Nothing where nothing is drawn. */
export function geometryOf(outline: Outline): PlaceGeometry | null {
  if (outline.kind === 'point') {
    return outline.at && { type: 'Point', coordinates: [outline.at.lon, outline.at.lat] };
  }
  const parts = partsOf(outline.rings);
  const [only] = parts;
  if (!only) return null;
  return parts.length === 1 ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: parts };
}

type Position = [number, number];

/** The rings of each part, closed, its outer side first: the coordinates of GeoJSON. */
export function partsOf(rings: readonly Ring[]): Position[][][] {
  const parts = new Map<number, Position[][]>();
  for (const { part, corners } of rings) {
    const closed = [...corners, ...corners.slice(0, 1)].map(({ lon, lat }): Position => [lon, lat]);
    parts.set(part, [...(parts.get(part) ?? []), closed]);
  }
  return [...parts.values()];
}

/**
 * The corner that a refusal of the server is about: the one that it points at, else the nearest to where it says that a
 * side crosses or touches another.
 */
export function refusedCorner(
  { pointer, detail }: { pointer: string; detail: string },
  outline: Outline,
): CornerRef | null {
  const pointed = cornerAt(pointer, outline);
  const [, lon, lat] = /near (-?[\d.]+), (-?[\d.]+)/.exec(detail) ?? [];
  if (pointed || lon === undefined || lat === undefined || outline.kind === 'point') return pointed;
  const there = { lon: Number(lon), lat: Number(lat) };
  const away = (at: LonLat) => metresBetween(there, at);
  const all = outline.rings.flatMap(({ corners }, ring) =>
    corners.map((at, corner) => ({ at, ref: { ring, corner } })),
  );
  return all.sort((a, b) => away(a.at) - away(b.at))[0]?.ref ?? null;
}

/** The corner that a pointer of the server leads to: `#/geometry/coordinates/0/3`, with a part before it or not. */
export function cornerAt(pointer: string, outline: Outline): CornerRef | null {
  const numbers = /\/coordinates((?:\/\d+)+)/.exec(pointer)?.[1]?.split('/').slice(1).map(Number);
  if (!numbers || outline.kind === 'point') return null;
  const isMany = partsOf(outline.rings).length > 1;
  const [part = 0, ringOfPart = 0, corner] = isMany ? numbers : [0, ...numbers];
  const parts = [...new Set(outline.rings.map((ring) => ring.part))];
  const inPart = outline.rings.map((ring, n) => ({ ring, n })).filter(({ ring }) => ring.part === parts[part]);
  const found = inPart[ringOfPart];
  if (!found || corner === undefined || found.ring.corners.length === 0) return null;
  return { ring: found.n, corner: corner % found.ring.corners.length }; // the last position is the first again
}
