import { describe, expect, it } from 'vitest';
import { boxAround, metresBetween } from './near';

const slussen = { lon: 18.0716, lat: 59.3195 };
const sergel = { lon: 18.0645, lat: 59.3326 };

describe('what is near', () => {
  it('is measured in metres, the same both ways', () => {
    expect(metresBetween(slussen, sergel)).toBeGreaterThan(1_480);
    expect(metresBetween(slussen, sergel)).toBeLessThan(1_530);
    expect(metresBetween(sergel, slussen)).toBeCloseTo(metresBetween(slussen, sergel), 0);
  });

  it('lies in the box around it', () => {
    const [west, south, east, north] = boxAround(slussen, 500);
    expect(metresBetween(slussen, { lon: east, lat: slussen.lat })).toBeCloseTo(500, 3);
    expect(metresBetween(slussen, { lon: slussen.lon, lat: south })).toBeCloseTo(500, 3);
    expect([west < slussen.lon, north > slussen.lat]).toEqual([true, true]);
  });
});
