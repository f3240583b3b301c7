import { describe, expect, it } from 'vitest';
import type { LonLat, PlaceGeometry } from '../api/types';
import { addCorner, cornersOf, middles, moveCorner, removeCorner } from './corners';
import { faultsOf } from './faults';
import { groundM2 } from './ground';
import { begun, done, redone, undone } from './history';
import { cornerAt, geometryOf, noGround, outlineOf, refusedCorner, type Outline } from './outline';
import { snap } from './snap';

const at = (lon: number, lat: number): LonLat => ({ lon, lat });
const ground = (...corners: LonLat[]): Outline => ({ kind: 'polygon', rings: [{ part: 0, corners }] });
const square = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)];

describe('an outline', () => {
  const holed: PlaceGeometry = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 0],
      ],
      [
        [2, 1],
        [3, 1],
        [3, 2],
        [2, 1],
      ],
    ],
  };
  const many: PlaceGeometry = { type: 'MultiPolygon', coordinates: [holed.coordinates, [holed.coordinates[1] ?? []]] };
  const point: PlaceGeometry = { type: 'Point', coordinates: [18, 59] };

  it.each([[holed], [many], [point]])('is what it was when nothing was changed', (geometry) => {
    expect(geometryOf(outlineOf(geometry))).toEqual(geometry);
  });

  it('is none before there is a point', () => expect(geometryOf({ kind: 'point', at: null })).toBeNull());

  it.each([
    ['#/geometry/coordinates/1/2', holed, { ring: 1, corner: 2 }],
    ['#/geometry/coordinates/0/3', holed, { ring: 0, corner: 0 }],
    ['#/geometry/coordinates/1/0/1', many, { ring: 2, corner: 1 }],
    ['#/geometry/coordinates/0/1/1', many, { ring: 1, corner: 1 }],
    ['#/geometry/coordinates/9/0', holed, null],
    ['#/geometry/coordinates/0', holed, null],
    ['#/geometry', holed, null],
    ['#/name', holed, null],
  ] as const)('%s leads to its corner', (pointer, geometry, corner) => {
    expect(cornerAt(pointer, outlineOf(geometry))).toEqual(corner);
  });
});

describe('a refusal', () => {
  const fault = (pointer: string, detail: string) => ({ pointer, detail });
  it('is about the corner that it points at, or the one nearest to where it says', () => {
    const outline = ground(...square);
    expect(refusedCorner(fault('#/geometry/coordinates/0/2', 'is no position'), outline)).toEqual({
      ring: 0,
      corner: 2,
    });
    const touching = 'crosses or touches itself near 0.900000, 0.100000';
    expect(refusedCorner(fault('#/geometry/coordinates/0', touching), outline)).toEqual({ ring: 0, corner: 1 });
    expect(refusedCorner(fault('#/geometry', 'is too large'), outline)).toBeNull();
  });
});

describe('corners', () => {
  it('are put in one after the other, or after one of them', () => {
    const first = addCorner(noGround, null, at(0, 0));
    const second = addCorner(first, null, at(2, 0));
    expect(addCorner(second, { ring: 0, corner: 0 }, at(1, 0))).toEqual(ground(at(0, 0), at(1, 0), at(2, 0)));
  });
  it('are moved and taken out', () => {
    const outline = ground(...square);
    expect(moveCorner(outline, { ring: 0, corner: 2 }, at(2, 2))).toEqual(
      ground(at(0, 0), at(1, 0), at(2, 2), at(0, 1)),
    );
    expect(removeCorner(outline, { ring: 0, corner: 0 })).toEqual(ground(...square.slice(1)));
  });
  it('take their hole with them, and never the outer side', () => {
    const hole: Outline = {
      kind: 'polygon',
      rings: [
        { part: 0, corners: square },
        { part: 0, corners: [at(0.5, 0.5)] },
      ],
    };
    expect(removeCorner(hole, { ring: 1, corner: 0 })).toEqual(ground(...square));
    expect(removeCorner(ground(at(0, 0)), { ring: 0, corner: 0 })).toEqual(noGround);
  });
  it('have a middle between each two', () => {
    expect(middles(ground(...square)).map((one) => one.at)).toContainEqual(at(0, 0.5));
    expect(middles(noGround)).toEqual([]);
    expect(cornersOf(ground(...square))).toHaveLength(4);
  });
});

describe('what is wrong', () => {
  const told = (outline: Outline) => faultsOf(outline).map(({ what, at }) => [what, at?.corner ?? null]);
  it('is nothing of a triangle, a square, or one that bends inwards', () => {
    for (const corners of [square.slice(0, 3), square, [at(0, 0), at(2, 0), at(1, 0.5), at(2, 2)]]) {
      expect(told(ground(...corners))).toEqual([]);
    }
  });
  it('is too few corners', () => {
    expect(told(noGround)).toEqual([['too_few', null]]);
    expect(told(ground(...square.slice(0, 2)))).toEqual([['too_few', null]]);
  });
  it('is a side that crosses another, at the corner where it begins', () => {
    expect(told(ground(at(0, 0), at(1, 1), at(1, 0), at(0, 1)))).toEqual([['crossing', 2]]);
  });
  it('is a corner that lies on the one before', () => {
    expect(told(ground(at(0, 0), at(1, 0), at(1, 0), at(0, 1)))).toEqual([['twice', 2]]);
  });
  it('is a hole that crosses the outer side', () => {
    const hole = { part: 0, corners: [at(0.5, 0.2), at(2, 0.5), at(0.5, 0.8)] };
    const outline: Outline = { kind: 'polygon', rings: [{ part: 0, corners: square }, hole] };
    expect(faultsOf(outline).map(({ what, at }) => [what, at?.ring])).toEqual([
      ['crossing', 1],
      ['crossing', 1],
    ]);
  });
  it('is a point that is nowhere', () => expect(told({ kind: 'point', at: null })).toEqual([['nowhere', null]]));
});

describe('ground', () => {
  // 100 m by 100 m in Stockholm: 0.001 758 8 degrees of longitude and 0.000 897 5 of latitude at 59.33 north.
  const hectare = [at(18, 59.33), at(18.0017562, 59.33), at(18.0017562, 59.3308975), at(18, 59.3308975)];
  it('is measured in square metres, either way around', () => {
    expect(groundM2(ground(...hectare))).toBeGreaterThan(9_950);
    expect(groundM2(ground(...hectare))).toBeLessThan(10_050);
    expect(groundM2(ground(...hectare.toReversed()))).toBeCloseTo(groundM2(ground(...hectare)), 3);
  });
  it('leaves holes out', () => {
    const hole = { part: 0, corners: hectare };
    expect(groundM2({ kind: 'polygon', rings: [{ part: 0, corners: hectare }, hole] })).toBe(0);
  });
  it('is none of a point', () => expect(groundM2({ kind: 'point', at: at(18, 59) })).toBe(0));
});

describe('steps', () => {
  it('are taken back and done again, until something else is done', () => {
    const two = done(done(begun(0), 1), 2);
    expect(undone(two).now).toBe(1);
    expect(redone(undone(two)).now).toBe(2);
    expect(undone(undone(undone(two))).now).toBe(0);
    expect(redone(done(undone(two), 5)).now).toBe(5);
  });
  it('are counted', () => {
    let history = begun(0);
    for (let n = 1; n <= 300; n++) history = done(history, n);
    expect(history.past).toHaveLength(200);
  });
});

describe('what is near', () => {
  const line = [at(18, 59), at(18.01, 59), at(18.01, 59.01)];
  it('is a corner before it is a side', () => {
    expect(snap(at(18.00001, 59.00001), [line], 5)).toEqual({ at: at(18, 59), to: 'corner' });
    const onSide = snap(at(18.005, 59.00001), [line], 5);
    expect(onSide.to).toBe('side');
    expect(onSide.at.lat).toBeCloseTo(59, 9);
    expect(onSide.at.lon).toBeCloseTo(18.005, 9);
  });
  it('is nothing beyond reach, or where there is nothing', () => {
    expect(snap(at(18.005, 59.001), [line], 5)).toEqual({ at: at(18.005, 59.001), to: null });
    expect(snap(at(18, 59), [[]], 5).to).toBeNull();
  });
});
