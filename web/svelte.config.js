import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

const source = join(import.meta.dirname, 'src');
const components = readdirSync(source, { recursive: true }).filter((path) => path.endsWith('.svelte'));
components.sort();

/** The name that ties a component's styles to its elements: its number, since the name stands at each of them. */
function cssHash({ hash, css, filename }) {
  const number = components.indexOf(relative(source, filename));
  // What is no file here is only looked at, and not built.
  return number < 0 ? `s-${hash(css)}` : `s${number.toString(36)}`;
}

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true, cssHash, discloseVersion: false },
};
