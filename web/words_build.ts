import type { Plugin } from 'vite';
import { words, type Word } from './src/words/words';
import { composed, families, sourceOfPage } from './words_used';

const prefix = 'virtual:words/';
const keys = Object.keys(words) as Word[];

/**
 * The words of one language each, by their keys. They are written side by side, where a missing one is seen, and fetched
 * apart: nobody reads both at once.
 *
 * In what is built, a key that the code only ever names whole is its number in the list: a thousand long names are a
 * tenth of the program, and nobody reads them there. Keys that are put together at run time keep their names.
 */
export function wordsByLanguage(): Plugin {
  let numbered: string[] = [];
  return {
    name: 'samplats-words',
    enforce: 'post',
    configResolved: (config) => {
      numbered = config.command === 'build' && config.mode !== 'test' ? namedWhole() : [];
    },
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load: (id) => {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const language = id.endsWith('/en') ? 'en' : 'sv';
      const named = keys.filter((key) => !numbered.includes(key)).map((key) => [key, words[key][language]]);
      const byNumber = numbered.map((key) => words[key as Word][language]);
      return `export default Object.assign(${JSON.stringify(byNumber)}, ${JSON.stringify(Object.fromEntries(named))});`;
    },
    transform: (code, id) =>
      numbered.length > 0 && !id.startsWith('\0') && !id.includes('node_modules')
        ? { code: withNumbers(code, numbered), map: null }
        : undefined,
  };
}

/** The keys that stand whole wherever the code uses them. */
function namedWhole(): string[] {
  const code = sourceOfPage();
  const prefixes = [...families(code), ...composed(code)];
  return keys.filter((key) => !prefixes.some((start) => key.startsWith(start)));
}

/** Puts the number of a key where the key stands as a text of its own. */
export function withNumbers(code: string, numbered: readonly string[]): string {
  return code.replace(/(['"`])([\w-]+(?:\.[\w-]+)+)\1/g, (text, _, key: string) => {
    const number = numbered.indexOf(key);
    return number < 0 ? text : `"${number}"`;
  });
}
