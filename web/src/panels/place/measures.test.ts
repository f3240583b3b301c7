import { describe, expect, it } from 'vitest';
import type { Code, Measure } from '../../api/types';
import { decides, mayAdd, mayClose, measureBody, noMeasure, statedOf, stepsAt, typesAt } from './measures';

const measure = { party: { code: 'skolor', name: 'Skolbolaget' }, closed_at: null } as Measure;

describe('measures at a place', () => {
  it('are written down by who works in a party, at a place that goes on', () => {
    expect(mayAdd({ status: 'active' }, 'member')).toBe(true);
    for (const role of ['reader', 'reporter', 'administrator', undefined])
      expect(mayAdd({ status: 'active' }, role)).toBe(false);
    for (const status of ['dismissed', 'merged', 'split'] as const) expect(mayAdd({ status }, 'member')).toBe(false);
  });

  it('are ended by whose they are, or by who decides about the place', () => {
    expect(mayClose(measure, { may: [] }, 'skolor', 'member')).toBe(true);
    expect(mayClose(measure, { may: [] }, 'parker', 'member')).toBe(false);
    expect(mayClose(measure, { may: ['propose'] }, 'parker', 'coordinator')).toBe(true);
    expect(mayClose(measure, { may: [] }, 'skolor', 'reporter')).toBe(false);
    expect(mayClose({ ...measure, closed_at: '2026-06-01T12:00:00Z' }, { may: [] }, 'skolor', 'member')).toBe(false);
    expect(decides({})).toBe(false);
  });

  it('say nothing where nothing is written', () => {
    expect(measureBody('P', { ...noMeasure, type: 'lighting', party: 'skolor', note: ' ' })).toEqual({
      place: 'P',
      measure_type: 'lighting',
      party: 'skolor',
      prevention_level: null,
      starts: null,
      ends: null,
      note: null,
      particulars: {},
    });
  });

  const types = [
    { code: 'lighting' },
    { code: 'camera', particulars: [{ code: 'need' }, { code: 'balance' }] },
    { code: 'application', step_at: ['unlawful_settlement'] },
  ] as unknown as Code[];
  const [, camera] = types;

  it('state what their type asks, and nothing of another', () => {
    const given = { need: ' skadegörelse ', balance: ' ', valid_until: '2027-01-31' };
    expect(statedOf(camera, given)).toEqual({ need: 'skadegörelse' });
    expect(statedOf(undefined, given)).toEqual({});
  });

  it('are steps only where their problem is', () => {
    const codes = (of: readonly Code[]) => of.map(({ code }) => code);
    const settlement = { problem_types: ['disorder', 'unlawful_settlement'] };
    expect(codes(stepsAt(types, settlement))).toEqual(['application']);
    expect(codes(typesAt(types, settlement))).toEqual(['lighting', 'camera', 'application']);
    expect(codes(typesAt(types, { problem_types: ['disorder'] }))).toEqual(['lighting', 'camera']);
    expect(stepsAt(types, {})).toEqual([]);
  });
});
