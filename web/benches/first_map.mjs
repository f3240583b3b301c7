/**
 * How long it takes until the first map stands, beside a bare page of the map library that draws the same tiles in the
 * same window of the same browser. Never part of the tests.
 *
 *     samplats demo --fresh --data DIR --listen 127.0.0.1:8097
 *     SAMPLATS_URL=http://127.0.0.1:8097 node benches/first_map.mjs [ROUNDS]   (BUILT=1: with the web app in dist)
 *
 * A round opens both in turns, each in a browser context that keeps nothing. The map stands when nothing is drawn and
 * nothing is fetched any more; the figure is the moment of the last drawing since the page was asked for.
 */
import { conditions, cookiesOf, inFront, median, openBrowser, watchDrawing } from './browser.mjs';

const rounds = Number(process.argv[2] ?? 9);
/** Nothing drawn for so long: the map stands. */
const quietMs = 1500;
let scene;

/** The same sources as the app asks for, each drawn as plainly as can be, in a box of the same size. */
const bare = () => `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/library/maplibre-gl.css">
<style>body { margin: 0 } #map { position: absolute; left: ${scene.box.x}px; top: ${scene.box.y}px; width: ${scene.box.width}px; height: ${scene.box.height}px }</style>
<div id="map"></div><script type="module">
import { Map, setWorkerUrl } from '/library/maplibre-gl.mjs';
setWorkerUrl('/library/maplibre-gl-worker.mjs');
const sources = ${JSON.stringify(scene.sources)};
const style = { version: 8, sources: {}, layers: [] };
for (const { id, tiles, layers } of sources) {
  style.sources[id] = { type: 'vector', tiles: [location.origin + tiles], maxzoom: 16 };
  for (const layer of layers) {
    const of = { source: id, 'source-layer': layer };
    style.layers.push({ id: id + layer + 'fill', type: 'fill', ...of, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#cde', 'fill-opacity': 0.5 } });
    style.layers.push({ id: id + layer + 'line', type: 'line', ...of, filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': '#889' } });
    style.layers.push({ id: id + layer + 'dot', type: 'circle', ...of, filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 5 } });
  }
}
new Map({ container: 'map', style, center: [${scene.camera.lon}, ${scene.camera.lat}], zoom: ${scene.camera.zoom}, attributionControl: false, fadeDuration: 0 });
</script>`;

const front = await inFront({ '/bare': () => bare() });
const browser = await openBrowser();
const cookies = await cookiesOf(browser, front.url);

/** Opens a page that nobody has opened before; answers when its map stood, where, and which tiles it asked for. */
async function open(path) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const tiles = new Set();
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    const found = /^(\/ogc\/collections\/\w+\/tiles\/\w+)\/\d+\/\d+\/\d+$/.exec(pathname);
    if (found) tiles.add(`${found[1]}/{z}/{y}/{x}${search}`);
  });
  page.on('pageerror', (error) => console.error(path, error.message));
  await page.addInitScript(watchDrawing);
  await page.goto(front.url + path, { waitUntil: 'commit' });
  const stands = (quiet) => globalThis.drawn.times > 0 && performance.now() - globalThis.drawn.last > quiet;
  await page.waitForFunction(stands, quietMs, { timeout: 120_000, polling: 100 });
  const { last } = await page.evaluate(() => globalThis.drawn);
  const box = await page.locator('canvas').boundingBox();
  const camera = new URL(page.url()).searchParams.get('at');
  await context.close();
  return { ms: last, tiles: [...tiles], box, camera };
}

/** What the app draws, for the bare page to draw: sources with the layers that their tiles hold. */
async function sceneOf({ tiles, box }, camera) {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const sources = [];
  for (const template of tiles) {
    const id = template.split('/')[3];
    const answer = await context.request.get(`${front.url}/ogc/collections/${id}/tiles/WebMercatorQuad/tilejson`);
    sources.push({ id, tiles: template, layers: (await answer.json()).vector_layers.map((layer) => layer.id) });
  }
  await context.close();
  const [zoom, lat, lon] = camera.split('/').map(Number);
  return { box, sources, camera: { zoom, lat, lon } };
}

const camera = process.env.CAMERA ?? (await cityCamera());
const app = `/?at=${camera}`;
scene = await sceneOf(await open(app), camera);
console.log(
  `${scene.sources.length} sources, ${Math.round(scene.box.width)} x ${Math.round(scene.box.height)} pixels, at ${camera}`,
);

const taken = { app: [], bare: [] };
for (let round = 0; round < rounds; round += 1) {
  taken.app.push((await open(app)).ms);
  taken.bare.push((await open('/bare')).ms);
}
console.log(conditions(browser));
for (const [who, all] of Object.entries(taken)) {
  const text = all.map((ms) => Math.round(ms)).join(' ');
  console.log(`${who.padEnd(5)} median ${Math.round(median(all))} ms of ${text}`);
}
const ratios = taken.app.map((ms, round) => ms / taken.bare[round]);
console.log(
  `app / bare: median of the rounds ${median(ratios).toFixed(2)}, of the medians ${(median(taken.app) / median(taken.bare)).toFixed(2)}; goal 1.5`,
);
await browser.close();
front.close();

/** The middle of the city, at the zoom of a district. */
async function cityCamera() {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const { city } = await (await context.request.get(`${front.url}/api/me`)).json();
  await context.close();
  const [west, south, east, north] = city.bounds;
  return `13/${((south + north) / 2).toFixed(5)}/${((west + east) / 2).toFixed(5)}`;
}
