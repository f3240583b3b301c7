import type { Code, Measure, NewMeasure, Place } from '../../api/types';

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
  /** What its type asks to be stated. */
  particulars: Record<string, string>;
}

export const noMeasure: MeasureDraft = {
  type: '',
  party: '',
  level: '',
  starts: '',
  ends: '',
  note: '',
  particulars: {},
};

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

type MeasureType = Pick<Code, 'code' | 'particulars' | 'step_at'>;

/** Whether measures of a type are steps in the handling of what is wrong at a place. */
export const isStep = ({ step_at }: MeasureType) => step_at !== undefined && step_at.length > 0;

/** Steps that are taken at a place, in their order. */
export const stepsAt = <T extends MeasureType>(types: readonly T[], { problem_types }: Pick<Place, 'problem_types'>) =>
  types.filter(({ step_at }) => step_at?.some((type) => problem_types?.includes(type)));

/** Types of what can be done at a place: not the steps of other problems. */
export const typesAt = <T extends MeasureType>(types: readonly T[], place: Pick<Place, 'problem_types'>) =>
  types.filter((type) => !isStep(type) || stepsAt([type], place).length > 0);

/** What is stated, without what is empty and what the type does not ask. */
export function statedOf(type: MeasureType | undefined, given: Record<string, string>): Record<string, string> {
  const said = (type?.particulars ?? []).map(({ code }) => [code, given[code]?.trim() ?? ''] as const);
  return Object.fromEntries(said.filter(([, text]) => text !== ''));
}

export function measureBody(
  place: string,
  { type, party, level, starts, ends, note, particulars }: MeasureDraft,
  of?: MeasureType,
): NewMeasure {
  return {
    place,
    measure_type: type,
    party,
    prevention_level: level || null,
    starts: starts || null,
    ends: ends || null,
    note: note.trim() || null,
    particulars: statedOf(of, particulars),
  };
}
