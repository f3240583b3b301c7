// The last step of a build: compresses what the server sends compressed, and holds the program to its size.
//
//     node scripts/pack.mjs [FOLDER]        dist unless told
//
// Beside each file that shrinks lies the same with brotli under its name and `.br`; the server sends that to whoever
// takes it. The map library is the browser's largest part and not ours. What only an administrator ever fetches, once in a
// while and at a desk, counts apart, so that it takes nothing from those who work in the field; so does what only those fetch
// who answer for documents and accesses. All of it together has a limit too: moving something from one to another makes no
// room there. Words are data, not script, and are counted as such; what stands before the first page is counted with them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** So many bytes of script, compressed with brotli, may all pages but administration's have. */
const wholeMax = 150_000;
/** And so many administration's. */
const administrationMax = 31_000;
/** And so many those of whoever answers for documents and accesses. */
const registrarMax = 8_500;
/** And so many all of these together. */
const allMax = 186_000;
/** And so many, of script and words, what is fetched before the first page shows. */
const firstMax = 95_000;
/** And so many all words of one language. */
const wordsMax = 25_000;

const folder = process.argv[2] ?? 'dist';
const shrinks = /\.(js|css|html|svg|json|webmanifest)$/;
const isScript = (name) => name.endsWith('.js');
const isMap = (name) => /maplibre/.test(name);
const areWords = (language) => (name) => new RegExp(`^assets/${language}-.*\\.json$`).test(name);
const isAdministrations = (name) => /^assets\/AdminPanel-.*\.js$/.test(name);
const isRegistrars = (name) => /^assets\/(registrar|filings)-.*\.js$/.test(name);

const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && shrinks.test(entry.name))
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
const sizes = new Map();
for (const name of names) {
  const bytes = readFileSync(join(folder, name));
  const packed = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  writeFileSync(join(folder, `${name}.br`), packed);
  sizes.set(name, { brotli: packed.length, gzip: gzipSync(bytes, { level: 9 }).length });
}

/** The scripts and words that the page names. */
function named() {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  return [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js(?:on)?)"/g)].map(([, name]) => name);
}

/** Files and, from each script, those that have to be there before it runs. */
function withWhatTheyTake(files) {
  const found = new Set(files);
  for (const name of found) {
    if (!isScript(name)) continue;
    const code = readFileSync(join(folder, name), 'utf8');
    for (const [, other] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) found.add(`assets/${other}`);
  }
  return [...found];
}

const total = (of) =>
  of.reduce((sum, name) => ({ brotli: sum.brotli + sizes.get(name).brotli, gzip: sum.gzip + sizes.get(name).gzip }), {
    brotli: 0,
    gzip: 0,
  });
const ours = (name) => isScript(name) && !isMap(name);
/** The page that takes most of all: administration, where ground is drawn. */
const drawn = names.filter((name) => isAdministrations(name) || /^assets\/drawing-.*\.js$/.test(name));
const figures = {
  'before the first page, with words': [total(withWhatTheyTake(named()).filter((name) => !isMap(name))), firstMax],
  'every page': [
    total(names.filter((name) => ours(name) && !isAdministrations(name) && !isRegistrars(name))),
    wholeMax,
  ],
  'a page of administration that draws': [total(withWhatTheyTake([...named(), ...drawn]).filter(ours)), wholeMax],
  'administration besides': [total(names.filter(isAdministrations)), administrationMax],
  'documents and accesses besides': [total(names.filter(isRegistrars)), registrarMax],
  'all of these': [total(names.filter(ours)), allMax],
  'the map library': [total(names.filter((name) => isScript(name) && isMap(name)))],
  'words, in Swedish': [total(names.filter(areWords('sv'))), wordsMax],
  'words, in English': [total(names.filter(areWords('en'))), wordsMax],
};

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(9);
let isOver = false;
for (const [what, [size, most]] of Object.entries(figures)) {
  const over = most !== undefined && size.brotli > most;
  isOver ||= over;
  const limit = most === undefined ? '' : `  of ${most / 1000} kB${over ? ': TOO MUCH' : ''}`;
  console.log(`${what.padEnd(36)} ${kilobytes(size.brotli)} brotli ${kilobytes(size.gzip)} gzip${limit}`);
}
if (isOver) {
  console.error('The program is larger than it may be (web/scripts/pack.mjs). Fetch less at first, or write less.');
  process.exit(1);
}
