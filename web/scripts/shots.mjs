/**
 * Pictures of every panel and state, to be looked at; nothing is compared.
 *
 *     samplats demo --fresh --data DIR --listen 127.0.0.1:8097
 *     SAMPLATS_URL=http://127.0.0.1:8097 node scripts/shots.mjs [scene ...]
 *
 * SIZES=phone,small,desk THEMES=light,dark LANGUAGES=sv,en OUT=folder choose what is taken, AXE=yes asks the checker too,
 * TILES=no leaves the map empty, which is quicker. The scenes write as little as they can. A picture that could not be taken,
 * and what was measured to be wrong with one, is said.
 */
import { chromium } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { account } from './scenes/account.mjs';
import { fresh, go, here, may, problem, send, still } from './scenes/common.mjs';
import { desk } from './scenes/desk.mjs';
import { measured } from './scenes/measured.mjs';
import { photos } from './scenes/photos.mjs';
import { registrar } from './scenes/registrar.mjs';
import { rounds } from './scenes/rounds.mjs';
import { states } from './scenes/states.mjs';
import { chromiumPath, drawingArgs } from './chromium.mjs';

const base = process.env.SAMPLATS_URL ?? 'http://127.0.0.1:8080';
const password = process.env.SAMPLATS_PASSWORD ?? 'invented-city-1';
const out = process.env.OUT ?? join(import.meta.dirname, '../test-results/shots');
const sizes = { phone: [390, 844], small: [320, 640], desk: [1440, 900] };
const list = (name, all) => process.env[name]?.split(',') ?? all;
const wanted = process.argv.slice(2);
mkdirSync(out, { recursive: true });

/** One page, spoken to in nouns; every text is looked for in the language of the page. */
class Stage {
  constructor(page, language) {
    this.page = page;
    this.language = language;
    this.password = password;
  }

  /** The text of the language at hand. */
  say(sv, en) {
    return new RegExp(this.language === 'sv' ? sv : en, 'i');
  }

  async open(address = '/') {
    await this.page.goto(base + address);
  }

  async press(sv, en) {
    await this.page
      .getByRole('button', { name: this.say(sv, en) })
      .first()
      .click();
  }

  async fill(sv, en, text) {
    await this.page.getByLabel(this.say(sv, en)).first().fill(text);
  }

  async get(path) {
    return (await (await this.page.request.get(base + path)).json()).items;
  }

  async place(fits = () => true) {
    const found = (await this.get('/api/places?limit=1000')).find(fits);
    if (!found) throw new Error('no such place in the city');
    return found;
  }

  async withPhotos(least) {
    for (const { id } of await this.get('/api/places?limit=1000')) {
      if (((await this.get(`/api/photos?place=${id}`)) ?? []).length >= least) return id;
    }
    throw new Error('no such photos in the city');
  }

  async openPlace(fits) {
    await this.open(`/?view=place&id=${(await this.place(fits)).id}`);
    await this.page.waitForTimeout(800);
  }

  /** A report begun with the cross on a place; presses the steps given. */
  async report(...steps) {
    const { position } = (await this.get('/api/reports?limit=1'))[0];
    await this.open(`/?view=report&at=16/${position.lat}/${position.lon}`);
    await this.page.waitForTimeout(1200);
    for (const step of steps) await this.press(...step);
    await this.page.waitForTimeout(500);
  }

  async type(sv, en) {
    await this.page
      .getByRole('checkbox', { name: this.say(`^${sv}$`, `^${en}$`) })
      .first()
      .check();
  }

  fail(path, answer) {
    return this.page.route(path, (route) => (answer ? route.fulfill(answer) : route.abort()));
  }

  /** Nothing of the server is reached any more. */
  async cut() {
    await this.page.route(/\/(api|ogc)\//, (route) => route.abort());
  }

  /** Reports in the queue: one that was refused for its text, and some without an answer. */
  async queue(count = 2) {
    const text = problem(422, '/problems/invalid', [{ pointer: '#/text', code: 'phone_number', detail: 'x' }]);
    await this.fail('**/api/reports', text);
    await this.report(here, still);
    await this.fill('Beskriv platsen', 'Describe the place', 'Trasig belysning vid gångtunneln, glas på marken.');
    await this.press(...send);
    await this.page.waitForTimeout(800);
    await this.page.unroute('**/api/reports');
    await this.fail('**/api/reports');
    for (let n = 1; n < count; n += 1) {
      await this.report(here, still);
      await this.press(...send);
      await this.page.waitForTimeout(500);
    }
  }
}

/** Files that scenes import, and a small city's worth of what can be wrong with them. */
const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const parties = file('parter.csv', 'Kod;Namn;Slag\nmuseet;Stadsmuseet;other\nhamnen;Hamnbolaget;property_company\n');
const faulty = file(
  'parter-fel.csv',
  'Kod;Namn;Slag\nmuseet;Stadsmuseet;other\n;Utan kod;other\nskum;Skumma bolaget;okänt slag\nhamnen;;other\n',
);
async function chooseFile(s, what, chosen) {
  await s.open(`/?view=admin&page=import&id=${what}`);
  await s.page.locator('#file').setInputFiles(chosen);
  await s.page.waitForTimeout(600);
}
const admin = (page, id) => (s) => s.open(`/?view=admin&page=${page}${id ? `&id=${id}` : ''}`);
/** An installation in which nobody has imported anything. */
async function emptyCity(s) {
  await s.page.route('**/api/me', async (route) => {
    const answer = await route.fetch();
    const me = await answer.json();
    await route.fulfill({ response: answer, json: { ...me, districts: [], city: { ...me.city, bounds: null } } });
  });
  const none = { json: { items: [], next: null } };
  for (const path of ['**/api/areas*', '**/api/sites*', '**/api/users*', '**/api/parties*']) await s.fail(path, none);
}

const scenes = {
  login: [null, (s) => s.open()],
  wrong: [
    null,
    async (s) => {
      await s.open();
      await s.fill('Användarnamn', 'User name', 'x');
      await s.fill('Lösenord', 'Password', 'y');
      await s.press('^Logga in', '^Log in');
    },
  ],
  server_gone: [null, async (s) => (await s.fail('**/api/me'), s.open())],
  map: ['samordnare', (s) => s.open()],
  city: ['staden', (s) => s.open()],
  legend: ['samordnare', async (s) => (await s.open(), s.press('Teckenförklaring', 'Legend'))],
  menu: ['samordnare', async (s) => (await s.open(), s.press('^Meny', '^Menu'))],
  list: ['samordnare', (s) => s.open('/?view=list')],
  thousands: ['staden', (s) => s.open('/?view=list')],
  filters: [
    'samordnare',
    async (s) => (await s.open('/?view=list&status=active&coordinator=none'), s.press('filter', 'filter')),
  ],
  empty: ['samordnare', (s) => s.open('/?view=list&status=split')],
  lost: [
    'samordnare',
    async (s) => (await s.fail('**/api/changes*'), s.open('/?view=list'), s.page.waitForTimeout(4000)),
  ],
  here: ['samordnare', (s) => s.open('/?view=here')],
  answer: [
    'samordnare',
    async (s) => {
      const { position } = await s.place();
      await s.open(`/?view=here&at=16/${position.lat}/${position.lon}`);
      await s.page.waitForTimeout(1500);
      await s.press('Visa vad som finns', 'Show what is here');
    },
  ],
  where: ['parklag', (s) => s.report()],
  other_position: [
    'parklag',
    async (s) => {
      await s.report();
      await s.fill('Adress eller fastighet', 'Address or site', 'al');
    },
  ],
  known: ['parklag', (s) => s.report(here)],
  what: ['parklag', async (s) => (await s.report(here, fresh), s.type('Klotter', 'Graffiti'))],
  answers: [
    'parklag',
    async (s) => {
      await s.report(here, fresh);
      await s.type('Öppen drogscen', 'Open drug scene');
      await s.type('Skadegörelse', 'Vandalism');
      await s.press(...go);
      await s.page.getByRole('radio').first().check();
    },
  ],
  how_many: [
    'parklag',
    async (s) => {
      await s.report(here, fresh);
      await s.type('Klotter', 'Graffiti');
      await s.press(...go);
      await s.press(...go);
    },
  ],
  text: ['parklag', (s) => s.report(here, still)],
  guard: [
    'parklag',
    async (s) => {
      await s.report(here, still);
      await s.fill('Beskriv platsen', 'Describe the place', 'Ring 070-174 06 35');
      await s.press(...send);
    },
  ],
  queue: ['parklag', async (s) => (await s.queue(3), s.open('/?view=outbox'))],
  queue_refused: [
    'parklag',
    async (s) => {
      await s.queue(1);
      await s.open('/?view=outbox');
      await s.press('^Ta bort', '^Remove');
    },
  ],
  queue_sent: [
    'parklag',
    async (s) => {
      await s.queue(2);
      await s.page.unroute('**/api/reports');
      await s.open('/?view=outbox'); // what waits is sent as the page opens
    },
  ],
  queue_empty: ['parklag', (s) => s.open('/?view=outbox')],
  queue_bar: ['parklag', async (s) => (await s.queue(2), s.open('/'), s.page.waitForTimeout(1500))],
  queue_log_out: ['parklag', async (s) => (await s.queue(1), s.open('/'), s.press('^Meny', '^Menu'))],
  report_refused: ['parklag', (s) => s.queue(1)],
  login_waiting: [
    'parklag',
    async (s) => {
      await s.queue(2);
      await s.page.context().clearCookies();
      await s.open();
    },
  ],
  list_offline: [
    'parklag',
    async (s) => {
      const { position } = await s.place();
      await s.open(`/?view=list&at=15/${position.lat}/${position.lon}`);
      await s.page.waitForTimeout(15000); // the surroundings are kept when the map has come to rest
      await s.cut();
      await s.page.reload();
      await s.page.waitForTimeout(3000);
    },
  ],
  map_offline: [
    'parklag',
    async (s) => {
      const { position } = await s.place();
      await s.open(`/?at=15/${position.lat}/${position.lon}`);
      await s.page.waitForTimeout(15000);
      await s.cut();
      await s.page.reload();
      await s.page.waitForTimeout(3000);
    },
  ],
  offline: ['parklag', async (s) => (await s.report(here, still), await s.fail('**/api/reports'), s.press(...send))],
  receipt: ['parklag', async (s) => (await s.report(here, still), s.press(...send))],
  receipt_origin: [
    'falt',
    async (s) => {
      await s.report(here, fresh);
      await s.type('Otrygghet', 'Insecurity').catch(() => s.page.getByRole('checkbox').last().check());
      await s.press(...go);
      await s.press('Vet inte', 'Do not know');
      await s.press(...send);
    },
  ],
  news: ['staden', (s) => s.open('/?view=news')],
  weekly: ['staden', (s) => s.open('/?view=weekly&about=2026-W45')],
  weekly_printed: [
    'staden',
    async (s) => (await s.open('/?view=weekly&about=2026-W45'), s.page.emulateMedia({ media: 'print' })),
  ],
  triage_matters: ['staden', (s) => s.open('/?view=triage')],
  place_rhythm: [
    'staden',
    async (s) => {
      await s.openPlace((place) => place.report_count > 12);
      await s.page.getByText(s.say('När det händer', 'When it happens')).click();
      await s.page.getByText(s.say('Parternas uppgifter', 'What each party does')).click();
      await s.page.getByRole('img', { name: s.say('per vecka', 'by week') }).scrollIntoViewIfNeeded();
    },
  ],
  place_who_sees: [
    'staden',
    async (s) => {
      await s.openPlace((place) => place.parties?.some((party) => party.why === 'manager' && party.level !== 'full'));
      await s.page.getByText(s.say('Vem ser detta', 'Who sees this')).click();
      await s.page.getByText(s.say('Visa som en annan part', 'Show as another party')).scrollIntoViewIfNeeded();
    },
  ],
  sheet: [
    'staden',
    async (s) =>
      s.open(`/?view=sheet&id=${(await s.place((place) => place.report_count > 12)).id}&about=polisregionen`),
  ],
  sheet_printed: [
    'staden',
    async (s) => {
      await s.open(`/?view=sheet&id=${(await s.place((place) => place.report_count > 12)).id}`);
      await s.page.getByRole('article').first().waitFor();
      await s.page.emulateMedia({ media: 'print' });
    },
  ],
  triage: [
    'samordnare',
    async (s) => (await s.open('/?view=triage'), s.page.locator('main').getByRole('checkbox').first().check()),
  ],
  one_report: [
    'samordnare',
    async (s) => {
      const [report] = await s.get('/api/reports?status=received&limit=1');
      await s.open(`/?view=one_report&id=${report.id}`);
    },
  ],
  narrow_report: [
    'samordnare',
    async (s) => {
      const report = (await s.get('/api/reports?limit=1000')).find((one) => one.class === 'origin');
      await s.open(`/?view=one_report&id=${report.id}`);
    },
  ],
  share_report: [
    'samordnare',
    async (s) => {
      // One of the own, narrow ones: those of the social services' unit are its own coordinator's to share.
      const { position } = await s.place((one) => one.status === 'active');
      const made = await s.page.request.post(`${base}/api/reports`, {
        headers: { 'X-Samplats': '1' },
        data: { position, problem_types: ['graffiti'], class: 'origin' },
      });
      await s.open(`/?view=one_report&id=${(await made.json()).id}`);
      await s.page.getByText(s.say('Ändra vem som ser', 'Change who sees')).click();
      await s.page.getByRole('radio', { name: s.say('Platsens parter', 'The parties of') }).check();
      await s.press('Dela så', 'Share like this');
    },
  ],
  make_narrow: [
    'samordnare',
    async (s) => {
      const fits = (one) => one.class === 'origin' && !one.place;
      const report = (await s.get('/api/reports?limit=1000')).find(fits);
      if (!report) throw new Error('no narrow report that waits');
      await s.open(`/?view=make&reports=${report.id}`);
      await s.press('Skapa platsen', 'Create the place');
    },
  ],
  refused: [
    'samordnare',
    async (s) => {
      const errors = [
        { pointer: '#/name', code: 'phone_number', detail: 'English' },
        { pointer: '#/geometry/coordinates/0', code: 'geometry', detail: 'English' },
      ];
      await s.open('/?view=make');
      await s.press('Använd det här', 'Use this');
      await s.page.getByRole('checkbox').first().check();
      await s.fail('**/api/places', problem(422, '/problems/invalid', errors));
      await s.press('Skapa platsen', 'Create the place');
    },
  ],
  old: [
    'samordnare',
    async (s) => {
      await s.page.route('**/api/**', async (route) => {
        if (route.request().url().includes('/api/changes')) return route.continue();
        const response = await route.fetch();
        await route.fulfill({ response, headers: { ...response.headers(), 'samplats-stale': '34' } });
      });
      await s.open('/?view=list');
    },
  ],
  make: [
    'samordnare',
    async (s) => {
      const [report] = await s.get('/api/reports?status=received&limit=1');
      await s.open(`/?view=make&reports=${report.id}`);
    },
  ],
  make_wrong: [
    'samordnare',
    async (s) => {
      await s.open('/?view=make');
      await s.press('Använd det här', 'Use this');
      await s.press('Skapa platsen', 'Create the place');
    },
  ],
  draw: [
    'samordnare',
    async (s) => {
      const { position } = await s.place();
      await s.open(`/?view=make&at=16/${position.lat}/${position.lon}`);
      await s.press('Använd det här', 'Use this');
      await s.press('Ett område', 'An area');
      await s.page.waitForTimeout(1000);
      const box = await s.page.locator('canvas').boundingBox();
      const corners = [
        [0.3, 0.3],
        [0.7, 0.35],
        [0.6, 0.75],
      ];
      for (const [x, y] of corners) await s.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    },
  ],
  extent: [
    'samordnare',
    async (s) => {
      const { id } = await s.place((one) => one.may?.includes('edit'));
      await s.open(`/?view=extent&id=${id}`);
      await s.page.getByRole('radio', { name: s.say('Ett område', 'An area') }).check();
      await s.page.waitForTimeout(1500);
      const box = await s.page.locator('canvas').boundingBox();
      const corners = [
        [0.3, 0.3],
        [0.6, 0.7],
        [0.65, 0.3],
        [0.3, 0.75],
      ];
      for (const [x, y] of corners) await s.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    },
  ],
  map_search: [
    'samordnare',
    async (s) => {
      // A small map has no search on it; who looks for something there asks what is here.
      await s.open(s.page.viewportSize().width > 600 ? '/' : '/?view=here');
      await s.fill('Adress eller fastighet', 'Address or site', 'al');
    },
  ],
  place: ['samordnare', (s) => s.openPlace((one) => one.coordination?.state === 'escalated')],
  place_settled: ['skolor', (s) => s.openPlace((one) => one.coordination?.state === 'accepted')],
  place_proposed: ['skolor', (s) => s.openPlace(may('decline'))],
  place_summary: ['skolor', (s) => s.openPlace((one) => one.level === 'summary')],
  place_reader: ['lasare', (s) => s.openPlace((one) => one.level === 'full')],
  place_open: [
    'samordnare',
    async (s) => {
      await s.openPlace((one) => one.report_count > 3);
      for (const part of await s.page.locator('main summary').all()) await part.click();
      await s.page.locator('main summary').nth(1).scrollIntoViewIfNeeded();
    },
  ],
  place_history: [
    'samordnare',
    async (s) => {
      await s.openPlace((one) => one.report_count > 3);
      for (const part of await s.page.locator('main summary').all()) await part.click();
      await s.page.waitForTimeout(800);
      await s.page.locator('main summary').last().scrollIntoViewIfNeeded();
    },
  ],
  propose: [
    'samordnare',
    async (s) => (await s.openPlace(may('propose')), s.press('Föreslå samordnare', 'Propose a coordinator')),
  ],
  accept: [
    'skolor',
    async (s) => {
      await s.openPlace(may('decline'));
      await s.press('Ta på oss', 'Take on');
      await s.press('Ta på oss', 'Take on');
    },
  ],
  decline: ['skolor', async (s) => (await s.openPlace(may('decline')), s.press('Tacka nej', 'Decline'))],
  hand_over: ['skolor', async (s) => (await s.openPlace(may('hand-over')), s.press('Lämna över', 'Hand over'))],
  answer_for: [
    'staden',
    async (s) => {
      await s.open();
      const parties = await s.get('/api/parties?limit=1000');
      const silent = new Set(parties.filter((one) => !one.logs_in).map((one) => one.code));
      const waits = (one) => ['proposed', 'escalated'].includes(one.coordination?.state);
      await s.openPlace((one) => waits(one) && silent.has(one.coordination.party.code));
      await s.press('Anteckna partens ja', 'Record the party’s yes');
      await s.press('Anteckna partens ja', 'Record the party’s yes');
    },
  ],
  edit: ['samordnare', async (s) => (await s.openPlace(may('edit')), s.press('Ändra uppgifter', 'Change details'))],
  merge: [
    'staden',
    async (s) => {
      await s.openPlace(may('merge'));
      await s.press('^Slå ihop', '^Merge');
      await s.page.getByRole('radio').first().check();
    },
  ],
  merge_none: ['skolor', async (s) => (await s.openPlace(may('merge')), s.press('^Slå ihop', '^Merge'))],
  split: [
    'samordnare',
    async (s) => {
      await s.openPlace((one) => may('split')(one) && one.report_count > 3);
      await s.press('Dela upp', 'Split');
      await s.page.getByText(s.say('Vart rapporterna', 'Where the reports')).click();
    },
  ],
  split_wrong: [
    'samordnare',
    async (s) => {
      await s.openPlace(may('split'));
      await s.press('Dela upp', 'Split');
      await s.press('Dela upp i', 'Split into');
    },
  ],
  stale: [
    'samordnare',
    async (s) => {
      await s.openPlace(may('status:monitoring'));
      await s.press('Ändra status', 'Change status');
      await s.page.getByLabel(s.say('Ny status', 'New status')).selectOption('monitoring');
      await s.fill('^Skäl', '^Reason', 'Lugnare sedan belysningen lagades.');
      await s.fail('**/status', problem(412, '/problems/stale'));
      await s.press('Ändra status', 'Change status');
    },
  ],
  forbidden: [
    'samordnare',
    async (s) => {
      await s.fail('**/api/me/duties*', problem(403, '/problems/not-allowed'));
      await s.open('/?view=duties');
    },
  ],
  not_found: ['skolor', (s) => s.open('/?view=place&id=ZZZZZZZZZZZ')],
  error: ['skolor', async (s) => (await s.fail('**/api/me/sites*', problem(500)), s.open('/?view=sites'))],
  gone: ['skolor', async (s) => (await s.fail('**/api/me/sites*'), s.open('/?view=sites'))],
  loading: ['skolor', async (s) => (await s.page.route('**/api/me/sites*', () => undefined), s.open('/?view=sites'))],
  long_names: [
    'samordnare',
    async (s) => {
      const long = 'Gångtunneln mellan Kärnholmsbadets cykelparkering och Förskolan Vitsippans norra lastintag ';
      await s.page.route('**/api/places?*', async (route) => {
        const answer = await route.fetch();
        const body = await answer.json();
        for (const item of body.items) item.name = (long + 'X'.repeat(60)).slice(0, 120);
        await route.fulfill({ response: answer, json: body });
      });
      await s.open('/?view=list&show=places');
    },
  ],
  duties: ['samordnare', (s) => s.open('/?view=duties')],
  duties_none: [
    'samordnare',
    async (s) => (await s.fail('**/api/me/duties*', { json: { items: [] } }), s.open('/?view=duties')),
  ],
  sites: ['skolor', (s) => s.open('/?view=sites')],
  sites_district: [
    'skolor',
    async (s) => {
      await s.open('/?view=sites');
      await s.page.getByLabel(s.say('Gruppera efter', 'Group by')).selectOption('district');
    },
  ],
  sites_all: [
    'skolor',
    async (s) => {
      await s.open('/?view=sites');
      for (const box of await s.page.locator('main').getByRole('checkbox').all()) await box.uncheck();
    },
  ],
  unsettled: ['staden', (s) => s.open('/?view=unsettled')],
  unsettled_none: [
    'staden',
    async (s) => (await s.fail('**/api/places*', { json: { items: [] } }), s.open('/?view=unsettled')),
  ],
  kept: [
    'samordnare',
    async (s) => {
      await s.open('/?view=list&children=yes');
      await s.press('Sparade vyer', 'Saved views');
      await s.fill('Namn på vyn', 'Name of the view', 'Skolor och förskolor');
      await s.press('Spara vyn', 'Save the view');
    },
  ],
  filters_all: ['samordnare', async (s) => (await s.open('/?view=list'), s.press('filter', 'filter'))],
  admin_start: ['admin', admin('start')],
  admin_empty: ['admin', async (s) => (await emptyCity(s), s.open('/'))],
  admin_no_right: ['samordnare', admin('settings')],
  admin_parties: ['admin', admin('parties')],
  admin_party: [
    'admin',
    async (s) => (await s.open(), admin('parties', (await s.get('/api/parties?limit=1000'))[12].id)(s)),
  ],
  admin_party_new: ['admin', admin('parties', 'NEW')],
  admin_areas: ['admin', admin('areas')],
  admin_area: [
    'admin',
    async (s) => {
      await s.open();
      await admin('areas', (await s.get('/api/areas?kind=district'))[0].id)(s);
      await s.press('Visa på kartan', 'Show on the map');
    },
  ],
  admin_sites: ['admin', admin('sites')],
  admin_site: [
    'admin',
    async (s) => {
      await s.open();
      await admin('sites', (await s.get('/api/sites?kind=school&limit=1'))[0].id)(s);
      await s.page.getByText(s.say('Ändra förvaltare', 'Change the manager')).click();
    },
  ],
  admin_codes: ['admin', admin('codes')],
  admin_code: ['admin', admin('codes', 'problem_type.open_drug_trade')],
  admin_code_new: ['admin', admin('codes', 'problem_type.')],
  admin_settings: ['admin', admin('settings')],
  admin_setting: ['admin', admin('settings', 'triage_days')],
  admin_setting_wrong: [
    'admin',
    async (s) => {
      await admin('settings', 'triage_days')(s);
      await s.fill('^Värde', '^Value', '9000');
      await s.press('^Spara', '^Save');
    },
  ],
  admin_setting_stale: [
    'admin',
    async (s) => {
      await admin('settings', 'triage_days')(s);
      await s.fill('^Värde', '^Value', '4');
      await s.page.route('**/api/settings/triage_days', (route) =>
        route.request().method() === 'PUT' ? route.fulfill(problem(412, '/problems/stale')) : route.continue(),
      );
      await s.press('^Spara', '^Save');
    },
  ],
  admin_rules: ['admin', admin('rules')],
  admin_rule_new: [
    'admin',
    async (s) => {
      await admin('rules', 'NEW')(s);
      await s.page.getByLabel(s.say('Problemtyp', 'Problem type')).selectOption('graffiti');
      await s.page.getByLabel(s.say('Föreslås samordna', 'Is proposed')).selectOption({ index: 3 });
      await s.fill('^Beslut', '^Decision', 'KS 2026/12');
      await s.press('Pröva regeln', 'Try the rule');
    },
  ],
  admin_rule: ['admin', async (s) => (await s.open(), admin('rules', (await s.get('/api/designations'))[0].id)(s))],
  admin_retention: ['admin', admin('retention')],
  admin_retention_rule: ['admin', admin('retention', 'closed_place')],
  admin_accounts: ['admin', admin('accounts')],
  admin_account: [
    'admin',
    async (s) => (await admin('accounts', 'parklag')(s), s.press('Stäng av kontot', 'Disable the account')),
  ],
  admin_account_new: [
    'admin',
    async (s) => (await admin('accounts', 'NEW')(s), s.press('Skapa kontot', 'Make the account')),
  ],
  admin_tokens: [
    'admin',
    async (s) => {
      const token = {
        id: 'AAAAAAAAAAA',
        party: 'sdf-01',
        role: 'reader',
        label: 'Nattlig läsning',
        token: 'st_'.padEnd(60, 'x'),
      };
      const times = { created_at: '2026-11-01T10:00:00+01:00', expires_at: '2027-11-01T10:00:00+01:00' };
      await s.page.route('**/api/tokens*', (route) =>
        route.fulfill({
          json: route.request().method() === 'POST' ? { ...token, ...times } : { items: [{ ...token, ...times }] },
        }),
      );
      await admin('tokens')(s);
      await s.page.getByText(s.say('Ny nyckel', 'New token')).click();
      await s.press('Skapa nyckeln', 'Make the token');
      await s.page.evaluate(() => document.querySelector('main .body')?.scrollTo(0, 0));
    },
  ],
  import: ['admin', admin('import', 'parties')],
  import_chosen: ['admin', (s) => chooseFile(s, 'parties', parties)],
  import_tried: [
    'admin',
    async (s) => (await chooseFile(s, 'parties', parties), s.press('Pröva filen', 'Try the file')),
  ],
  import_faults: [
    'admin',
    async (s) => (await chooseFile(s, 'parties', faulty), s.press('Pröva filen', 'Try the file')),
  ],
  import_refused: [
    'admin',
    async (s) => {
      await chooseFile(s, 'reports', file('r.csv', 'typ;personnummer\nklotter;1\n'));
      await s.press('Pröva filen', 'Try the file');
    },
  ],
  import_map: [
    'admin',
    async (s) => {
      await s.open();
      const sites = (await s.get('/api/sites?kind=school&limit=60')).map(
        ({ name, position }) => `${name};${position.lon};${position.lat}`,
      );
      await chooseFile(s, 'sites', file('skolor.csv', `Namn;Longitud;Latitud\n${sites.join('\n')}\nUtan läge;;\n`));
      await s.press('Visa på kartan', 'Show on the map');
    },
  ],
  import_done: [
    'admin',
    async (s) => {
      await chooseFile(s, 'parties', parties);
      const done = { what: 'parties', dry_run: false, rows: 2, created: 2, changed: 0, unchanged: 0, refused: 0 };
      await s.page.route('**/api/imports*', (route) =>
        route.fulfill({ json: { ...done, repaired: 0, notes: ['columns that are not used: Telefon'], faults: [] } }),
      );
      await s.press('Pröva filen', 'Try the file');
      await s.press('Importera 2', 'Import 2');
    },
  ],
  what_fault: [
    'parklag',
    async (s) => {
      await s.report(here, fresh);
      await s.page.getByRole('checkbox', { name: s.say('^Klotter$', '^Graffiti$') }).check();
    },
  ],
  pair: [
    'samordnare',
    async (s) => {
      const photographed = await s.withPhotos(2);
      await s.openPlace(({ id }) => id === photographed);
      await s.press('^Före och efter$', '^Before and after$');
      await s.page.getByRole('img', { name: s.say('^Efter', '^After') }).scrollIntoViewIfNeeded();
    },
  ],
  measure: [
    'samordnare',
    async (s) => {
      await s.openPlace((one) => one.level === 'full' && one.status === 'active');
      await s.page.getByText(s.say('^Parternas uppgifter$', '^What each party does$')).click();
      await s.press('^Ny åtgärd$', '^New measure$');
    },
  ],
  own_data: ['parklag', (s) => s.open('/?view=own_data')],
  account: ['samordnare', (s) => s.open('/?view=account')],
  phones: ['samordnare', (s) => s.open('/?view=phones')],
  access_review: ['samordnare', (s) => s.open('/?view=access_review')],
  diary: ['samordnare', (s) => s.open('/?view=diary')],
  document: [
    'samordnare',
    async (s) => (
      await s.open(),
      s.open(`/?view=document&about=place&id=${(await s.place((one) => one.level === 'full')).id}`)
    ),
  ],
  sharing: [
    'samordnare',
    async (s) => {
      await s.openPlace((one) => one.level === 'full' && one.origin?.code === 'sdf-01' && one.may?.includes('edit'));
      await s.page.getByText(s.say('^Ändra vem som ser platsen', '^Change who sees')).click();
    },
  ],
  figures: [null, (s) => s.open('/?view=figures')],
  rounds: ['parklag', (s) => s.open('/?view=rounds')],
  walk: ['parklag', async (s) => (await s.open('/?view=rounds'), s.press('^Gå ronden', '^Walk the round'))],
  presence: [
    'samordnare',
    async (s) => {
      await s.openPlace((one) => one.level === 'full' && one.status === 'active');
      await s.press('^Anteckna närvaro$', '^Write down presence$');
    },
  ],
  admin_publications: ['admin', admin('publications')],
  my_reports: ['parklag', (s) => s.open('/?view=my_reports')],
  no_right: ['parklag', (s) => s.open('/?view=triage')],
  ...account,
  ...desk,
  ...photos,
  ...registrar,
  ...rounds,
  ...states,
};

const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: ['--no-sandbox', '--no-first-run', '--disable-quic', '--disable-background-networking', ...drawingArgs],
});

/** One session per log-in for the whole run. */
const cookies = new Map();
async function enter(context, login) {
  if (!cookies.has(login)) {
    const data = { login, password };
    const answer = await context.request.post('/api/session', { headers: { 'x-samplats': '1' }, data });
    if (!answer.ok()) throw new Error(`${login} could not log in: ${answer.status()}`);
    cookies.set(login, await context.cookies());
  }
  await context.addCookies(cookies.get(login));
}

/** Nothing is being fetched any more that the page says it waits for; what never comes is a picture too. */
async function settled(page) {
  const waiting = page.locator('.waiting').or(page.getByText(/^(Hämtar|Loading) …$/));
  await waiting
    .first()
    .waitFor({ state: 'detached', timeout: 8_000 })
    .catch(() => undefined);
}

async function take(scene, size, colorScheme, language) {
  const [login, act] = scenes[scene];
  const [width, height] = sizes[size];
  const name = `${scene}-${size}-${colorScheme}-${language}`;
  // What a service worker sends by itself cannot be cut off here; it is needed only where the app starts without a network.
  const serviceWorkers = scene.endsWith('_offline') ? 'allow' : 'block';
  const locale = language === 'sv' ? 'sv-SE' : 'en-GB';
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    baseURL: base,
    serviceWorkers,
    locale,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(Number(process.env.TIMEOUT ?? 15_000));
  page.on('pageerror', (error) => console.log(name, 'PAGE ERROR', error.message));
  await page.addInitScript((code) => localStorage.setItem('samplats.language', code), language);
  if (process.env.TILES === 'no') await page.route('**/ogc/**', () => undefined);
  try {
    if (login) await enter(context, login);
    await act(new Stage(page, language));
  } catch (error) {
    console.log(name, 'FAILED', error.message.slice(0, 400));
  }
  if (!scene.endsWith('_loading')) await settled(page);
  await page.waitForTimeout(Number(process.env.WAIT ?? 1500));
  const faults = await measured(page, { onPhone: size !== 'desk', checks: process.env.AXE !== undefined });
  for (const fault of faults) console.log(name, fault);
  await page.screenshot({ path: join(out, `${name}.png`), timeout: 60_000 }); // a busy machine
  // What is still held back for a page that goes is nobody's fault.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await context.close();
}

for (const scene of Object.keys(scenes)) {
  if (wanted.length > 0 && !wanted.includes(scene)) continue;
  for (const size of list('SIZES', Object.keys(sizes)))
    for (const theme of list('THEMES', ['light']))
      for (const language of list('LANGUAGES', ['sv'])) await take(scene, size, theme, language);
}
await browser.close();
