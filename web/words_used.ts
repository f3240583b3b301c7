import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of every source file of the page, tests and the word lists left out. */
export function sourceOfPage(folder = join(import.meta.dirname, 'src')): string {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourceOfPage(path);
      return /\.(ts|svelte)$/.test(path) && !/(words|test)\.ts$/.test(path) ? readFileSync(path, 'utf8') : '';
    })
    .join('\n');
}

/** Prefixes of keys that are looked up by a code from the server: `wordOf('status', code)`. */
export const families = (code: string) => [...code.matchAll(/wordOf\('([\w.]+)'/g)].map((match) => `${match[1]}.`);

/** Prefixes of keys that are put together in a template, where the compiler checks that every end is there. */
export const composed = (code: string) =>
  [...code.matchAll(/`([a-z_]+\.(?:[a-z_]+\.)?)\$\{/g)].map((match) => match[1] ?? '');
