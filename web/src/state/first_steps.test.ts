import { describe, expect, it } from 'vitest';
import { stepsOf } from './first_steps';

describe('the first steps of a city', () => {
  it('are all to be taken where there is only the first administrator', () => {
    const steps = stepsOf({ parties: 1, districts: 0, sites: 0, accounts: 1 });
    expect(steps.map(({ step }) => step)).toEqual(['districts', 'parties', 'sites', 'accounts']);
    expect(steps.some(({ taken }) => taken)).toBe(false);
  });

  it('are ticked off one by one', () => {
    const steps = stepsOf({ parties: 9, districts: 11, sites: 0, accounts: 1 });
    expect(steps.filter(({ taken }) => taken).map(({ step }) => step)).toEqual(['districts', 'parties']);
  });
});
