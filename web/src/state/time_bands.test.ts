import { describe, expect, it } from 'vitest';
import type { Code } from '../api/types';
import { bandOf, bandsFrom, recentBands, seenOn } from './time_bands';

const band = (code: string, from: number, until: number): Code => ({
  id: code,
  list: 'time_band',
  code,
  label: { sv: code, en: code },
  hours: { from, until },
  position: 1,
});
const bands = [band('night', 22, 6), band('morning', 6, 10), band('day', 10, 17), band('evening', 17, 22)];
const at = (time: string) =>
  recentBands(bands, new Date(time)).map(({ code, day, seen }) => [code, day, seen.at, seen.hours]);

describe('parts of the day that are offered', () => {
  it('are those that lie behind, the last first, and one that goes on is known until now', () => {
    expect(at('2026-11-28T09:40:00+01:00')).toEqual([
      ['morning', 'today', '2026-11-28T05:00:00.000Z', 4],
      ['night', 'yesterday', '2026-11-27T21:00:00.000Z', 8],
      ['evening', 'yesterday', '2026-11-27T16:00:00.000Z', 5],
      ['day', 'yesterday', '2026-11-27T09:00:00.000Z', 7],
    ]);
    expect(at('2026-11-28T07:10:00+01:00')[0]).toEqual(['morning', 'today', '2026-11-28T05:00:00.000Z', 2]);
  });

  it('are of the day on which they began, also after midnight', () => {
    expect(at('2026-11-28T01:30:00+01:00')[0]).toEqual(['night', 'yesterday', '2026-11-27T21:00:00.000Z', 4]);
    expect(at('2026-11-28T23:30:00+01:00')[0]).toEqual(['night', 'today', '2026-11-28T21:00:00.000Z', 2]);
  });

  it('have the hours that there were when the clocks were moved', () => {
    const night = (time: string) => at(time).find(([code, day]) => code === 'night' && day === 'yesterday');
    expect(night('2026-03-29T12:00:00+02:00')).toEqual(['night', 'yesterday', '2026-03-28T21:00:00.000Z', 7]);
    expect(night('2026-10-25T12:00:00+01:00')).toEqual(['night', 'yesterday', '2026-10-24T20:00:00.000Z', 9]);
  });

  it('are no longer than half a day', () => {
    const long = [band('waking', 6, 22), band('small', 0, 6)];
    const offered = recentBands(long, new Date('2026-11-28T23:00:00+01:00'));
    expect(offered.map(({ code, day }) => [code, day])).toEqual([
      ['small', 'today'],
      ['small', 'yesterday'],
    ]);
  });

  it('are none where the city has none', () => {
    expect(recentBands([], new Date())).toEqual([]);
    expect(seenOn('2026-07-06')).toEqual({ at: '2026-07-05T22:00:00.000Z', hours: null });
    expect(seenOn('')).toEqual({ at: '', hours: null });
  });
});

describe('hours in an address', () => {
  it('are two of a day with a dash between', () => {
    expect(bandsFrom('22-6,17-24,0-24,7-7,24-3,3-0,3-25,x,,1-2-3')).toEqual(['22-6', '17-24', '0-24']);
    expect(bands.map(bandOf)).toEqual(['22-6', '6-10', '10-17', '17-22']);
  });
});
