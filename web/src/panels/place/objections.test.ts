import { describe, expect, it } from 'vitest';
import { lastDayBefore } from './objections';

describe('the last day to object', () => {
  it('is the day that a midnight in Stockholm ends', () => {
    for (const midnight of ['2026-12-08T00:00:00+01:00', '2026-06-08T00:00:00+02:00', '2026-12-07T23:00:00Z']) {
      expect(Date.parse(lastDayBefore(midnight))).toBe(Date.parse(midnight) - 1);
    }
  });
});
