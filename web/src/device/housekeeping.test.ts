import { describe, expect, it } from 'vitest';
import type { Row, Shelf } from './database';
import { fateOf, lasting } from './housekeeping';

const dayMs = 86_400_000;
const full: Row['sealed'] = { iv: new Uint8Array(12), bytes: new ArrayBuffer(8) };
const fate = (shelf: Shelf, id: string, days: number, sealed: Row['sealed'] = full) =>
  fateOf(shelf, { account: 'a', id, at: 0, revision: 0, sealed }, days * dayMs);

describe('what lies on the phone', () => {
  it.each([
    ['a report', 'outbox', 'x', 'stays', 'is emptied', 'goes'],
    ['a walk under way', 'draft', 'walk', 'stays', 'is emptied', 'goes'],
    ['a walk that has ended', 'draft', 'walked:x', 'stays', 'is emptied', 'goes'],
    ['the report being written', 'draft', 'report', 'stays', 'goes', 'goes'],
    ['a photo', 'draft', 'photo:x', 'stays', 'goes', 'goes'],
    ['a code list', 'kept', `${lasting}codes`, 'stays', 'goes', 'goes'],
    ['a copy of places', 'kept', 'places', 'goes', 'goes', 'goes'],
  ] as const)('%s: after 13, 14 and 28 days', (_, shelf, id, ...fates) => {
    expect([13, 14, 28].map((days) => fate(shelf, id, days))).toEqual(fates);
  });

  it('is emptied once', () => {
    expect(fate('draft', 'walk', 20, null)).toBe('stays');
    expect(fate('draft', 'walk', 28, null)).toBe('goes');
  });
});
