import { describe, expect, it } from 'vitest';
import type { PlaceGeometry } from '../../api/types';
import { noPart, splitOf, without } from './split';

const point = (lon: number): PlaceGeometry => ({ type: 'Point', coordinates: [lon, 59] });
const parts = [
  { name: ' Norra gången ', geometry: point(18) },
  { name: 'Södra gången', geometry: point(18.1) },
];

describe('a place that is split', () => {
  it('sends each part with the reports that were given to it', () => {
    expect(splitOf(parts, { r1: 1, r2: 0, r3: 1 }, ' Två olika platser. ')).toEqual({
      parts: [
        { name: 'Norra gången', geometry: point(18), reports: ['r2'] },
        { name: 'Södra gången', geometry: point(18.1), reports: ['r1', 'r3'] },
      ],
      reason: 'Två olika platser.',
    });
  });

  it('is not sent without a name, an extent or a reason', () => {
    expect(splitOf([...parts, noPart], {}, 'skäl')).toBeNull();
    expect(splitOf([{ name: 'Norra', geometry: null }], {}, 'skäl')).toBeNull();
    expect(splitOf(parts, {}, ' ')).toBeNull();
  });

  it('gives the reports of a part that is taken away back to the nearest', () => {
    const three = [...parts, { name: 'Mitten', geometry: point(18.05) }];
    const [left, assigned] = without(three, { r1: 0, r2: 1, r3: 2 }, 1);
    expect(left.map(({ name }) => name)).toEqual([' Norra gången ', 'Mitten']);
    expect(assigned).toEqual({ r1: 0, r3: 1 });
  });
});
