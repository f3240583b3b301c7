import { describe, expect, it } from 'vitest';
import { numberOf, weeksLater } from './weeks';

describe('weeks', () => {
  it.each([
    ['2026-W48', 1, '2026-W49'],
    ['2026-W48', -1, '2026-W47'],
    ['2026-W53', 1, '2027-W01'],
    ['2027-W01', -1, '2026-W53'],
    ['2025-W52', 1, '2026-W01'],
    ['2024-W09', 52, '2025-W09'],
    ['not a week', 1, 'not a week'],
  ])('%s and %i', (week, by, then) => expect(weeksLater(week, by)).toBe(then));

  it('go forth and back over ten years', () => {
    for (let weeks = 1; weeks < 530; weeks += 1)
      expect(weeksLater(weeksLater('2020-W01', weeks), -weeks)).toBe('2020-W01');
  });

  it('are said by their number', () => expect(numberOf('2026-W07')).toBe('7'));
});
