import { describe, expect, it } from 'vitest';
import type { Rhythm } from '../../api/types';
import { highest, hourBars, sum, weekBars } from './rhythm';

const week = (code: string, monday: string, there: number, gone = 0) => ({ week: code, monday, there, gone });
const rhythm: Rhythm = {
  weeks: [week('2026-W44', '2026-10-26', 1), week('2026-W45', '2026-11-02', 4, 1), week('2026-W46', '2026-11-09', 4)],
  hours: Array.from({ length: 24 }, (_, at) => (at === 23 ? 5 : 0)),
  without_hour: 4,
  without_week: 0,
  earlier: 0,
};

describe('when it happens', () => {
  it('names the first week of a month', () => {
    const bars = weekBars(rhythm, (monday) => monday.slice(5, 7));
    expect(bars.map(({ tick }) => tick)).toEqual([undefined, '11', undefined]);
  });

  it('says the highest of the week, the first of several', () => {
    expect(highest(weekBars(rhythm, String))?.label).toBe('2026-W45');
    expect(highest([])).toBeUndefined();
    expect(highest([{ label: 'x', value: 0, gone: 3 }])).toBeUndefined();
  });

  it('ends the day at midnight', () => {
    const bars = hourBars(rhythm);
    expect([bars.length, highest(bars)?.label, sum(bars)]).toEqual([24, '23–00', 5]);
  });
});
