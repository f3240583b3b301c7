import { describe, expect, it } from 'vitest';
import type { Place } from '../api/types';
import { keptZooms, nearIn, shownIn, tilesAround, type KeptPlaces } from './area';
import { noFilters } from './filters';

const torget = { lon: 18.06, lat: 59.33 };
const metre = 1 / 111_320;
const place = (name: string, metresNorth: number, more: Partial<Place> = {}): Place =>
  ({
    id: name,
    level: 'summary',
    name,
    status: 'active',
    position: { lon: torget.lon, lat: torget.lat + metresNorth * metre },
    ...more,
  }) as Place;

const kept = (places: Place[]): KeptPlaces => ({ centre: torget, places, isPart: false, followed: ['one'] });
const north = (metres: number) => ({ lon: torget.lon, lat: torget.lat + metres * metre });

describe('the tiles that are kept', () => {
  const tiles = tilesAround(torget);

  it('are few, of every zoom that is kept, and no tile twice', () => {
    expect(tiles.length).toBeLessThan(90);
    expect([...new Set(tiles.map(({ z }) => z))]).toEqual([14, 13, 12, 11, 10]);
    expect(new Set(tiles.map((tile) => JSON.stringify(tile))).size).toBe(tiles.length);
  });

  it('begin where one stands, with the tile of zoom 14 that others name so too', () => {
    expect(tiles[0]).toEqual({ z: keptZooms.max, x: 9013, y: 4818 });
  });

  it('stay within the world at its edges', () => {
    for (const { z, x, y } of tilesAround({ lon: 179.999, lat: 84.9 })) {
      expect([x, y].every((at) => at >= 0 && at < 2 ** z)).toBe(true);
    }
  });
});

describe('places known here, from the copy', () => {
  it('are the near ones, the nearest first', () => {
    const all = [place('far', 260), place('wide', 240), place('close', 10)];
    expect(nearIn(kept(all), torget)?.map(({ name, same_place }) => [name, same_place])).toEqual([
      ['close', true],
      ['wide', false],
    ]);
  });

  it('say that nobody coordinates one only where that is known', () => {
    const all = [true, false].map((interim, at) => place(String(interim), at, { without_coordinator: interim }));
    const found = nearIn(kept([...all, place('exists', 2, { level: 'exists' })]), torget);
    expect(found?.map((one) => one.without_coordinator)).toEqual([true, false, undefined]);
  });

  it('leave out what is over', () => {
    const all = (['dismissed', 'merged', 'split', 'dormant'] as const).map((status) => place(status, 1, { status }));
    expect(nearIn(kept(all), torget)?.map(({ name }) => name)).toEqual(['dormant']);
  });
});

describe('what is not known from the copy', () => {
  it('is whether anything is known where it does not reach all around', () => {
    const far = kept([place('far', 2_900)]);
    expect(nearIn(far, north(2_740))?.map(({ name }) => name)).toEqual(['far']);
    expect(nearIn(far, north(2_760))).toBeUndefined();
    expect(nearIn(far, north(20_000))).toBeUndefined();
  });

  it('is what else there is, where it holds only a part of the places', () => {
    expect(nearIn({ ...kept([]), isPart: true }, torget)).toBeUndefined();
    expect(nearIn(kept([]), torget)).toEqual([]);
  });

  it('is what somebody follows, in a copy of an earlier version', () => {
    const { followed: _, ...earlier } = kept([place('one', 0)]);
    expect(shownIn(earlier, { ...noFilters, followed: true })).toEqual([]);
  });
});

describe('the filters, on the copy', () => {
  const one = place('one', 0, {
    problem_types: ['graffiti'],
    district: { id: 'd', code: '05', name: 'Järva' },
    coordinator: { code: 'sisab', name: 'SISAB' },
    child_relevant: true,
    created_at: '2026-03-31T23:30:00+02:00',
  });
  it.each([
    ['none', {}, true],
    ['no places', { places: false }, false],
    ['its status', { statuses: ['active' as const] }, true],
    ['another status', { statuses: ['dormant' as const] }, false],
    ['its type', { types: ['graffiti', 'vandalism'] }, true],
    ['another type', { types: ['vandalism'] }, false],
    ['its district', { district: '05' }, true],
    ['another district', { district: '06' }, false],
    ['its coordinator', { party: 'sisab' }, true],
    ['another party', { party: 'polis' }, false],
    ['what concerns children', { childRelevant: true }, true],
    ['the day it was made', { since: '2026-03-31', until: '2026-03-31' }, true],
    ['the day after', { since: '2026-04-01' }, false],
    ['the day before', { until: '2026-03-30' }, false],
    ['the time of day, which no place has', { hours: ['17-22'] }, false],
    ['what is followed', { followed: true }, true],
    ['without a coordinator', { withoutCoordinator: true }, false],
  ])('%s', (_, filters, shown) =>
    expect(shownIn(kept([one]), { ...noFilters, ...filters })).toEqual(shown ? [one] : []),
  );

  it('another that is not followed', () => {
    expect(shownIn(kept([place('two', 0)]), { ...noFilters, followed: true })).toEqual([]);
  });
});
