// Pictures of every panel and state against the mock, to be looked at: `node mock/shots.mjs [name ...]`.
import { chromium } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const base = process.env.SAMPLATS_URL ?? 'http://127.0.0.1:8090';
const out = join(import.meta.dirname, 'shots');
mkdirSync(out, { recursive: true });
const sizes = { phone: [390, 844], small: [320, 640], desk: [1440, 900] };
const wanted = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--no-first-run',
    '--disable-quic',
    '--disable-background-networking',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist',
  ],
});
const name = (text) => new RegExp(text, 'i');
const button = (page, text) => page.getByRole('button', { name: name(text) });
const place1 = async (page) => (await (await page.request.get(`${base}/api/places?limit=100`)).json()).items;
const toReport = async (page, steps) => {
  await page.goto(`${base}/?view=report&at=15/58.6131/16.4790`);
  await page.waitForTimeout(1200);
  for (const step of steps) await button(page, step).first().click();
  await page.waitForTimeout(500);
};
const chip = (page, text) => page.getByRole('checkbox', { name: text, exact: true }).first().check();

const scenes = {
  login: [null, (page) => page.goto(base)],
  wrong: [
    null,
    async (page) => {
      await page.goto(base);
      await page.getByLabel('Användarnamn').fill('x');
      await page.getByLabel('Lösenord').fill('y');
      await button(page, '^Logga in').click();
    },
  ],
  map: ['samordnare', (page) => page.goto(`${base}/?at=13.2/58.61/16.52`)],
  far: ['samordnare', (page) => page.goto(`${base}/?at=11/58.61/16.52`)],
  legend: [
    'samordnare',
    async (page) => {
      await page.goto(base);
      await button(page, 'Teckenförklaring').click();
    },
  ],
  menu: [
    'samordnare',
    async (page) => {
      await page.goto(base);
      await button(page, 'Meny').click();
    },
  ],
  list: ['samordnare', (page) => page.goto(`${base}/?view=list`)],
  filters: [
    'samordnare',
    async (page) => {
      await page.goto(`${base}/?view=list&status=active&coordinator=none`);
      await button(page, 'filter').first().click();
    },
  ],
  empty: ['samordnare', (page) => page.goto(`${base}/?view=list&status=split`)],
  here: ['samordnare', (page) => page.goto(`${base}/?view=here&at=15/58.6131/16.4790`)],
  answer: [
    'samordnare',
    async (page) => {
      await page.goto(`${base}/?view=here&at=15/58.6131/16.4790`);
      await page.waitForTimeout(1500);
      await button(page, 'Visa vad som finns').click();
    },
  ],
  where: ['falt', (page) => toReport(page, [])],
  other_position: [
    'falt',
    async (page) => {
      await toReport(page, []);
      await page.getByText('Ange läget på annat').click();
      await page.getByLabel('Sök fastighet').fill('skol');
    },
  ],
  known: ['falt', (page) => toReport(page, ['Här är det'])],
  what: [
    'falt',
    async (page) => {
      await toReport(page, ['Här är det', 'något nytt']);
      await chip(page, 'Klotter');
    },
  ],
  how_many: [
    'falt',
    async (page) => {
      await toReport(page, ['Här är det', 'något nytt']);
      await chip(page, 'Klotter');
      await button(page, 'Fortsätt').click();
    },
  ],
  text: [
    'falt',
    async (page) => {
      await toReport(page, ['Här är det', 'Är kvar']);
    },
  ],
  guard: [
    'falt',
    async (page) => {
      await toReport(page, ['Här är det', 'Är kvar']);
      await page.getByLabel('Beskriv platsen').fill('Ring 070-123 45 67');
      await button(page, 'Skicka rapporten').click();
    },
  ],
  offline: [
    'falt',
    async (page) => {
      await toReport(page, ['Här är det', 'Är kvar']);
      await page.route('**/api/reports', (route) => route.abort());
      await button(page, 'Skicka rapporten').click();
    },
  ],
  receipt: [
    'falt',
    async (page) => {
      await toReport(page, ['Här är det', 'Är kvar']);
      await button(page, 'Skicka rapporten').click();
    },
  ],
  triage: [
    'samordnare',
    async (page) => {
      await page.goto(`${base}/?view=triage`);
      await page.getByRole('checkbox').nth(1).check();
      await page.getByRole('checkbox').nth(2).check();
    },
  ],
  one_report: [
    'samordnare',
    async (page) => {
      await page.goto(`${base}/?view=triage`);
      await page.locator('main li a').nth(1).click();
    },
  ],
  make: [
    'samordnare',
    async (page) => {
      await page.goto(`${base}/?view=triage`);
      await page.getByRole('checkbox').nth(1).check();
      await button(page, 'Gör en plats').click();
    },
  ],
  draw: [
    'samordnare',
    async (page) => {
      await page.goto(`${base}/?view=make&at=16/58.6131/16.4790`);
      await button(page, 'Använd det här').click();
      await button(page, 'Ett område').click();
      await page.waitForTimeout(1000);
      const box = await page.locator('canvas').boundingBox();
      for (const [x, y] of [
        [0.3, 0.3],
        [0.7, 0.35],
        [0.6, 0.75],
      ])
        await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    },
  ],
  place: [
    'bolag',
    async (page) => {
      const [first] = await place1(page);
      await page.goto(`${base}/?view=place&id=${first.id}`);
    },
  ],
  place_open: [
    'samordnare',
    async (page) => {
      const items = await place1(page);
      await page.goto(`${base}/?view=place&id=${items.find((one) => one.coordination.state === 'escalated').id}`);
      for (const part of ['Rapporter', 'Grannar', 'Historik', 'Vem ser'])
        await page.locator('summary', { hasText: part }).click();
      await page.locator('summary', { hasText: 'Rapporter' }).scrollIntoViewIfNeeded();
    },
  ],
  place_summary: [
    'bolag',
    async (page) => {
      const items = await place1(page);
      await page.goto(`${base}/?view=place&id=${items.find((one) => one.level === 'summary').id}`);
    },
  ],
  accept: [
    'bolag',
    async (page) => {
      const [first] = await place1(page);
      await page.goto(`${base}/?view=place&id=${first.id}`);
      await button(page, 'Ta på oss').click();
      await button(page, 'Ta på oss').click();
    },
  ],
  stale: [
    'samordnare',
    async (page) => {
      const [first] = await place1(page);
      await page.goto(`${base}/?view=place&id=${first.id}`);
      await button(page, 'Ändra status').click();
      await page.getByLabel('Ny status').selectOption('monitoring');
      await page.getByLabel('Skäl').fill('Lugnare sedan belysningen lagades.');
      await page.route('**/status', (route) =>
        route.fulfill({
          status: 412,
          contentType: 'application/problem+json',
          body: '{"type":"/problems/version-stale","title":"x","status":412}',
        }),
      );
      await button(page, 'Ändra status').click();
    },
  ],
  not_found: ['bolag', (page) => page.goto(`${base}/?view=place&id=ZZZZZZZZZZZ`)],
  error: [
    'bolag',
    async (page) => {
      await page.route(/me\/sites/, (route) =>
        route.fulfill({
          status: 500,
          contentType: 'application/problem+json',
          body: '{"type":"about:blank","title":"x","status":500,"instance":"/requests/7f3a"}',
        }),
      );
      await page.goto(`${base}/?view=sites`);
    },
  ],
  loading: [
    'bolag',
    async (page) => {
      await page.route(/me\/sites/, () => undefined);
      await page.goto(`${base}/?view=sites`);
    },
  ],
  duties: ['samordnare', (page) => page.goto(`${base}/?view=duties`)],
  sites: ['bolag', (page) => page.goto(`${base}/?view=sites`)],
  my_reports: ['falt', (page) => page.goto(`${base}/?view=my_reports`)],
  no_right: ['falt', (page) => page.goto(`${base}/?view=triage`)],
};

const themes = process.env.THEMES?.split(',') ?? ['light'];
const only = process.env.SIZES?.split(',') ?? Object.keys(sizes);
for (const [scene, [login, act]] of Object.entries(scenes)) {
  if (wanted.length && !wanted.includes(scene)) continue;
  for (const size of only) {
    for (const colorScheme of themes) {
      const [width, height] = sizes[size];
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, baseURL: base });
      const page = await context.newPage();
      page.setDefaultTimeout(6000);
      page.on(
        'console',
        (message) =>
          ['error', 'warning'].includes(message.type()) && console.log(scene, size, message.text().slice(0, 300)),
      );
      page.on('pageerror', (error) => console.log(scene, size, 'PAGE ERROR', error.message));
      if (login)
        await page.request.post('/api/session', {
          headers: { 'x-samplats': '1' },
          data: { login, password: 'samplats' },
        });
      try {
        await act(page);
      } catch (error) {
        console.log(scene, size, 'FAILED', error.message.slice(0, 400));
      }
      await page.waitForTimeout(Number(process.env.WAIT ?? 1500));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) console.log(scene, size, `overflows by ${wide} px`);
      await page.screenshot({ path: join(out, `${scene}-${size}-${colorScheme}.png`) });
      await context.close();
    }
  }
}
await browser.close();
