import { describe, expect, it } from 'vitest';
import { isNarrow, narrowest } from './sharing';

describe('how far a thing is shared', () => {
  it('is as far as its narrowest part', () => {
    expect(narrowest(['partner', 'origin', 'city'])).toBe('origin');
    expect(narrowest(['partner', 'city', undefined])).toBe('city');
    expect(narrowest([undefined])).toBeUndefined();
  });

  it('is narrow when the parties of the place do not all see it', () => {
    expect((['open', 'partner', 'city', 'police', 'origin'] as const).filter(isNarrow)).toEqual(['police', 'origin']);
  });
});
