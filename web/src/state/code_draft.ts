import type { Code, CodeList, NewCode, Particular, Question } from '../api/types';

/** A code as a form holds it: text in every field. */
export interface CodeDraft {
  code: string;
  sv: string;
  en: string;
  category: string;
  childRelevant: boolean;
  paragraph: string;
  position: string;
  from: string;
  until: string;
  questions: Question[];
  /** What a measure of this type must state, and of which problem types it is a step. */
  particulars: Particular[];
  stepAt: string[];
  /** Where a fault is told of: the code of who mends it, empty for nobody. */
  faultParty: string;
  faultWeb: string;
  faultPhone: string;
  /** Hours of a part of the day. */
  hoursFrom: string;
  hoursUntil: string;
}

export const emptyCode: CodeDraft = {
  code: '',
  sv: '',
  en: '',
  category: '',
  childRelevant: false,
  paragraph: '',
  position: '',
  from: '',
  until: '',
  questions: [],
  particulars: [],
  stepAt: [],
  faultParty: '',
  faultWeb: '',
  faultPhone: '',
  hoursFrom: '',
  hoursUntil: '',
};

export function draftOf(code: Code): CodeDraft {
  return {
    code: code.code,
    sv: code.label.sv,
    en: code.label.en,
    category: code.category ?? '',
    childRelevant: code.child_relevant ?? false,
    paragraph: code.paragraph ?? '',
    position: String(code.position),
    from: code.from ?? '',
    until: code.until ?? '',
    questions: structuredClone(code.questions ?? []),
    particulars: structuredClone(code.particulars ?? []),
    stepAt: [...(code.step_at ?? [])],
    faultParty: code.fault_channel?.party.code ?? '',
    faultWeb: code.fault_channel?.web ?? '',
    faultPhone: code.fault_channel?.phone ?? '',
    hoursFrom: code.hours?.from.toString() ?? '',
    hoursUntil: code.hours?.until.toString() ?? '',
  };
}

/** What is sent; a field that the list does not have stays out. */
export function bodyOf(list: CodeList, draft: CodeDraft): NewCode {
  return {
    label: { sv: draft.sv.trim(), en: draft.en.trim() },
    category: list === 'problem_type' ? draft.category || null : null,
    child_relevant: list === 'site_kind' && draft.childRelevant,
    questions: list === 'problem_type' ? draft.questions : [],
    particulars: list === 'measure_type' ? draft.particulars : [],
    step_at: list === 'measure_type' ? draft.stepAt : [],
    paragraph: list === 'sharing_ground' ? draft.paragraph.trim() || null : null,
    fault_channel: list === 'problem_type' ? channelOf(draft) : null,
    hours: list === 'time_band' ? hoursOf(draft) : null,
    position: whole(draft.position),
    from: draft.from || null,
    until: draft.until || null,
  };
}

const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : null);

function hoursOf({ hoursFrom, hoursUntil }: CodeDraft): NonNullable<NewCode['hours']> | null {
  const [from, until] = [whole(hoursFrom), whole(hoursUntil)];
  return from === null || until === null ? null : { from, until };
}

function channelOf({
  faultParty: party,
  faultWeb,
  faultPhone,
}: CodeDraft): NonNullable<NewCode['fault_channel']> | null {
  return party === '' ? null : { party, web: faultWeb.trim() || null, phone: faultPhone.trim() || null };
}

/** A stable word out of a label, as codes are written: "Buller från fest" is `buller_fran_fest`. */
export function codeFrom(label: string): string {
  return label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
}
