import { describe, expect, it } from 'vitest';
import { Problem } from '../../api/problem';
import { faultsOf, fieldOf, inRowOrder } from './import_faults';

describe('the faults of a file', () => {
  it('are read out of a refusal with their rows and hints', () => {
    const errors = [
      {
        pointer: '#/rows/17/geometry/coordinates',
        code: 'geometry',
        detail: 'has no area; a place that small is a Point',
      },
      { pointer: '#/party', code: 'required', detail: 'must be given' },
    ];
    const found = faultsOf(new Problem({ type: '/problems/invalid', title: 'x', status: 422, errors }));
    expect(found).toEqual([
      {
        row: 17,
        pointer: '#/geometry/coordinates',
        code: 'geometry',
        detail: 'has no area',
        hint: 'a place that small is a Point',
      },
      { row: null, pointer: '#/party', code: 'required', detail: 'must be given', hint: null },
    ]);
    expect(inRowOrder(found).map(({ row }) => row)).toEqual([null, 17]);
    expect(found.map(({ pointer }) => fieldOf(pointer))).toEqual(['geometry', 'party']);
  });

  it('are none where something else is refused', () => {
    expect(faultsOf(new Problem({ type: '/problems/not-allowed', title: 'x', status: 403 }))).toEqual([]);
    expect(faultsOf(new Error('x'))).toEqual([]);
  });
});
