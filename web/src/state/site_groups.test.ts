import { describe, expect, it } from 'vitest';
import type { MySite } from '../api/types';
import { grouped, sitesFor, tiesOf } from './site_groups';

type Given = Partial<Pick<MySite, 'reports' | 'group' | 'property_designation'>>;
const site = (name: string, places: [string, boolean][] = [], given: Given = {}): MySite => ({
  id: name,
  source_id: name,
  code: null,
  name,
  kind: 'school',
  manager: null,
  land_owner: null,
  managers: [],
  land_owners: [],
  position: { lon: 18, lat: 59 },
  geometry: { type: 'Point', coordinates: [18, 59] },
  boundary_missing: true,
  places: places.map(([id, ground]) => ({ id, name: id, status: 'active', distance_m: ground ? 0 : 20, ground })),
  reports: 0,
  ...given,
});
const all = [
  site('Quiet'),
  site('Fence', [['p1', false]]),
  site('Ground', [['p2', true]], { group: 'nord' }),
  site('Seen', [], { reports: 3, property_designation: 'Kvarnen 4' }),
];
const names = (sites: MySite[]) => sites.map(({ name }) => name);
const measured = new Set(['p1']);

describe('the sites of a party', () => {
  it('stand by how near trouble is', () => {
    expect(names(sitesFor(all, { query: '', ties: [] }, measured))).toEqual(['Ground', 'Fence', 'Seen', 'Quiet']);
  });

  it('are found by name and by designation, and by how they are tied', () => {
    expect(names(sitesFor(all, { query: 'kvarn 4', ties: [] }, measured))).toEqual(['Seen']);
    expect(names(sitesFor(all, { query: '', ties: ['ground', 'reports'] }, measured))).toEqual(['Ground', 'Seen']);
    expect(names(sitesFor(all, { query: '', ties: ['measure'] }, measured))).toEqual(['Fence']);
    expect(names(sitesFor(all, { query: 'quiet', ties: ['ground'] }, measured))).toEqual([]);
  });

  it('know all their ties', () => {
    expect(
      tiesOf(
        site('x', [
          ['p1', false],
          ['p2', true],
        ]),
        measured,
      ),
    ).toEqual(['ground', 'fence', 'measure']);
  });

  it('stand in groups, those without one last', () => {
    const groups = grouped(all, ({ group }) => group ?? '');
    expect(groups.map(({ name, sites }) => [name, sites.length])).toEqual([
      ['nord', 1],
      ['', 3],
    ]);
  });
});
