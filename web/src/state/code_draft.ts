import type { Code, CodeList, NewCode, Question } from '../api/types';

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
  };
}

/** What is sent; a field that the list does not have stays out. */
export function bodyOf(list: CodeList, draft: CodeDraft): NewCode {
  return {
    label: { sv: draft.sv.trim(), en: draft.en.trim() },
    category: list === 'problem_type' ? draft.category || null : null,
    child_relevant: list === 'site_kind' && draft.childRelevant,
    questions: list === 'problem_type' ? draft.questions : [],
    paragraph: list === 'sharing_ground' ? draft.paragraph.trim() || null : null,
    position: /^\d+$/.test(draft.position.trim()) ? Number(draft.position) : null,
    from: draft.from || null,
    until: draft.until || null,
  };
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
