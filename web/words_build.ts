import type { Plugin } from 'vite';
import { packed } from './src/words/packed';
import { words, type Word } from './src/words/words';
import { composed, families, partsOfWords, sourceOfPage, type PartOfPage } from './words_used';

const prefix = 'virtual:words/';
const keys = Object.keys(words) as Word[];

/**
 * The words of one language each, by their keys: a function that fetches them. They are written side by side, where a missing
 * one is seen, and fetched apart: nobody reads both at once. What only administration or only the registrar's pages say comes
 * with those (`virtual:words/sv-administration`). They are data and no script: a file of JSON that no browser has to compile.
 *
 * In what is built, a key that the code only ever names whole is its number in the list: a thousand long names are a
 * tenth of the program, and nobody reads them there. Keys that are put together at run time keep their names.
 */
export function wordsByLanguage(): Plugin {
  const parts = partsOfWords(keys);
  let numbered: string[] = [];
  let isBuilt = false;
  return {
    name: 'samplats-words',
    enforce: 'post',
    configResolved: (config) => {
      isBuilt = config.command === 'build' && config.mode !== 'test';
      numbered = isBuilt ? namedWhole(parts) : [];
    },
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const [language = 'sv', part] = id.slice(prefix.length + 1).split('-') as ['sv' | 'en', PartOfPage?];
      const own = keys.filter((key) => parts.get(key) === part);
      const named = own.filter((key) => !numbered.includes(key)).map((key) => [key, words[key][language]] as const);
      const byNumber = numbered.filter((key) => parts.get(key) === part);
      const { families, texts } = packed(
        named,
        byNumber.map((key) => words[key as Word][language]),
      );
      const given = JSON.stringify([families, texts, numbered.indexOf(byNumber[0] ?? '')]);
      if (!isBuilt)
        return `import { unpacked } from '/src/words/packed.ts';\nexport default async () => unpacked(...${given});`;
      const file = this.emitFile({ type: 'asset', name: `${id.slice(prefix.length + 1)}.json`, source: given });
      return `import { fetched } from '/src/words/packed.ts';\nexport default () => fetched(import.meta.ROLLUP_FILE_URL_${file});`;
    },
    transform: (code, id) =>
      numbered.length > 0 && !id.startsWith('\0') && !id.includes('node_modules')
        ? { code: withNumbers(code, numbered), map: null }
        : undefined,
    // Nothing can be shown without them: they are fetched beside the script that asks for them.
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) =>
        Object.values(bundle)
          .filter((file) => file.type === 'asset' && file.names.includes('sv.json'))
          .map(({ fileName }) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${fileName}`, as: 'fetch', crossorigin: true },
            injectTo: 'head',
          })),
    },
  };
}

/** The keys that stand whole wherever the code uses them, those of a part one after the other. */
function namedWhole(parts: Map<string, PartOfPage>): string[] {
  const code = sourceOfPage();
  const prefixes = [...families(code), ...composed(code)];
  const whole = keys.filter((key) => !prefixes.some((start) => key.startsWith(start)));
  return whole.sort((one, other) => (parts.get(one) ?? '').localeCompare(parts.get(other) ?? ''));
}

/** Puts the number of a key where the key stands as a text of its own. */
export function withNumbers(code: string, numbered: readonly string[]): string {
  return code.replace(/(['"`])([\w-]+(?:\.[\w-]+)+)\1/g, (text, _, key: string) => {
    const number = numbered.indexOf(key);
    return number < 0 ? text : `"${number}"`;
  });
}
