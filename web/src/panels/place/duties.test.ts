import { describe, expect, it } from 'vitest';
import type { Measure, Place } from '../../api/types';
import { dutiesOf } from './duties';

const district = { code: 'W', name: 'Väster' };
const school = { code: 'SKOLOR', name: 'Skolbolaget' };
const road = { code: 'VAG', name: 'Anläggning' };
const holder = { party: district, function: '', since: '', decided_by: {}, ad_interim: true };
const place = (coordination: object, more: object = {}) =>
  ({ coordination: { holder, deadline: '2026-12-01', ...coordination }, ...more }) as unknown as Place;
const measure = (party: object) => ({ id: 'm', party }) as unknown as Measure;
const told = (place: Place, measures: Measure[] = []) =>
  dutiesOf(place, measures).map(({ party, duties }) => [party.code, ...duties.map(({ what }) => what)]);

describe('what each party does', () => {
  it('is to hold the place, and to answer', () =>
    expect(told(place({ state: 'proposed', party: school }))).toEqual([
      ['W', 'holds'],
      ['SKOLOR', 'answers'],
    ]));

  it('is to name a coordinator when nobody is asked', () =>
    expect(told(place({ state: 'interim', party: district }))).toEqual([['W', 'holds', 'names']]));

  it('is its measures, by party, after who coordinates', () => {
    const coordinated = place({
      state: 'accepted',
      party: school,
      holder: { ...holder, party: school, ad_interim: false },
    });
    expect(told(coordinated, [measure(district), measure(road), measure(school)])).toEqual([
      ['SKOLOR', 'coordinates', 'measure'],
      ['VAG', 'measure'],
      ['W', 'measure'],
    ]);
  });

  it('is nothing that a summary could tell', () => expect(told({} as Place)).toEqual([]));

  it('is to wait for an answer to an objection', () => {
    const objections = [
      { party: school, time: '' },
      { party: road, time: '', answered_at: '2026-11-23' },
    ];
    const aside = place({ state: 'accepted', party: district }, { set_aside: { objections } });
    expect(told(aside)).toEqual([
      ['W', 'holds'],
      ['SKOLOR', 'objection'],
    ]);
  });
});
