import { describe, expect, it } from 'vitest';
import type { Area, Rule } from '../api/types';
import { areasFor, bodyOf, emptyRule, inOrder } from './rule_draft';

const rule = (id: string, named: Partial<Rule>): Rule => ({
  id,
  area: null,
  problem_type: null,
  site_kind: null,
  party: { code: 'a', name: 'A' },
  decision: 'x',
  from: null,
  until: null,
  ...named,
});
const area = { id: '1', code: null, name: 'Norr' };

describe('designation rules', () => {
  it('stand in the order in which they go before each other', () => {
    const rules = [
      rule('kind', { site_kind: 'park' }),
      rule('type', { problem_type: 'graffiti' }),
      rule('area', { area }),
      rule('later', { area, from: '2026-05-01' }),
      rule('both', { problem_type: 'graffiti', site_kind: 'park' }),
    ];
    expect(inOrder(rules).map(({ id }) => id)).toEqual(['both', 'later', 'area', 'type', 'kind']);
  });

  it('are sent without what is left open', () => {
    expect(bodyOf({ ...emptyRule, party: 'a', decision: ' beslut 3 ' })).toEqual({
      area: null,
      problem_type: null,
      site_kind: null,
      party: 'a',
      decision: 'beslut 3',
      from: null,
      until: null,
    });
  });

  it('speak of areas that have not ended, districts first', () => {
    const areas: Area[] = [
      { id: '1', kind: 'neighbourhood', code: null, name: 'Aspen' },
      { id: '2', kind: 'district', code: null, name: 'Öster' },
      { id: '3', kind: 'district', code: null, name: 'Gamla', until: '2023-07-01' },
    ];
    expect(areasFor(areas, '2026-01-01').map(({ id }) => id)).toEqual(['2', '1']);
  });
});
