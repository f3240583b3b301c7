import listed from '../../../src/domain/guard/sensitive_words.json';
import { fold, lower, wordsOf } from './fold';

/** What a word points at: where somebody comes from or what they believe, or how they are. */
export type Sensitive = 'ethnicity' | 'health';

const kinds = ['ethnicity', 'health'] as const;

/** Words as they stand, and beginnings, which end in a star in the list. */
const lists = kinds.map((kind) => ({
  kind,
  whole: new Set(listed[kind].filter((word) => !word.endsWith('*'))),
  beginnings: new Set(listed[kind].filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1))),
}));

/**
 * What the words of a text point at, each once: told to the writer, who may go on. The lists are the server's own
 * (`src/domain/guard/sensitive.rs`), and both sides are held to the same cases, `tests/guard/warned.json`.
 */
export function warningsOf(text: string): Sensitive[] {
  const folded = fold(text);
  const words = wordsOf(folded).map(([start, end]) => [...lower(folded.slice(start, end))]);
  const holds = ({ whole, beginnings }: (typeof lists)[number]) =>
    words.some(
      (word) => whole.has(word.join('')) || word.some((_, at) => beginnings.has(word.slice(0, at + 1).join(''))),
    );
  return lists.filter(holds).map(({ kind }) => kind);
}
