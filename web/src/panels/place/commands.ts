import { placeStatuses, type CoordinationCommand, type Party, type Place, type PlaceStatus } from '../../api/types';

/** The commands of a place that this page has a form for. */
export const forms = [
  'accept',
  'decline',
  'accept-for',
  'decline-for',
  'propose',
  'hand-over',
  'object',
  'uphold',
  'status',
  'edit',
] as const;
export type Form = (typeof forms)[number];

/** What a party says to a place being set aside, and what the weekly check answers. */
export type ObjectionForm = Extract<Form, 'object' | 'uphold'>;
export const isObjection = (form: Form): form is ObjectionForm => form === 'object' || form === 'uphold';

type CoordinationForm = Exclude<Form, 'edit' | 'status' | ObjectionForm>;

/** Which forms the server's list of commands opens: every `status:...` leads to one form. */
export function formsFor(may: readonly string[], answersFor = false): Form[] {
  return forms.filter((form) => {
    if (form === 'accept-for' || form === 'decline-for') return answersFor;
    return form === 'status' ? statusesFor(may).length > 0 : may.includes(form);
  });
}

/** The kinds of party that take down the answer of one without a log-in, in their own district or anywhere. */
const answeringKinds = ['district_administration', 'city_executive'];

/**
 * Whether the answer of the party that has been asked comes through this viewer: it has no log-in of its own, and the
 * viewer decides about the place for the district.
 */
export function answersFor(place: Place, asked: Party | undefined, kind: string | undefined): boolean {
  const isOpen = place.coordination?.state === 'proposed' || place.coordination?.state === 'escalated';
  const decides = place.may?.includes('propose') === true && answeringKinds.includes(kind ?? '');
  return isOpen && decides && asked?.logs_in === false;
}

/** What opens a panel of its own, with the map beside it. */
export function lineageFor(may: readonly string[]): ('extent' | 'merge' | 'split')[] {
  return (['extent', 'merge', 'split'] as const).filter((act) => may.includes(act === 'extent' ? 'edit' : act));
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
  source: string;
}

export const noAnswers: Answers = { reason: '', party: '', function: '', status: '', source: '' };

const needed: Record<Exclude<Form, 'edit'>, (keyof Answers)[]> = {
  accept: ['function'],
  decline: ['reason'],
  'accept-for': ['source'],
  'decline-for': ['reason', 'source'],
  propose: ['party'],
  'hand-over': ['party', 'reason'],
  object: ['reason'],
  uphold: ['reason'],
  status: ['status', 'reason'],
};

/** The fields that a form still wants. */
export function missing(form: Exclude<Form, 'edit'>, answers: Answers): (keyof Answers)[] {
  return needed[form].filter((field) => answers[field].trim() === '');
}

/** The fields that a form shows at all. */
export function fieldsOf(form: Exclude<Form, 'edit'>): (keyof Answers)[] {
  const optional: Partial<Record<Form, (keyof Answers)[]>> = {
    decline: ['party'],
    'accept-for': ['function'],
    'decline-for': ['party'],
    propose: ['reason', 'function'],
  };
  return [...needed[form], ...(optional[form] ?? [])];
}

/** The command behind a form: an answer for somebody else is the same answer. */
export function commandOf(form: CoordinationForm): CoordinationCommand {
  if (form === 'accept-for') return 'accept';
  return form === 'decline-for' ? 'decline' : form;
}

/** The body of a coordination command, with what is empty left out; `asked` is the party that is answered for. */
export function coordinationBody(form: CoordinationForm, answers: Answers, asked: string): Record<string, string> {
  const partyField = commandOf(form) === 'decline' ? 'suggested_party' : 'party';
  const all = {
    [partyField]: answers.party,
    function: answers.function.trim(),
    reason: answers.reason.trim(),
    source: answers.source.trim(),
    on_behalf_of: form === 'accept-for' || form === 'decline-for' ? asked : '',
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
