import { describe, expect, it } from 'vitest';
import { currentOn, dayAfter, dayBefore, holdsOn, momentInStockholm, todayInStockholm } from './days';

describe('days', () => {
  it('are Stockholm’s, wherever the device is', () => {
    expect(todayInStockholm(new Date('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
    expect(todayInStockholm(new Date('2026-12-31T22:30:00Z'))).toBe('2026-12-31');
  });

  it('have hours, of which one is skipped and one comes twice', () => {
    const at = (day: string, hour: number) => momentInStockholm(day, hour).toISOString().slice(0, 16);
    expect([at('2026-07-06', 0), at('2026-11-28', 17)]).toEqual(['2026-07-05T22:00', '2026-11-28T16:00']);
    expect([at('2026-03-29', 2), at('2026-03-29', 3)]).toEqual(['2026-03-29T01:00', '2026-03-29T01:00']);
    expect([at('2026-10-25', 2), at('2026-10-25', 3)]).toEqual(['2026-10-25T00:00', '2026-10-25T02:00']);
    expect(at('2026-12-31', 24)).toBe('2026-12-31T23:00');
  });

  it('follow each other over months and years', () => {
    expect([dayAfter('2026-12-31'), dayBefore('2024-03-01')]).toEqual(['2027-01-01', '2024-02-29']);
  });

  it('hold from the first, and not on the last', () => {
    const period = { from: '2026-03-01', until: '2026-04-01' };
    expect(['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((day) => holdsOn(period, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(holdsOn({}, '1900-01-01')).toBe(true);
  });

  it('find what holds among periods', () => {
    const periods = [
      { value: 1, until: '2026-01-01' },
      { value: 2, from: '2026-01-01', until: '2026-02-01' },
    ];
    expect(currentOn(periods, '2026-01-01')?.value).toBe(2);
    expect(currentOn(periods, '2026-02-01')).toBeUndefined();
  });
});
