import { describe, expect, it } from 'vitest';
import type { Code } from '../api/types';
import { bodyOf, codeFrom, draftOf, emptyCode } from './code_draft';

const code: Code = {
  id: '0000000000A',
  list: 'problem_type',
  code: 'graffiti',
  label: { sv: 'Klotter', en: 'Graffiti' },
  category: 'crime_disorder',
  position: 6,
  questions: [{ code: 'new', label: { sv: 'Nytt?', en: 'New?' }, choices: [] }],
};

describe('a code in a form', () => {
  it('is sent as it was read when nothing is written', () => {
    expect(bodyOf('problem_type', draftOf(code))).toEqual({
      label: code.label,
      category: 'crime_disorder',
      child_relevant: false,
      questions: code.questions,
      particulars: [],
      step_at: [],
      paragraph: null,
      fault_channel: null,
      hours: null,
      position: 6,
      from: null,
      until: null,
    });
  });

  it('keeps what a measure of the type must state, and where it is a step', () => {
    const particulars = [{ code: 'need', label: { sv: 'Behov', en: 'Need' }, form: 'text' as const }];
    const camera = { ...code, list: 'measure_type' as const, particulars, step_at: ['graffiti'] };
    const body = bodyOf('measure_type', draftOf(camera));
    expect([body.particulars, body.step_at]).toEqual([particulars, ['graffiti']]);
    expect(bodyOf('problem_type', draftOf(camera)).particulars).toEqual([]);
  });

  it('keeps where a fault is told of, as long as somebody mends it', () => {
    const channel = { party: { code: 'traf', name: 'Trafikkontoret' }, web: 'https://fel.example' };
    const draft = draftOf({ ...code, fault_channel: channel });
    expect(bodyOf('problem_type', draft).fault_channel).toEqual({ party: 'traf', web: channel.web, phone: null });
    expect(bodyOf('problem_type', { ...draft, faultParty: '' }).fault_channel).toBeNull();
    expect(bodyOf('count_band', draft).fault_channel).toBeNull();
  });

  it('leaves out what its list does not have', () => {
    const body = bodyOf('count_band', { ...emptyCode, category: 'fire', childRelevant: true, position: 'x' });
    expect([body.category, body.child_relevant, body.position]).toEqual([null, false, null]);
  });

  it('has hours where it is a part of the day', () => {
    const night = draftOf({ ...code, list: 'time_band', hours: { from: 22, until: 6 } });
    expect(bodyOf('time_band', night).hours).toEqual({ from: 22, until: 6 });
    expect(bodyOf('time_band', { ...night, hoursUntil: '' }).hours).toBeNull();
    expect(bodyOf('count_band', night).hours).toBeNull();
  });

  it('gets its stable word from its label', () => {
    expect(codeFrom('Buller från fest!')).toBe('buller_fran_fest');
    expect(codeFrom('  Åverkan på träd ')).toBe('averkan_pa_trad');
  });
});
