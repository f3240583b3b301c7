import type { Measure, NewMeasure, Place } from '../../api/types';

/** Whom a measure may be for. What is for individuals belongs elsewhere, and the form says where. */
export const preventionLevels = ['universal', 'selective'] as const;

/** A measure as it is written: empty is what nobody has said. */
export interface MeasureDraft {
  type: string;
  party: string;
  level: string;
  starts: string;
  ends: string;
  note: string;
}

export const noMeasure: MeasureDraft = { type: '', party: '', level: '', starts: '', ends: '', note: '' };

/** Whether this viewer decides about the place, and so may write down what any party does there. */
export const decides = ({ may }: Pick<Place, 'may'>) => may?.includes('propose') === true;

const ended = ['dismissed', 'merged', 'split'];

/** Whether this viewer may write down a measure at the place: for the own party whoever works in it, at one that goes on. */
export function mayAdd(place: Pick<Place, 'may' | 'status'>, role: string | undefined): boolean {
  const works = role === 'member' || role === 'coordinator';
  return works && place.status !== undefined && !ended.includes(place.status);
}

/** Whether this viewer may say that a measure is done. */
export function mayClose(measure: Measure, place: Pick<Place, 'may'>, own: string | undefined, role?: string): boolean {
  const works = role === 'member' || role === 'coordinator';
  return measure.closed_at === null && works && (measure.party.code === own || decides(place));
}

export function measureBody(place: string, { type, party, level, starts, ends, note }: MeasureDraft): NewMeasure {
  return {
    place,
    measure_type: type,
    party,
    prevention_level: level || null,
    starts: starts || null,
    ends: ends || null,
    note: note.trim() || null,
  };
}
