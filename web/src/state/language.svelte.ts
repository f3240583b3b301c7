import { speak } from '../api/client';
import { ago, day, degree, distance, fileSize, ground, hours, moment, seen, type SeenTime } from '../words/format';
import { dayBefore, type Dated } from './days';
import { fetchWords, languages, say, type Language, type Values } from '../words/say';
import type { Word } from '../words/words';

const storageKey = 'samplats.language';

function kept(): Language {
  const stored = localStorage.getItem(storageKey);
  return languages.find((language) => language === stored) ?? 'sv';
}

let current = $state<Language>('sv');

/** The language of the page; a choice is remembered on the device, and kept to once its words can be fetched. */
export const language = {
  get current(): Language {
    return current;
  },
  async set(to: Language): Promise<void> {
    localStorage.setItem(storageKey, to);
    await change(to);
  },
  /** Fetches the words that there always are, and takes the language that this device was left in. */
  async begin(): Promise<void> {
    apply();
    await Promise.all([fetchWords('sv'), change(kept())]);
  },
};

async function change(to: Language): Promise<void> {
  try {
    await fetchWords(to);
  } catch (error) {
    console.error('the words could not be fetched', error);
    return;
  }
  current = to;
  apply();
}

/** Tells the document and the server which language is read. */
function apply(): void {
  document.documentElement.lang = current;
  speak(current);
}

/** The text of a word in the language of the page. */
export function t<W extends Word>(word: W, ...values: Values<W>): string {
  return say(current, word, ...values);
}

export const showDay = (time: string) => day(current, time);
export const showMoment = (time: string) => moment(current, time);
export const showAgo = (time: string) => ago(current, time, Date.now());
export const showHours = (band: string) => hours(band);
/** When something was seen, as closely as that is known. */
export const showSeen = (one: SeenTime) => seen(current, one);
/** The same as a time that has passed, where the moment is known. */
export const showSeenAgo = (one: SeenTime) =>
  one.observed_precision === 'moment' ? showAgo(one.observed_at ?? '') : showSeen(one);
/** A period as people say it: the last day is included. */
export function showPeriod({ from, until }: Dated): string {
  if (from && from === until) return t('days.never');
  const last = until ? showDay(dayBefore(until)) : null;
  if (from && last) return t('days.between', { from: showDay(from), last });
  if (from) return t('days.from', { from: showDay(from) });
  return last ? t('days.until', { last }) : t('days.always');
}
export const showSize = (bytes: number) => fileSize(current, bytes);
export const showGround = (squareMetres: number) => ground(current, squareMetres);
export const showDegree = (value: number) => degree(current, value);
export const showDistance = (metres: number) => distance(current, metres);
