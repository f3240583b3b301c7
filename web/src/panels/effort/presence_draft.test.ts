import { describe, expect, it } from 'vitest';
import { bodyOf } from './presence_draft';

const draft = { kind: 'night_walk', by: 'kind:night_walkers', day: '2026-11-27', from: '20:00', until: '23:30' };

describe('a presence that is written down', () => {
  it('ends on the same day where its end is later', () => {
    const body = bodyOf('P', draft);
    expect(Date.parse(body?.ends_at ?? '') - Date.parse(body?.starts_at ?? '')).toBe(3.5 * 3_600_000);
    expect(body).toMatchObject({ place: 'P', presence_kind: 'night_walk', organisation_kind: 'night_walkers' });
    expect(body).toMatchObject({ starts_at: '2026-11-27T19:00:00.000Z', ends_at: '2026-11-27T22:30:00.000Z' });
    expect(body).not.toHaveProperty('party');
  });

  it('goes past midnight where its end is earlier', () => {
    const body = bodyOf('P', { ...draft, day: '2026-12-31', until: '02:00' });
    expect(Date.parse(body?.ends_at ?? '') - Date.parse(body?.starts_at ?? '')).toBe(6 * 3_600_000);
  });

  it('names a party by its code', () => {
    expect(bodyOf('P', { ...draft, by: 'party:SDF:1' })).toMatchObject({ party: 'SDF:1' });
  });

  it('is none while a time is missing', () => {
    expect(bodyOf('P', { ...draft, day: '' })).toBeNull();
    expect(bodyOf('P', { ...draft, until: '' })).toBeNull();
  });
});
