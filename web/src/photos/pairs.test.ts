import { describe, expect, it } from 'vitest';
import type { Measure, Report } from '../api/types';
import { dated, pairAround, widestPair, type Dated } from './pairs';

const photo = (day: string): Dated => ({
  id: day,
  report: 'R',
  added_at: '2026-11-01T12:00:00+01:00',
  seen_at: `2026-${day}T12:00:00+02:00`,
  checked: true,
  may_check: false,
  may_remove: false,
  width: 4,
  height: 3,
  held_by: { party: { code: 'V', name: 'Väster' } },
});
const measure = (starts: string | null, ends: string | null = null, closed_at: string | null = null) =>
  ({ starts, ends, closed_at }) as Measure;
const photos = ['06-20', '05-01', '04-01', '08-01'].map(photo);
const days = (pair: ReturnType<typeof widestPair>) => pair && [pair.before.id, pair.after.id];

describe('photos side by side', () => {
  it('show what their reports saw, or else the day that they came', () => {
    const report = { id: 'R', observed_at: '2026-02-03T08:00:00+01:00' } as Report;
    const known = dated([photo('04-01'), { ...photo('05-01'), report: 'other' }], [report]);
    expect(known.map(({ seen_at }) => seen_at)).toEqual(['2026-02-03T08:00:00+01:00', '2026-11-01T12:00:00+01:00']);
  });

  it('are the first and the last where nobody says more', () => {
    expect(days(widestPair(photos))).toEqual(['04-01', '08-01']);
    expect(widestPair([photo('04-01')])).toBeUndefined();
  });

  it('are the last before a measure began and the last since it ended', () => {
    expect(days(pairAround(photos, measure('2026-06-01', '2026-07-01')))).toEqual(['05-01', '08-01']);
    expect(days(pairAround(photos.slice(0, 3), measure('2026-06-01')))).toEqual(['05-01', '06-20']);
    expect(days(pairAround(photos, measure('2026-05-01', null, '2026-06-20T23:30:00+02:00')))).toEqual([
      '04-01',
      '08-01',
    ]);
  });

  it('take the day that is a day in Stockholm', () => {
    const late = { ...photo('05-31'), seen_at: '2026-05-31T22:30:00Z' };
    expect(pairAround([photo('05-01'), late], measure('2026-06-01'))?.after).toBe(late);
  });

  it('are none where a measure has photos on one side alone, or no first day', () => {
    expect(pairAround(photos, measure('2026-03-01'))).toBeUndefined();
    expect(pairAround(photos, measure('2026-07-01', '2026-09-01'))).toBeUndefined();
    expect(pairAround(photos, measure(null))).toBeUndefined();
  });
});
