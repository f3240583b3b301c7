import { describe, expect, it } from 'vitest';
import type { Party, Place } from '../../api/types';
import {
  answersFor,
  coordinationBody,
  fieldsOf,
  forms,
  formsFor,
  isObjection,
  missing,
  noAnswers,
  statusesFor,
} from './commands';

describe('what may be done with a place', () => {
  it('is what the server says, with one form for all statuses', () => {
    const may = ['propose', 'status:active', 'status:dismissed', 'merge'];
    expect(formsFor(may)).toEqual(['propose', 'status']);
    expect(statusesFor(may)).toEqual(['active', 'dismissed']);
    expect(formsFor([])).toEqual([]);
  });

  it('wants a reason for a no, and a function for a yes', () => {
    expect(missing('decline', noAnswers)).toEqual(['reason']);
    expect(missing('accept', { ...noAnswers, function: '  ' })).toEqual(['function']);
    expect(missing('status', { ...noAnswers, reason: 'klart' })).toEqual(['status']);
  });

  it('objects with a reason, where the server offers it', () => {
    expect(formsFor(['object'])).toEqual(['object']);
    expect(formsFor(['uphold', 'status:suspected'])).toEqual(['uphold', 'status']);
    expect(missing('object', noAnswers)).toEqual(['reason']);
    expect(forms.filter(isObjection)).toEqual(['object', 'uphold']);
  });

  it('shows every field that it wants', () => {
    for (const form of forms) {
      if (form === 'edit') continue;
      expect(fieldsOf(form)).toEqual(expect.arrayContaining(missing(form, noAnswers)));
    }
  });

  it('takes down the answer of a party without log-in, with where it is kept', () => {
    expect(missing('accept-for', noAnswers)).toEqual(['source']);
    const answers = { ...noAnswers, source: 'protokoll 4', reason: 'nej' };
    expect(coordinationBody('decline-for', answers, 'brf')).toEqual({
      reason: 'nej',
      source: 'protokoll 4',
      on_behalf_of: 'brf',
    });
  });

  it('answers only for a party that was asked and cannot, and only through the district', () => {
    const place = { may: ['propose'], coordination: { state: 'proposed' } } as Place;
    const brf = { logs_in: false } as Party;
    expect(answersFor(place, brf, 'district_administration')).toBe(true);
    expect(answersFor(place, { ...brf, logs_in: true }, 'district_administration')).toBe(false);
    expect(answersFor(place, brf, 'property_company')).toBe(false);
    expect(answersFor({ ...place, may: [] }, brf, 'district_administration')).toBe(false);
    expect(answersFor({ ...place, coordination: { state: 'accepted' } } as Place, brf, 'city_executive')).toBe(false);
  });

  it('leaves out what is empty, and names the party as the command does', () => {
    expect(coordinationBody('accept', { ...noAnswers, function: ' Förvaltare ' }, 'brf')).toEqual({
      function: 'Förvaltare',
    });
    expect(coordinationBody('decline', { ...noAnswers, reason: 'nej', party: 'gata' }, 'brf')).toEqual({
      reason: 'nej',
      suggested_party: 'gata',
    });
    expect(coordinationBody('propose', { ...noAnswers, party: 'gata' }, 'brf')).toEqual({ party: 'gata' });
  });
});
