/**
 * The pictures of docs/tour.md and of the README, taken from an invented city that this starts and ends by itself.
 *
 *     node scripts/tour.mjs [scene ...]
 *
 * SAMPLATS_PROGRAM names the program (../target/release/samplats), SAMPLATS_URL a city that runs already, OUT another
 * folder. A picture is taken when the page asks for nothing more and two looks at it are the same; one that would be larger
 * than it may be ends the run.
 */
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath, drawingArgs } from './chromium.mjs';

const program = process.env.SAMPLATS_PROGRAM ?? join(import.meta.dirname, '../../target/release/samplats');
const out = process.env.OUT ?? join(import.meta.dirname, '../../docs/images');
const wanted = process.argv.slice(2);
const password = 'invented-city-1';
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };
/** A page of pictures is fetched over a phone's line too. */
const bytesMax = 150_000;
const listen = '127.0.0.1:8096';
const base = process.env.SAMPLATS_URL ?? `http://${listen}`;

/** What is looked at, by whom, on what, and what is done before. */
const scenes = {
  desk: ['samordnare', 'desk', async (s) => s.openAt('list', await s.somewhereBusy(), 14.3)],
  where: ['parklag', 'phone', (s) => s.report()],
  known: ['parklag', 'phone', (s) => s.report('Här är det')],
  what: ['parklag', 'phone', async (s) => (await s.report('Här är det', 'Nej, något nytt'), s.check('Klotter'))],
  text: ['parklag', 'phone', async (s) => (await s.write(), s.page.mouse.move(0, 0))],
  cover: ['parklag', 'phone', (s) => s.cover()],
  ghost: ['parklag', 'phone', (s) => s.sameView()],
  queue: [
    'parklag',
    'phone',
    async (s) => {
      await s.write();
      await s.page.route('**/api/reports', (route) => route.abort());
      await s.press('Skicka rapporten');
      await s.page.getByText('Servern svarade inte').first().waitFor();
      await s.page.getByRole('link', { name: 'Visa utkorgen' }).first().click();
    },
  ],
  night: ['parklag', 'phone', async (s) => (await s.dark(), s.openAt('map', await s.somewhereBusy(), 13.6))],
  receipt: ['parklag', 'phone', async (s) => (await s.write(), s.press('Skicka rapporten'))],
  triage: ['samordnare', 'desk', (s) => s.open('triage')],
  place: ['samordnare', 'desk', async (s) => s.openPlace(await s.place(({ report_count: n }) => n > 20))],
  rhythm: [
    'samordnare',
    'desk',
    async (s) => {
      await s.openPlace(await s.place(({ report_count: n }) => n > 20));
      await s.page.getByText('När det händer').click();
      await s.page.getByRole('img', { name: /per vecka/ }).scrollIntoViewIfNeeded();
    },
  ],
  sees: [
    'samordnare',
    'desk',
    async (s) => {
      await s.openPlace(await s.place(({ level, parties }) => level === 'full' && parties?.length > 3));
      await s.page.getByText('Vem ser detta?').click();
      await s.page.getByText('Visa som en annan part').scrollIntoViewIfNeeded();
    },
  ],
  measure: [
    'samordnare',
    'desk',
    async (s) => {
      await s.openPlace(await s.place(({ level, status }) => level === 'full' && status === 'in_action'));
      await s.page.getByText('Parternas uppgifter').click();
      await s.press('Ny åtgärd');
      await s.page.getByLabel('Åtgärd', { exact: true }).selectOption({ index: 2 });
    },
  ],
  effort: [
    'samordnare',
    'desk',
    async (s) => {
      await s.openPlace(await s.walkedPlace());
      await s.toTop('Besök och närvaro');
    },
  ],
  coordination: [
    'skolor',
    'desk',
    async (s) => {
      await s.openPlace(await s.place(({ may }) => may?.includes('accept') && may.includes('decline')));
      await s.page.getByText('Tacka nej', { exact: true }).first().click();
      await s.toTop('Samordning');
    },
  ],
  sites: ['skolor', 'desk', (s) => s.open('sites')],
  weekly: ['staden', 'desk', (s) => s.open('weekly')],
  news: ['samordnare', 'desk', (s) => s.open('news')],
  pair: [
    'samordnare',
    'desk',
    async (s) => {
      await s.openPlace(await s.placeWithPhotos(2));
      await s.press('Före och efter');
      await s.page.getByRole('img', { name: /^Efter/ }).scrollIntoViewIfNeeded();
    },
  ],
  sheet: ['staden', 'desk', async (s) => s.open('sheet', (await s.place(({ report_count: n }) => n > 20)).id)],
  rounds: ['parklag', 'phone', (s) => s.open('rounds')],
  walk: ['parklag', 'phone', async (s) => (await s.open('rounds'), s.press('Gå ronden', false))],
  paper: ['samordnare', 'desk', (s) => s.withhold()],
  reads: ['samordnare', 'desk', (s) => s.readLog()],
  import: ['admin', 'desk', (s) => s.importSchools()],
  figures: [null, 'desk', (s) => s.open('figures')],
};

/** One page of the app, spoken to in its own words. */
class Stage {
  asked = 0;

  constructor(page) {
    this.page = page;
    const ends = (request) => (this.asked -= this.counts(request));
    page.on('request', (request) => (this.asked += this.counts(request)));
    page.on('requestfinished', ends);
    page.on('requestfailed', ends);
  }

  /** The page listens to changes for as long as it is open. */
  counts = (request) => Number(!request.url().includes('/api/changes'));

  open(view, id) {
    return this.page.goto(`${base}/?view=${view}${id ? `&id=${id}` : ''}`);
  }

  openAt(view, { lon, lat }, zoom) {
    return this.page.goto(`${base}/?view=${view}&at=${zoom}/${lat}/${lon}`);
  }

  async openPlace({ id, name }) {
    await this.open('place', id);
    await this.page.getByRole('heading', { name }).waitFor();
  }

  press(name, exact = true) {
    return this.page.getByRole('main').getByRole('button', { name, exact }).first().click();
  }

  check(name) {
    return this.page.getByRole('checkbox', { name, exact: true }).check();
  }

  async items(path) {
    return (await (await this.page.request.get(base + path)).json()).items;
  }

  async place(fits) {
    const found = (await this.items('/api/places?limit=1000')).find(fits);
    if (!found) throw new Error('the city has no such place');
    return found;
  }

  async placeWithPhotos(least) {
    for (const place of await this.items('/api/places?limit=1000')) {
      if (place.level === 'full' && (await this.items(`/api/photos?place=${place.id}`)).length >= least) return place;
    }
    throw new Error(`no place of the city has ${least} photos`);
  }

  /** Where most of the places are that this viewer sees. */
  async somewhereBusy() {
    const places = (await this.items('/api/places?limit=1000')).map(({ position }) => position);
    const near = (one) => places.filter((other) => Math.hypot(one.lon - other.lon, 2 * (one.lat - other.lat)) < 0.02);
    const around = places.map(near).toSorted((a, b) => b.length - a.length)[0];
    const middle = (of) => around.reduce((sum, one) => sum + one[of], 0) / around.length;
    return { lon: middle('lon'), lat: middle('lat') };
  }

  /** A report is begun where something is known, and the steps given are taken. */
  async report(...steps) {
    const { position } = await this.place(({ status }) => status === 'active');
    await this.openAt('report', position, 16.5);
    for (const step of steps) await this.press(step);
  }

  async write() {
    await this.report('Här är det', 'Nej, något nytt');
    await this.check('Klotter');
    await this.press('Fortsätt');
    await this.page.getByRole('radio', { name: 'nej' }).first().check();
    await this.press('Fortsätt');
    await this.press('Vet inte');
    await this.page.getByLabel(/Beskriv platsen/).fill('Nytt klotter på väggen mot cykelbanan, två lampor är släckta.');
  }

  /** A photo is chosen, and something on it covered. */
  async cover() {
    const { id } = await this.placeWithPhotos(1);
    const [photo] = await this.items(`/api/photos?place=${id}`);
    const buffer = await (await this.page.request.get(`${base}/api/photos/${photo.id}/large`)).body();
    await this.write();
    await this.page.locator('input[type=file]').setInputFiles({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer });
    await this.press('Lägg till ruta');
    await this.page.getByRole('group', { name: 'Fotot med rutor' }).scrollIntoViewIfNeeded();
  }

  /** The earlier photo of a place lies over what the camera sees; there is no camera, so that it sees the latest photo of there. */
  async sameView() {
    const { id, position } = await this.placeWithPhotos(2);
    const photos = (await this.items(`/api/photos?place=${id}`)).toSorted((a, b) => (a.added_at < b.added_at ? -1 : 1));
    const bytes = await (await this.page.request.get(`${base}/api/photos/${photos.at(-1).id}/large`)).body();
    await this.page.addInitScript(cameraOf, bytes.toString('base64'));
    await this.openAt('report', position, 17);
    for (const step of ['Här är det', 'Är kvar', 'Ta samma vy som förr']) await this.press(step);
    await this.page.getByRole('button', { name: 'Ta bilden', exact: true }).scrollIntoViewIfNeeded();
  }

  /** A heading comes to the top of its panel. */
  toTop(name) {
    const heading = this.page.getByRole('heading', { name, exact: true });
    return heading.evaluate((one) => one.scrollIntoView({ block: 'start' }));
  }

  dark() {
    return this.page.emulateMedia({ colorScheme: 'dark' });
  }

  /** One that somebody has walked past, and where somebody has been. */
  async walkedPlace() {
    for (const place of (await this.items('/api/places?limit=1000')).filter(({ level }) => level === 'full')) {
      const effort = await (await this.page.request.get(`${base}/api/places/${place.id}/effort`)).json();
      if (effort.visits > 3 && (await this.items(`/api/presences?place=${place.id}`)).length > 0) return place;
    }
    throw new Error('nobody has walked past a place of the city');
  }

  /** A request for a place is being answered without saying where it lies. */
  async withhold() {
    const { id } = await this.place(({ level, status }) => level === 'full' && status === 'active');
    await this.page.goto(`${base}/?view=document&about=place&id=${id}`);
    const position = this.page.getByRole('region', { name: 'Läge', exact: true });
    await position.getByRole('checkbox').check();
    await position.getByLabel('Lagrum').selectOption({ index: 3 });
    await position.getByLabel('Skäl').fill('Visar hur en skyddad ingång är belägen.');
    await position.scrollIntoViewIfNeeded();
  }

  /** Reports that few may see are opened, and the log tells so. */
  async readLog() {
    const kept = (await this.items('/api/reports?limit=1000')).filter(({ class: shared }) => shared === 'origin');
    for (const { id } of kept.slice(0, 4)) {
      await this.open('one_report', id);
      await this.page.getByRole('heading', { name: 'Rapport' }).waitFor();
    }
    await this.open('reads');
  }

  /** A file of schools is looked at before anything is sent. */
  async importSchools() {
    const rows = (await this.items('/api/sites?kind=school&limit=60')).map(
      ({ name, position }, at) => `skola-${at};${name};${position.lon};${position.lat}`,
    );
    await this.page.goto(`${base}/?view=admin&page=import&id=sites`);
    const buffer = Buffer.from(`Identitet;Namn;Longitud;Latitud\n${rows.join('\n')}\n`);
    await this.page.locator('#file').setInputFiles({ name: 'skolor.csv', mimeType: 'text/csv', buffer });
    await this.press('Visa på kartan', false);
  }

  /** A picture of the page once it has come to rest. */
  async picture() {
    let before = Buffer.alloc(0);
    for (let look = 0; look < 60; look += 1) {
      const now = await this.page.screenshot({ animations: 'disabled', caret: 'hide' });
      if (this.asked <= 0 && now.equals(before)) return now;
      before = now;
      await this.page.waitForTimeout(500);
    }
    throw new Error('the page does not come to rest');
  }
}

/** Runs in the page: a camera that sees one picture, a little to the side, as a hand would hold it. */
function cameraOf(picture) {
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  navigator.mediaDevices.getUserMedia = async () => {
    const seen = await createImageBitmap(new Blob([bytes]));
    const canvas = Object.assign(document.createElement('canvas'), { width: seen.width, height: seen.height });
    const paint = () => canvas.getContext('2d').drawImage(seen, 18, 10);
    paint();
    setInterval(paint, 200);
    return canvas.captureStream();
  };
}

/** WebP as the browser writes it: a third of a PNG. */
async function packed(browser, png) {
  const page = await browser.newPage();
  const text = await page.evaluate(async (source) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d').drawImage(picture, 0, 0);
    const bytes = new Uint8Array(
      await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 })).arrayBuffer(),
    );
    return btoa(bytes.reduce((all, byte) => all + String.fromCharCode(byte), ''));
  }, png.toString('base64'));
  await page.close();
  return Buffer.from(text, 'base64');
}

/** One session of each log-in for the whole run: a server that minds how often somebody logs in is not bothered. */
const cookies = new Map();
async function enter(context, login) {
  if (!cookies.has(login)) {
    const data = { login, password };
    const entered = await context.request.post(`${base}/api/session`, { headers: { 'x-samplats': '1' }, data });
    if (!entered.ok()) throw new Error(`${login} could not log in: ${entered.status()}`);
    cookies.set(login, await context.cookies());
  }
  await context.addCookies(cookies.get(login));
}

async function take(browser, name) {
  const [login, size, act] = scenes[name];
  const context = await browser.newContext({ viewport: sizes[size], locale: 'sv-SE', serviceWorkers: 'block' });
  if (login) await enter(context, login);
  const stage = new Stage(await context.newPage());
  await act(stage);
  const bytes = await packed(browser, await stage.picture());
  await context.close();
  if (bytes.length > bytesMax) throw new Error(`${name} has ${bytes.length} bytes of ${bytesMax}`);
  writeFileSync(join(out, `tour-${name}.webp`), bytes);
  console.log(`tour-${name}.webp  ${Math.round(bytes.length / 1000)} kB`);
}

/** Starts a city afresh and answers how to end it. */
async function city() {
  const data = mkdtempSync(join(tmpdir(), 'samplats-tour-'));
  const env = { ...process.env, SAMPLATS_RATE_LIMITS: 'off' };
  const server = spawn(program, ['demo', '--data', data, '--listen', listen], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  const isReady = () =>
    fetch(`${base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (server.exitCode !== null) throw new Error(`${program} ended with ${server.exitCode}`);
    await new Promise((done) => setTimeout(done, 200));
  }
  return async () => {
    const gone = once(server, 'exit');
    server.kill();
    await gone;
    rmSync(data, { recursive: true });
  };
}

mkdirSync(out, { recursive: true });
const end = process.env.SAMPLATS_URL ? async () => undefined : await city();
const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: ['--no-sandbox', '--lang=sv-SE', ...drawingArgs],
});
try {
  for (const name of wanted.length > 0 ? wanted : Object.keys(scenes)) await take(browser, name);
} finally {
  await browser.close();
  await end();
}
