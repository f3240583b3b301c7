import { expect, it } from 'vitest';
import { rebased } from './rebased';

const before = { name: 'Torget', units: [{ code: 'A' }], order: 1 };

it('keeps what is written and takes what others have changed elsewhere', () => {
  const written = { ...before, name: 'Stora torget' };
  const latest = { name: 'Torget', units: [{ code: 'A' }, { code: 'B' }], order: 2 };
  expect(rebased(written, before, latest)).toEqual({ ...latest, name: 'Stora torget' });
});

it('keeps what is written where others have written in the same field', () => {
  const written = { ...before, units: [] };
  expect(rebased(written, before, { ...before, units: [{ code: 'B' }] }).units).toEqual([]);
});

it('is the thing as it now is where nobody has written', () => {
  const latest = { name: 'Parken', units: [], order: 3 };
  expect(rebased(structuredClone(before), before, latest)).toEqual(latest);
});
