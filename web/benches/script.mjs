/**
 * What a browser fetches of script and of words, besides the map library, as it comes over the line: on each page opened by itself in a browser
 * that keeps nothing, and on all that somebody may open one after the other. Never part of the tests; what is built is held to its
 * size by scripts/pack.mjs.
 *
 *     samplats demo --fresh --data DIR --listen 127.0.0.1:8097
 *     SAMPLATS_URL=http://127.0.0.1:8097 node benches/script.mjs [LOGIN ...]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conditions, openBrowser, server } from './browser.mjs';

const source = readFileSync(join(import.meta.dirname, '../src/state/view_url.ts'), 'utf8');
const named = (what) =>
  [...new RegExp(`export const ${what} = \\[([^\\]]*)\\]`).exec(source)[1].matchAll(/'(\w+)'/g)].map(
    ([, name]) => name,
  );
const asked = process.argv.slice(2);
const logins = asked.length > 0 ? asked : ['parklag', 'samordnare', 'skolor', 'polis', 'staden', 'admin'];
const password = process.env.SAMPLATS_PASSWORD ?? 'invented-city-1';

const browser = await openBrowser();
const home = server.origin;

async function cameIn(login) {
  const context = await browser.newContext({
    baseURL: home,
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  const answer = await context.request.post('/api/session', {
    headers: { 'x-samplats': '1' },
    data: { login, password },
  });
  if (!answer.ok()) throw new Error(`${login} could not log in: ${answer.status()}`);
  const cookies = await context.cookies();
  const first = async (path) => (await (await context.request.get(path)).json()).items?.[0]?.id;
  const ids = {
    place: await first('/api/places?limit=1'),
    one_report: await first('/api/reports?limit=1'),
    round: await first('/api/rounds?limit=1'),
    document_request: await first('/api/document-requests?limit=1'),
  };
  await context.close();
  return { cookies, ids };
}

/** The addresses of all pages, those of one thing with a thing that is there. */
function addresses({ ids }) {
  const of = (view) => ids[view] ?? (['document_request', 'round'].includes(view) ? undefined : ids.place);
  const ofOne = ['place', 'sheet', 'one_report', 'merge', 'split', 'extent', 'round', 'document', 'document_request'];
  const all = named('panels')
    .filter((view) => view !== 'admin')
    .flatMap((view) => {
      if (!ofOne.includes(view)) return [`view=${view}`];
      return of(view) ? [`view=${view}&id=${of(view)}${view === 'document' ? '&about=place' : ''}`] : [];
    });
  return [...all, ...named('adminPages').map((page) => `view=admin&page=${page}`)];
}

/** Bytes of script and of words that a page fetched, by the name of the file. */
async function fetched({ cookies }, address) {
  const context = await browser.newContext({
    baseURL: home,
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const done = [];
  page.on('requestfinished', (request) => done.push(request));
  await page.goto(`/?${address}`);
  await page.waitForTimeout(1_500); // the network is never idle: events are listened to
  const bytes = new Map();
  for (const request of done) {
    const name = new URL(request.url()).pathname;
    if (!/\.js$|^\/assets\/.*\.json$/.test(name) || name.includes('maplibre')) continue;
    bytes.set(name, (await request.sizes()).responseBodySize);
  }
  await context.close();
  return bytes;
}

const of = (bytes, end) => [...bytes].reduce((all, [name, one]) => all + (name.endsWith(end) ? one : 0), 0);
const told = (bytes) =>
  `${[of(bytes, '.js'), of(bytes, '.json')].map((one) => (one / 1000).toFixed(1)).join(' and ')} kB`;
for (const login of logins) {
  const who = await cameIn(login);
  const all = new Map();
  const pages = [];
  for (const address of addresses(who)) {
    const bytes = await fetched(who, address);
    for (const [name, size] of bytes) all.set(name, size);
    pages.push({ address: address.replace(/&id=.*/, ''), bytes });
  }
  pages.sort((a, b) => of(b.bytes, '.js') - of(a.bytes, '.js'));
  const most = pages.slice(0, 3).map(({ address, bytes }) => `${address} ${told(bytes)}`);
  console.log(`${login.padEnd(11)} ${pages.length} pages, most on ${most.join(', ')}; on all of them ${told(all)}`);
}
console.log(conditions(browser));
await browser.close();
