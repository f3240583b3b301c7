import type { LonLat, PlaceGeometry } from '../api/types';
import { cornersDrawn } from '../map/overlay';
import type { CityMap } from '../map/create_map';
import type { Mode } from './mode';

/** An area being drawn corner by corner, by clicks or with the cross; nothing needs to be dragged. */
export interface AreaDrawing extends Mode {
  add(corner: LonLat): void;
  undo(): void;
}

/** Starts from the corners given and tells of every change. */
export function drawPolygon(start: readonly LonLat[], changed: (corners: LonLat[]) => void): AreaDrawing {
  let corners = [...start];
  let map: CityMap | undefined;
  const set = (next: LonLat[]) => {
    corners = next;
    map?.draw(cornersDrawn(corners));
    changed(corners);
  };
  return {
    crosshair: true,
    enter: (entered) => {
      map = entered;
      map.draw(cornersDrawn(corners));
      return () => {
        map = undefined;
        entered.draw(cornersDrawn([]));
      };
    },
    clicked: (_map, position) => set([...corners, position]),
    add: (corner) => set([...corners, corner]),
    undo: () => set(corners.slice(0, -1)),
  };
}

/** What keeps the corners from being an area. */
export type AreaFault = 'too_few' | 'crossing';

/** Checks the ring before it is sent, so that the drawer sees the fault while the corners are on the screen. */
export function areaFault(corners: readonly LonLat[]): AreaFault | null {
  if (corners.length < 3) return 'too_few';
  const sides = corners.map((from, i) => [from, corners[(i + 1) % corners.length] ?? from] as const);
  for (let i = 0; i < sides.length; i++) {
    for (let j = i + 2; j < sides.length; j++) {
      const touching = i === 0 && j === sides.length - 1; // the last side ends where the first begins
      const [a, b] = [sides[i], sides[j]];
      if (!touching && a && b && cross(...a, ...b)) return 'crossing';
    }
  }
  return null;
}

/** Twice the signed area of a triangle in degrees: its sign says on which side of a line a corner lies. */
function turn(a: LonLat, b: LonLat, c: LonLat): number {
  return (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon);
}

function cross(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** The closed ring as GeoJSON, counter-clockwise as RFC 7946 wants it. */
export function areaOf(corners: readonly LonLat[]): PlaceGeometry {
  const doubled = corners.reduce((sum, from, i) => {
    const to = corners[(i + 1) % corners.length] ?? from;
    return sum + from.lon * to.lat - to.lon * from.lat;
  }, 0);
  const ordered = doubled < 0 ? corners.toReversed() : corners;
  const ring = ordered.map(({ lon, lat }): [number, number] => [lon, lat]);
  const first = ring[0];
  return { type: 'Polygon', coordinates: [first ? [...ring, first] : ring] };
}
