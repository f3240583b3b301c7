import { describe, expect, it } from 'vitest';
import { ago, hours, seen } from './format';

const at = '2026-11-27T17:00:00+01:00';
const plain = (text: string) => text.replace(/\s/gu, ' ');

describe('when something was seen', () => {
  it('is said no more closely than it is known', () => {
    const said = (precision: string, hours?: number) =>
      plain(seen('sv', { observed_at: at, observed_precision: precision, observed_hours: hours }));
    expect(said('moment')).toBe('27 nov. 2026 17:00');
    expect(said('hours', 5)).toMatch(/^27 nov\. 2026,? 17:00 ?– ?22:00$/);
    expect(said('hours', 9)).toMatch(/^27 nov\. 2026,? 17:00 ?– ?28 nov\. 2026,? 02:00$/);
    expect(said('day')).toBe('27 nov. 2026');
    expect(said('month')).toBe('november 2026');
    expect(seen('sv', {})).toBe('');
  });

  it('is told by the calendar once a day has passed', () => {
    const now = Date.parse('2026-11-27T08:00:00+01:00');
    const said = (time: string) => plain(ago('sv', time, now));
    expect(said('2026-11-26T09:00:00+01:00')).toBe('för 23 timmar sedan');
    expect(said('2026-11-26T07:00:00+01:00')).toBe('i går');
    expect(said('2026-11-25T09:00:00+01:00')).toBe('i förrgår');
    expect(said('2026-11-24T23:00:00+01:00')).toBe('för 3 dagar sedan');
    expect(said('2026-10-28T09:00:00+01:00')).toBe('28 okt. 2026');
  });

  it('has hours as clocks show them', () => expect([hours('22-6'), hours('17-24')]).toEqual(['22–06', '17–24']));
});
