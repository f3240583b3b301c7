import { describe, expect, it } from 'vitest';
import type { LonLat } from '../api/types';
import type { CityMap } from '../map/create_map';
import { areaFault, areaOf, drawPolygon } from './draw_polygon';

const at = (lon: number, lat: number): LonLat => ({ lon, lat });
const square = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)];

describe('an area', () => {
  it('needs three corners', () => expect(areaFault(square.slice(0, 2))).toBe('too_few'));
  it('may be a triangle', () => expect(areaFault(square.slice(0, 3))).toBeNull());
  it('may be a square', () => expect(areaFault(square)).toBeNull());
  it('may bend inwards', () => expect(areaFault([at(0, 0), at(2, 0), at(1, 0.5), at(2, 2)])).toBeNull());
  it('may not cross itself', () => {
    expect(areaFault([at(0, 0), at(1, 1), at(1, 0), at(0, 1)])).toBe('crossing');
  });

  it.each([[square], [square.toReversed()]])('is closed and runs counter-clockwise', (corners) => {
    const area = areaOf(corners);
    if (area.type !== 'Polygon') throw new Error('not a polygon');
    const ring = area.coordinates[0] ?? [];
    expect(ring).toHaveLength(5);
    expect(ring[0]).toEqual(ring[4]);
    const doubled = ring.slice(1).reduce((sum, [x, y], i) => {
      const [px, py] = ring[i] ?? [0, 0];
      return sum + px * y - x * py;
    }, 0);
    expect(doubled).toBeGreaterThan(0);
  });
});

describe('drawing', () => {
  it('adds by click and by cross, takes back, and leaves nothing behind', () => {
    const drawn: number[] = [];
    const map = { draw: (all: { features: unknown[] }) => drawn.push(all.features.length) } as unknown as CityMap;
    let corners: LonLat[] = [];
    const mode = drawPolygon([], (next) => (corners = next));
    const leave = mode.enter(map);
    mode.clicked(map, at(0, 0), null);
    mode.add(at(1, 0));
    mode.add(at(1, 1));
    mode.undo();
    expect(corners).toEqual([at(0, 0), at(1, 0)]);
    leave();
    expect(drawn.at(-1)).toBe(0);
  });
});
