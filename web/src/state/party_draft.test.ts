import { describe, expect, it } from 'vitest';
import { bodyOf, draftOf, emptyParty } from './party_draft';

const party = {
  id: '0000000001A',
  code: 'SISAB',
  name: 'Skolfastigheter',
  kind: 'property_company' as const,
  function: 'förvaltare',
  logs_in: true,
  areas: ['0000000002B'],
  units: [{ code: 'drift', name: 'Drift', social_services: false }],
  site_groups: [{ code: 'FO1', name: 'Norr' }],
};

describe('a party in a form', () => {
  it('is sent as it was read when nothing is changed', () => {
    const { id: _, code: __, ...rest } = party;
    expect(bodyOf(draftOf(party))).toEqual(rest);
  });

  it('changes no party of the list while it is written in', () => {
    const draft = draftOf(party);
    draft.units.push({ code: 'ny', name: 'Ny', social_services: false });
    expect(party.units).toHaveLength(1);
  });

  it('has the usual function where none is written, and no rows that nobody has written in', () => {
    const blank = { code: ' ', name: '' };
    const draft = {
      ...emptyParty,
      name: ' Ny part ',
      units: [{ ...blank, social_services: true }],
      site_groups: [blank],
    };
    expect(bodyOf(draft)).toMatchObject({ name: 'Ny part', function: null, units: [], site_groups: [] });
  });
});
