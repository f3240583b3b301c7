import { placeStatuses, type CoordinationCommand, type PlaceStatus } from '../../api/types';

/** The commands of a place that this page has a form for. */
export const forms = ['accept', 'decline', 'propose', 'hand-over', 'status', 'edit'] as const;
export type Form = (typeof forms)[number];

/** Which forms the server's list of commands opens: every `status:...` leads to one form. */
export function formsFor(may: readonly string[]): Form[] {
  return forms.filter((form) => (form === 'status' ? statusesFor(may).length > 0 : may.includes(form)));
}

/** The statuses that the place may change to now. */
export function statusesFor(may: readonly string[]): PlaceStatus[] {
  return placeStatuses.filter((status) => may.includes(`status:${status}`));
}

/** What has been filled in. Unused fields stay empty. */
export interface Answers {
  reason: string;
  party: string;
  function: string;
  status: PlaceStatus | '';
}

export const noAnswers: Answers = { reason: '', party: '', function: '', status: '' };

const needed: Record<Exclude<Form, 'edit'>, (keyof Answers)[]> = {
  accept: ['function'],
  decline: ['reason'],
  propose: ['party'],
  'hand-over': ['party', 'reason'],
  status: ['status', 'reason'],
};

/** The fields that a form still wants. */
export function missing(form: Exclude<Form, 'edit'>, answers: Answers): (keyof Answers)[] {
  return needed[form].filter((field) => answers[field].trim() === '');
}

/** The fields that a form shows at all. */
export function fieldsOf(form: Exclude<Form, 'edit'>): (keyof Answers)[] {
  const optional: Partial<Record<Form, (keyof Answers)[]>> = { decline: ['party'], propose: ['reason', 'function'] };
  return [...needed[form], ...(optional[form] ?? [])];
}

/** The body of a coordination command, with what is empty left out. */
export function coordinationBody(command: CoordinationCommand, answers: Answers): Record<string, string> {
  const partyField = command === 'decline' ? 'suggested_party' : 'party';
  const all = { [partyField]: answers.party, function: answers.function.trim(), reason: answers.reason.trim() };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
