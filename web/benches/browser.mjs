/** What the benches of the web share: a browser, a line to the server that both sides go through, and figures. */
import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { loadavg, cpus } from 'node:os';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromiumPath, drawingArgs } from '../scripts/chromium.mjs';

export const server = new URL(process.env.SAMPLATS_URL ?? 'http://127.0.0.1:8080');
const login = process.env.SAMPLATS_LOGIN ?? 'staden';
const password = process.env.SAMPLATS_PASSWORD ?? 'invented-city-1';
const library = join(import.meta.dirname, '../node_modules/maplibre-gl/dist');
/** `BUILT=1`: the web app as it was last built, in place of the one that is inside the server. */
const built = process.env.BUILT ? join(import.meta.dirname, '../dist') : null;

const kinds = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * A server before the server: hands on what it is asked, and answers itself for `own` pages and for the map library, which
 * it sends compressed as the server sends the app. Both sides of a comparison are fetched through it.
 */
export async function inFront(own) {
  const packed = new Map();
  const brotli = (file) => {
    if (!packed.has(file)) packed.set(file, brotliCompressSync(readFileSync(file)));
    return packed.get(file);
  };
  const fileOf = (path) => {
    const name = /^\/library\/([\w.-]+)$/.exec(path)?.[1];
    if (name) return join(library, name);
    if (built && path === '/') return join(built, 'index.html');
    return built && /^\/assets\/[\w.-]+$/.test(path) ? join(built, path) : null;
  };
  const front = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url, server).pathname;
    if (path in own) return outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(own[path]());
    const file = fileOf(path);
    if (file) {
      const headers = { 'content-type': kinds[extname(file)], 'content-encoding': 'br' };
      return outgoing.writeHead(200, headers).end(brotli(file));
    }
    const { host: _, ...headers } = incoming.headers;
    const onward = ask(new URL(incoming.url, server), {
      method: incoming.method,
      headers: { ...headers, host: server.host },
    });
    onward.on('response', (answer) => answer.pipe(outgoing.writeHead(answer.statusCode, answer.headers)));
    onward.on('error', (error) => outgoing.writeHead(502).end(String(error)));
    incoming.pipe(onward);
  });
  await new Promise((listening) => front.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${front.address().port}`, close: () => front.close().closeAllConnections() };
}

/** The same browser for both sides; the map is drawn without a graphics card unless the machine has one. */
export function openBrowser() {
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-background-networking', ...drawingArgs],
  });
}

/** Logs in past the page and answers the cookies. */
export async function cookiesOf(browser, url) {
  const context = await browser.newContext({ baseURL: url });
  const answer = await context.request.post('/api/session', {
    headers: { 'x-samplats': '1' },
    data: { login, password },
  });
  if (!answer.ok()) throw new Error(`${login} could not log in: ${answer.status()}`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** Notes in every page when something was last drawn with WebGL, and how often. */
export function watchDrawing() {
  globalThis.drawn = { last: 0, times: 0 };
  const prototype = WebGL2RenderingContext.prototype;
  for (const name of ['drawElements', 'drawArrays']) {
    const plain = prototype[name];
    prototype[name] = function (...given) {
      globalThis.drawn.last = performance.now();
      globalThis.drawn.times += 1;
      return plain.apply(this, given);
    };
  }
}

/** The number in the middle. */
export const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Under what the figures were taken. */
export function conditions(browser) {
  const [{ model }] = cpus();
  const load = loadavg().map((one) => one.toFixed(1));
  return `${new Date().toISOString()}, Chromium ${browser.version()}, ${cpus().length} x ${model}, load ${load.join(' ')}`;
}
