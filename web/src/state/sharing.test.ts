import { describe, expect, it } from 'vitest';
import type { Report } from '../api/types';
import { choosable, foundable, isNarrow, isNarrower, narrowest } from './sharing';

const report = (shared: Report['class'], code: string) => ({ class: shared, origin: { code, name: code } }) as Report;

describe('how far a thing is shared', () => {
  it('is as far as its narrowest part', () => {
    expect(narrowest(['partner', 'origin', 'city'])).toBe('origin');
    expect(narrowest(['partner', 'city', undefined])).toBe('city');
    expect(narrowest([undefined])).toBeUndefined();
  });

  it('is narrow when the parties of the place do not all see it', () => {
    expect((['open', 'partner', 'city', 'police', 'origin'] as const).filter(isNarrow)).toEqual(['police', 'origin']);
  });

  it('is compared from the widest to the narrowest', () => {
    expect(isNarrower('origin', 'partner')).toBe(true);
    expect(isNarrower('partner', 'partner')).toBe(false);
    expect(isNarrower(undefined, 'partner')).toBe(false);
  });

  it('is for the police alone where it is theirs', () => {
    expect(choosable('police')).toContain('police');
    expect(choosable('city_office')).toEqual(['partner', 'city', 'origin']);
  });

  it('of a new place is no wider than a report of somebody else', () => {
    const mine = { code: 'sdf-01', kind: 'district_administration' } as const;
    expect(foundable([report('origin', 'sdf-01')], mine)).toEqual(['partner', 'city', 'origin']);
    expect(foundable([report('city', 'skolor')], mine)).toEqual(['city', 'origin']);
    expect(foundable([report('origin', 'sdf-01'), report('city', 'skolor')], mine)).toEqual(['city', 'origin']);
  });
});
