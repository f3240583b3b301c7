import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminRefusalWords } from './src/words/admin_refusal_words';

/** Parts of the page that few open, and where they lie: the words that nothing else says are fetched with them. */
export const partsOfPage = {
  administration: ['panels/admin', 'panels/import'],
  registrar: ['panels/registrar'],
} as const;
export type PartOfPage = keyof typeof partsOfPage;

const root = join(import.meta.dirname, 'src');

/** The text of every source file of the page, tests and the word lists left out; and of those below `leftOut`. */
export function sourceOfPage(folder = root, leftOut: readonly string[] = []): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (leftOut.includes(path)) return '';
      if (entry.isDirectory()) return sourceOfPage(path, leftOut);
      return /\.(ts|svelte)$/.test(path) && !/(words|test)\.ts$/.test(path) ? readFileSync(path, 'utf8') : '';
    })
    .join('\n');
}

/** Prefixes of keys that are looked up by a code from the server: `wordOf('status', code)`. */
export const families = (code: string) => [...code.matchAll(/wordOf\('([\w.]+)'/g)].map((match) => `${match[1]}.`);

/** Prefixes of keys that are put together in a template, where the compiler checks that every end is there. */
export const composed = (code: string) =>
  [...code.matchAll(/`([a-z_]+\.(?:[a-z_]+\.)?)\$\{/g)].map((match) => match[1] ?? '');

/** Whether a piece of code says a word: by its key, or by one that is put together. */
export function saying(code: string): (key: string) => boolean {
  const prefixes = [...families(code), ...composed(code)];
  return (key) => code.includes(`'${key}'`) || prefixes.some((start) => key.startsWith(start));
}

/** The part of the page that alone says a word, for each word that there is one of; what is said by a code is told apart by hand. */
export function partsOfWords(keys: readonly string[]): Map<string, PartOfPage> {
  const found = new Map<string, PartOfPage>();
  for (const [part, folders] of Object.entries(partsOfPage) as [PartOfPage, readonly string[]][]) {
    const paths = folders.map((folder) => join(root, folder));
    const isSaidElsewhere = saying(sourceOfPage(root, paths));
    for (const key of keys) if (!isSaidElsewhere(key)) found.set(key, part);
  }
  for (const key of Object.keys(adminRefusalWords)) found.set(key, 'administration');
  return found;
}
