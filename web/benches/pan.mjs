/**
 * Whether the map keeps up with the hand when there are a hundred thousand reports on it: a drag of some seconds, an input
 * every sixtieth of a second, over the city at several zooms. Never part of the tests.
 *
 *     samplats demo --fresh --data DIR --listen 127.0.0.1:8097
 *     node benches/reports.mjs http://127.0.0.1:8097 100000 > reports.csv
 *     samplats import reports reports.csv --party polisregionen --server http://127.0.0.1:8097 --token-file FILE
 *     SAMPLATS_URL=http://127.0.0.1:8097 node benches/pan.mjs
 *
 * An input is dropped when the page never hears of it, or when the map does not end where the hand did. Told besides: how
 * late the page heard of each, how long it was deaf at a time, and how many pictures were drawn.
 */
import { conditions, cookiesOf, inFront, median, openBrowser, watchDrawing } from './browser.mjs';

const seconds = Number(process.env.SECONDS ?? 6);
const zooms = (process.env.ZOOMS ?? '11,13,15').split(',').map(Number);
const front = await inFront({});
const browser = await openBrowser();
const cookies = await cookiesOf(browser, front.url);
const context = await browser.newContext({
  baseURL: front.url,
  viewport: { width: 1440, height: 900 },
  serviceWorkers: 'block',
});
await context.addCookies(cookies);
const { city } = await (await context.request.get('/api/me')).json();
const [west, south, east, north] = city.bounds;
const middle = { lat: (south + north) / 2, lon: (west + east) / 2 };

/** Counts what the page hears of the hand, and for how long it hears nothing. */
function listen() {
  globalThis.heard = { moves: 0, late: [], deaf: [] };
  addEventListener(
    'pointermove',
    (event) => {
      // What comes between two pictures is told together.
      heard.moves += event.getCoalescedEvents().length || 1;
      heard.late.push(performance.now() - event.timeStamp);
    },
    true,
  );
  new PerformanceObserver((list) => heard.deaf.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: 'longtask',
  });
}

for (const zoom of zooms) {
  const page = await context.newPage();
  await page.addInitScript(watchDrawing);
  await page.addInitScript(listen);
  let reports = 0;
  page.on('response', (answer) => (reports += Number(answer.url().includes('/reports/tiles/'))));
  await page.goto(`/?at=${zoom}/${middle.lat}/${middle.lon}`);
  const stands = () => globalThis.drawn.times > 0 && performance.now() - globalThis.drawn.last > 1500;
  await page.waitForFunction(stands, null, { timeout: 120_000, polling: 100 });
  const box = await page.locator('canvas').boundingBox();
  const hand = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(hand.x, hand.y);
  const before = await page.evaluate(() => Object.assign(heard, { moves: 0, late: [], deaf: [] }) && drawn.times);
  await page.mouse.down();
  const sent = await drag(page, hand, box);
  await page.waitForFunction((count) => heard.moves >= count, sent.inputs, { timeout: 30_000 }).catch(() => undefined);
  // A hand that lets go while it moves gives the map a push, which carries it on.
  await page.waitForTimeout(250);
  await page.mouse.up();
  await page.waitForFunction(stands, null, { timeout: 120_000, polling: 100 });
  const { heard, drawings } = await page.evaluate(() => ({
    heard: globalThis.heard,
    drawings: globalThis.drawn.times,
  }));
  const off = away(new URL(page.url()).searchParams.get('at'), zoom, sent);
  const deaf = heard.deaf.toSorted((a, b) => b - a);
  console.log(
    `zoom ${zoom}: ${sent.inputs} inputs in ${sent.seconds.toFixed(1)} s, ${heard.moves} heard, ` +
      `heard after ${median(heard.late).toFixed(0)} ms in the middle and ${Math.max(...heard.late).toFixed(0)} ms at most, ` +
      `longest deaf ${Math.round(deaf[0] ?? 0)} ms, ${drawings - before} drawing calls, ${reports} tiles of reports, ` +
      `ended ${off.toFixed(1)} pixels from the hand`,
  );
  await page.close();
}
console.log(conditions(browser));
await browser.close();
front.close();

/** Moves the pressed mouse in a figure of eight that does not end where it began, one input at a time. */
async function drag(page, hand, box) {
  const begun = performance.now();
  const reach = { x: box.width * 0.4, y: box.height * 0.4 };
  let at = hand;
  let inputs = 0;
  for (let turn = 1; performance.now() - begun < seconds * 1000; turn += 1) {
    const angle = turn / 30;
    at = { x: Math.round(hand.x + reach.x * Math.sin(angle)), y: Math.round(hand.y + reach.y * Math.sin(angle * 2)) };
    // Each is sent when its time has come, whether or not the one before has been answered: a hand does not wait.
    await Promise.race([page.mouse.move(at.x, at.y), new Promise((done) => setTimeout(done, 1000 / 60))]);
    inputs += 1;
    const due = begun + inputs * (1000 / 60);
    if (due > performance.now()) await new Promise((done) => setTimeout(done, due - performance.now()));
  }
  return { inputs, seconds: (performance.now() - begun) / 1000, x: at.x - hand.x, y: at.y - hand.y };
}

/** Pixels between where the map ended and where the hand took it. */
function away(at, zoom, moved) {
  const [, lat, lon] = at.split('/').map(Number);
  const world = 512 * 2 ** zoom;
  const x = (value) => ((value + 180) / 360) * world;
  const y = (value) => ((1 - Math.log(Math.tan(Math.PI / 4 + (value * Math.PI) / 360)) / Math.PI) / 2) * world;
  return Math.hypot(x(middle.lon) - x(lon) - moved.x, y(middle.lat) - y(lat) - moved.y);
}
