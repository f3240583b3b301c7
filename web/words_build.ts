import type { Plugin } from 'vite';
import { words } from './src/words/words';

const prefix = 'virtual:words/';

/**
 * The words of one language each, by their keys. They are written side by side, where a missing one is seen, and fetched
 * apart: nobody reads both at once.
 */
export function wordsByLanguage(): Plugin {
  return {
    name: 'samplats-words',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load: (id) => {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const language = id.endsWith('/en') ? 'en' : 'sv';
      const texts = Object.entries(words).map(([key, entry]) => [key, entry[language]]);
      return `export default ${JSON.stringify(Object.fromEntries(texts))};`;
    },
  };
}
