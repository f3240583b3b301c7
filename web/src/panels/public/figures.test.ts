import { describe, expect, it } from 'vitest';
import { classesOf, classOf, draw, fullest } from './figures';

describe('classes', () => {
  it('have about as many figures each, and none that is not shown', () => {
    expect(classesOf([8, 9, null, 20, 30, 31, 80, 200, 400])).toEqual([
      { from: 8, to: 9 },
      { from: 20, to: 30 },
      { from: 31, to: 80 },
      { from: 200, to: 400 },
    ]);
  });

  it('never part equal figures, and are fewer where there are few', () => {
    expect(classesOf([10, 10, 10, 10, 12])).toEqual([
      { from: 10, to: 10 },
      { from: 12, to: 12 },
    ]);
    expect(classesOf([null, 9])).toEqual([{ from: 9, to: 9 }]);
    expect(classesOf([null])).toEqual([]);
  });

  it('are found again by what is in them', () => {
    const classes = classesOf([8, 20, 30, 90]);
    expect([8, 20, 30, 90, null].map((figure) => classOf(classes, figure))).toEqual([0, 1, 2, 3, null]);
  });
});

describe('the fullest column', () => {
  it('has the most figures to show, and is that of sums where they are as many', () => {
    const rows = [
      [12, null, null],
      [9, 8, null],
    ];
    expect(fullest(rows)).toBe(0);
    expect(fullest([...rows, [null, 8, 40], [null, null, 50]])).toBe(2);
    expect(fullest([])).toBe(0);
  });
});

describe('a drawing', () => {
  const square = (west: number, south: number): [number, number][] => [
    [west, south],
    [west + 0.2, south],
    [west + 0.2, south + 0.1],
    [west, south + 0.1],
    [west, south],
  ];

  it('has north up and keeps what is square on the ground about square', () => {
    const drawing = draw({
      features: [
        { id: 'a', geometry: { type: 'Polygon', coordinates: [square(18, 59.3)] } },
        { id: 'b', geometry: { type: 'MultiPolygon', coordinates: [[square(18.2, 59.4)]] } },
        { id: 'c', geometry: null },
      ],
    });
    expect(drawing?.areas.map(({ id }) => id)).toEqual(['a', 'b']);
    // 0.4 degrees of longitude by 0.2 of latitude, at 59.4 degrees north.
    expect(drawing?.height).toBeCloseTo((600 * 0.2) / (0.4 * Math.cos((59.4 * Math.PI) / 180)), 3);
    expect(drawing?.areas[1]?.path.startsWith('M300.0 ')).toBe(true);
  });

  it('of nothing is none', () => expect(draw({ features: [] })).toBeNull());
});
