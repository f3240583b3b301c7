import sv from 'virtual:words/sv';
import type { words, Word } from './words';

export const languages = ['sv', 'en'] as const;
export type Language = (typeof languages)[number];

/** The texts at hand: Swedish always, English once somebody reads it; of the parts below, once they are opened. */
const texts: { sv: Texts; en?: Texts } = { sv: { ...sv } };
type Texts = Record<string, string>;

/** What only some pages say, which is fetched with them. */
const apart = {
  administration: {
    sv: () => import('virtual:words/sv-administration'),
    en: () => import('virtual:words/en-administration'),
  },
  registrar: {
    sv: () => import('virtual:words/sv-registrar'),
    en: () => import('virtual:words/en-registrar'),
  },
};
export type WordsApart = keyof typeof apart;
const opened = new Set<WordsApart>();

/** Fetches the words of a language, unless they are at hand. */
export async function fetchWords(language: Language): Promise<void> {
  if (language !== 'en') return;
  texts.en ??= { ...(await import('virtual:words/en')).default };
  for (const part of opened) Object.assign(texts.en, (await apart[part].en()).default);
}

/** Fetches what only some pages say, in Swedish and in what else is read. */
export async function fetchWordsOf(part: WordsApart): Promise<void> {
  opened.add(part);
  Object.assign(texts.sv, (await apart[part].sv()).default);
  if (texts.en) Object.assign(texts.en, (await apart[part].en()).default);
}

/** The names between braces in a text: `Params<'{n} of {of}'>` is `'n' | 'of'`. */
type Params<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Params<Rest> : never;
type Filled<W extends Word> = Params<(typeof words)[W]['sv']>;

/** What has to be filled in: nothing for a plain word, otherwise every name. */
export type Values<W extends Word> = [Filled<W>] extends [never] ? [] : [Record<Filled<W>, string | number>];

/** The text of a word in a language whose words have been fetched; else in Swedish. */
export function say<W extends Word>(language: Language, word: W, ...values: Values<W>): string {
  const text = (texts[language] ?? texts.sv)[word] ?? '';
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
  return key in texts.sv ? (key as PlainWord) : undefined;
}
