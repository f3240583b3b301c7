import en from 'virtual:words/en';
import enAdministration from 'virtual:words/en-administration';
import enRegistrar from 'virtual:words/en-registrar';
import sv from 'virtual:words/sv';
import svAdministration from 'virtual:words/sv-administration';
import svRegistrar from 'virtual:words/sv-registrar';
import type { words, Word } from './words';

export const languages = ['sv', 'en'] as const;
export type Language = (typeof languages)[number];

type Texts = Record<string, string>;
/** The texts at hand: Swedish before anything is shown, English once somebody reads it; of the parts below, once they are opened. */
const texts = new Map<Language, Texts>();

/** The words of the whole app, and what only some pages say, which is fetched with them. */
const files = {
  sv: { everywhere: sv, administration: svAdministration, registrar: svRegistrar },
  en: { everywhere: en, administration: enAdministration, registrar: enRegistrar },
};
export type WordsApart = Exclude<keyof typeof files.sv, 'everywhere'>;
const opened = new Set<WordsApart>();

/** What has been asked for, so that nothing is fetched twice; what could not be fetched may be asked for again. */
const asked = new Map<() => Promise<Texts>, Promise<Texts>>();

function once(file: () => Promise<Texts>): Promise<Texts> {
  const known = asked.get(file);
  if (known) return known;
  const fetching = file();
  asked.set(file, fetching);
  fetching.catch(() => asked.delete(file));
  return fetching;
}

/** Fetches the words of a language, unless they are at hand. */
export async function fetchWords(language: Language): Promise<void> {
  if (texts.has(language)) return;
  const known = { ...(await once(files[language].everywhere)) };
  texts.set(language, known);
  for (const part of opened) Object.assign(known, await once(files[language][part]));
}

/** Fetches what only some pages say, in the languages at hand. */
export async function fetchWordsOf(part: WordsApart): Promise<void> {
  opened.add(part);
  await Promise.all(
    [...texts].map(async ([language, known]) => Object.assign(known, await once(files[language][part]))),
  );
}

/** The names between braces in a text: `Params<'{n} of {of}'>` is `'n' | 'of'`. */
type Params<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Params<Rest> : never;
type Filled<W extends Word> = Params<(typeof words)[W]['sv']>;

/** What has to be filled in: nothing for a plain word, otherwise every name. */
export type Values<W extends Word> = [Filled<W>] extends [never] ? [] : [Record<Filled<W>, string | number>];

/** The text of a word in a language whose words have been fetched; else in Swedish. */
export function say<W extends Word>(language: Language, word: W, ...values: Values<W>): string {
  const text = texts.get(language)?.[word] ?? texts.get('sv')?.[word] ?? '';
  const filled: Record<string, string | number> = values[0] ?? {};
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(filled[name] ?? ''));
}

/** Words that need nothing filled in. */
export type PlainWord = { [W in Word]: [Filled<W>] extends [never] ? W : never }[Word];

/**
 * The word under a key that is put together at run time (`status.` + status), or nothing if the page has no such word.
 * Only plain words are kept under such keys, which words.test.ts checks.
 */
export function wordOf(prefix: string, code: string): PlainWord | undefined {
  const key = `${prefix}.${code}`;
  return key in (texts.get('sv') ?? {}) ? (key as PlainWord) : undefined;
}
