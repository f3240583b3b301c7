import type { AreaGeometry, PublishedAreas } from '../../api/types';

/** A figure that may not be shown. */
export type Figure = number | null;

/** The column of a table with the most figures to show; sums come last, and go before where they have as many. */
export function fullest(rows: readonly (readonly Figure[])[]): number {
  const shown = (column: number) => rows.filter((row) => row[column] !== null && row[column] !== undefined).length;
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => column).reduce(
    (best, column) => (shown(column) >= shown(best) ? column : best),
    0,
  );
}

/** Classes of figures, each from and to a figure that is there. */
export interface Class {
  from: number;
  to: number;
}

/** Most classes: what an eye tells apart. */
const classesMax = 4;

/** Classes with about as many figures each; equal figures are never parted. */
export function classesOf(figures: readonly Figure[]): Class[] {
  const shown = figures.filter((figure) => figure !== null).sort((a, b) => a - b);
  const classes: Class[] = [];
  for (let number = 0; number < classesMax; number += 1) {
    const last = shown[Math.ceil(((number + 1) * shown.length) / classesMax) - 1];
    const before = classes.at(-1)?.to ?? -Infinity;
    const first = shown.find((figure) => figure > before);
    if (last !== undefined && first !== undefined && last >= first) classes.push({ from: first, to: last });
  }
  return classes;
}

/** Which class a figure is of; none for one that is not shown. */
export function classOf(classes: readonly Class[], figure: Figure): number | null {
  const found = figure === null ? -1 : classes.findIndex(({ to }) => figure <= to);
  return found < 0 ? null : found;
}

/** An area as a path of a drawing. */
export interface Drawn {
  id: string;
  path: string;
}

/** A drawing: its size, and its areas in it. */
export interface Drawing {
  width: number;
  height: number;
  areas: Drawn[];
}

/** Width of a drawing, in its own units. */
const width = 600;

const ringsOf = (geometry: AreaGeometry) =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

/** Draws areas north up, with degrees of longitude shortened as they are in the middle of them. */
export function draw(areas: PublishedAreas): Drawing | null {
  const placed = areas.features.flatMap(({ id, geometry }) => (geometry ? [{ id, rings: ringsOf(geometry) }] : []));
  const corners = placed.flatMap(({ rings }) => rings.flat());
  if (corners.length === 0) return null;
  const reach = (side: 0 | 1) =>
    corners.reduce(([low, high], at) => [Math.min(low, at[side]), Math.max(high, at[side])], [Infinity, -Infinity]) as [
      number,
      number,
    ];
  const [[west, east], [south, north]] = [reach(0), reach(1)];
  const shorter = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = width / Math.max((east - west) * shorter, 1e-9);
  const point = ([lon, lat]: [number, number]) =>
    `${((lon - west) * shorter * scale).toFixed(1)} ${((north - lat) * scale).toFixed(1)}`;
  const ring = (points: [number, number][]) => `M${points.map(point).join('L')}Z`;
  return {
    width,
    height: Math.max((north - south) * scale, 1),
    areas: placed.map(({ id, rings }) => ({ id, path: rings.map(ring).join('') })),
  };
}
