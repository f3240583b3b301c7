import type { NearPlace, NewReport, ReportedPosition, Sighting } from '../api/types';
import type { Choosable } from './sharing';
import type { Seen } from './time_bands';

/** One question per screen; the extra questions of the chosen types share one, which is left out where there are none. */
export const steps = ['where', 'known', 'what', 'answers', 'how_many', 'text'] as const;
export type Step = (typeof steps)[number];

/** Longest free text that a report may carry. */
export const textMaxLength = 1000;

/** A report that is being written: plain data, so that it can be kept on the device and picked up again. */
export interface Draft {
  step: Step;
  position: ReportedPosition | null;
  /** When the position was confirmed, which is when it was seen, by the clock of the phone. */
  observedAt: string | null;
  /** When it was seen, where that was not then. */
  seen: Seen | null;
  place: { id: string; name: string } | null;
  sighting: Sighting;
  types: string[];
  /** Codes of the extra questions that the chosen types ask. */
  questions: string[];
  /** Answers by question; an empty one is "do not know", and is not sent. */
  answers: Record<string, string>;
  countBand: string | null;
  text: string;
  /** With how many it is shared; as such reports usually are where nobody says. */
  shared: Choosable | null;
  /** Keys of its photos, whose bytes lie beside the draft; each is sent under its key. */
  photos: string[];
}

export const emptyDraft: Draft = {
  step: 'where',
  position: null,
  observedAt: null,
  seen: null,
  place: null,
  sighting: 'new',
  types: [],
  questions: [],
  answers: {},
  countBand: null,
  text: '',
  shared: null,
  photos: [],
};

/** What has to be known of a place to report on it. */
export type KnownPlace = Pick<NearPlace, 'id' | 'name' | 'problem_types'>;

export type DraftEvent =
  | { do: 'place_cross'; position: ReportedPosition; now: string }
  | { do: 'nothing_known' }
  | { do: 'choose_place'; place: KnownPlace; sighting: Sighting }
  | { do: 'something_new' }
  | { do: 'toggle_type'; code: string }
  | { do: 'types_done'; questions: string[] }
  | { do: 'answer'; question: string; choice: string }
  | { do: 'answers_done' }
  | { do: 'see'; seen: Seen | null }
  | { do: 'count'; band: string | null }
  | { do: 'write'; text: string }
  | { do: 'drop_text' }
  | { do: 'share'; shared: Choosable | null }
  | { do: 'add_photo'; key: string }
  | { do: 'drop_photo'; key: string }
  | { do: 'back' };

/** Same place and "still like this" keep what is known about the place; only the first asks what was seen. */
function chosen(draft: Draft, place: KnownPlace, sighting: Sighting): Draft {
  return {
    ...draft,
    place: { id: place.id, name: place.name ?? '' },
    sighting,
    types: place.problem_types ?? [],
    questions: [],
    answers: {},
    step: sighting === 'new' || !place.problem_types?.length ? 'what' : 'text',
  };
}

/** The types are settled: answers to questions that none of them asks any more are let go. */
function typesDone(draft: Draft, questions: string[]): Draft {
  if (draft.types.length === 0) return draft;
  const answers = Object.fromEntries(
    Object.entries(draft.answers).filter(([question]) => questions.includes(question)),
  );
  const step = questions.length > 0 ? 'answers' : 'how_many';
  return { ...draft, questions, answers, step };
}

/** The screens of this report, in order: what is known of the place is not asked of somebody who says that it is as it was. */
export function stepsOf(draft: Draft): readonly Step[] {
  if (draft.step === 'text' && draft.sighting !== 'new') return ['where', 'known', 'text'];
  return draft.questions.length > 0 ? steps : steps.filter((step) => step !== 'answers');
}

function stepBefore(draft: Draft): Step {
  const path = stepsOf(draft);
  return path[Math.max(0, path.indexOf(draft.step) - 1)] ?? 'where';
}

/** The next draft. Pure: time and keys come with the event. */
export function next(draft: Draft, event: DraftEvent): Draft {
  switch (event.do) {
    case 'place_cross':
      return {
        ...draft,
        position: event.position,
        observedAt: event.now,
        place: null,
        sighting: 'new',
        step: 'known',
      };
    case 'nothing_known':
      return draft.step === 'known' ? { ...draft, step: 'what' } : draft;
    case 'choose_place':
      return chosen(draft, event.place, event.sighting);
    case 'something_new':
      return { ...draft, place: null, sighting: 'new', step: 'what' };
    case 'toggle_type': {
      const has = draft.types.includes(event.code);
      return { ...draft, types: has ? draft.types.filter((t) => t !== event.code) : [...draft.types, event.code] };
    }
    case 'types_done':
      return typesDone(draft, event.questions);
    case 'answer':
      return { ...draft, answers: { ...draft.answers, [event.question]: event.choice } };
    case 'answers_done':
      return { ...draft, step: 'how_many' };
    case 'count':
      return { ...draft, countBand: event.band, step: 'text' };
    case 'see':
      return { ...draft, seen: event.seen };
    case 'write':
      return { ...draft, text: event.text.slice(0, textMaxLength) };
    case 'drop_text':
      return { ...draft, text: '' };
    case 'share':
      return { ...draft, shared: event.shared };
    case 'add_photo':
      return { ...draft, photos: [...draft.photos, event.key] };
    case 'drop_photo':
      return { ...draft, photos: draft.photos.filter((key) => key !== event.key) };
    case 'back':
      return { ...draft, step: stepBefore(draft) };
  }
}

/** Whether there is anything in the draft that would be missed. */
export function isStarted(draft: Draft): boolean {
  return draft.position !== null;
}

/** When it was seen, and how closely that is known. */
export function seenOf({
  seen,
  observedAt,
}: Draft): Pick<NewReport, 'observed_at' | 'observed_precision' | 'observed_hours'> {
  if (seen === null) return observedAt === null ? {} : { observed_at: observedAt };
  if (seen.hours === null) return { observed_at: seen.at, observed_precision: 'day' };
  return { observed_at: seen.at, observed_precision: 'hours', observed_hours: seen.hours };
}

/** Somebody has said that it was another day, and not yet one that has come. `now` is milliseconds since 1970. */
export function isDayMissing({ seen }: Draft, now: number): boolean {
  return seen !== null && !(Date.parse(seen.at) <= now);
}

/** The body to send, or nothing while a required answer is missing. */
export function bodyOf(draft: Draft): NewReport | null {
  if (draft.position === null || draft.types.length === 0) return null;
  const text = draft.text.trim();
  const answers = Object.entries(draft.answers).filter(([, choice]) => choice !== '');
  return {
    position: draft.position,
    ...seenOf(draft),
    problem_types: draft.types,
    ...(answers.length > 0 && { answers: Object.fromEntries(answers) }),
    ...(draft.countBand !== null && { count_band: draft.countBand }),
    ...(text !== '' && { text }),
    ...(draft.shared !== null && { class: draft.shared }),
    ...(draft.place !== null && { place: draft.place.id }),
    sighting: draft.sighting,
  };
}
