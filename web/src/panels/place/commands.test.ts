import { describe, expect, it } from 'vitest';
import { coordinationBody, fieldsOf, forms, formsFor, missing, noAnswers, statusesFor } from './commands';

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

  it('shows every field that it wants', () => {
    for (const form of forms) {
      if (form === 'edit') continue;
      expect(fieldsOf(form)).toEqual(expect.arrayContaining(missing(form, noAnswers)));
    }
  });

  it('leaves out what is empty, and names the party as the command does', () => {
    expect(coordinationBody('accept', { ...noAnswers, function: ' Förvaltare ' })).toEqual({ function: 'Förvaltare' });
    expect(coordinationBody('decline', { ...noAnswers, reason: 'nej', party: 'gata' })).toEqual({
      reason: 'nej',
      suggested_party: 'gata',
    });
    expect(coordinationBody('propose', { ...noAnswers, party: 'gata' })).toEqual({ party: 'gata' });
  });
});
