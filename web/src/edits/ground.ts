import type { LonLat } from '../api/types';
import type { Outline } from './outline';

/** Metres of a degree at a latitude, on the ellipsoid of WGS 84. */
function degreeM(lat: number): { east: number; north: number } {
  const phi = (lat * Math.PI) / 180;
  return {
    east: 111_412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi),
    north: 111_132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
  };
}

function ringM2(corners: readonly LonLat[]): number {
  const origin = corners[0];
  if (!origin || corners.length < 3) return 0;
  const { east, north } = degreeM(corners.reduce((sum, { lat }) => sum + lat, 0) / corners.length);
  const metres = corners.map(({ lon, lat }) => ({ x: (lon - origin.lon) * east, y: (lat - origin.lat) * north }));
  const doubled = metres.reduce((sum, from, n) => {
    const to = metres[(n + 1) % metres.length] ?? from;
    return sum + from.x * to.y - to.x * from.y;
  }, 0);
  return Math.abs(doubled) / 2;
}

/** Square metres of the ground inside, holes left out: near enough to show, the server measures what it keeps. */
export function groundM2(outline: Outline): number {
  if (outline.kind === 'point') return 0;
  const outer = new Set<number>();
  return outline.rings.reduce((sum, { part, corners }) => {
    const isHole = outer.has(part);
    outer.add(part);
    return sum + (isHole ? -1 : 1) * ringM2(corners);
  }, 0);
}
