/**
 * The service worker keeps the program on the phone, and nothing else: files that are the same for everybody. No answer
 * of the API and no tile passes through it; what an account may read is kept sealed by the page.
 *
 * When the network is back after the page was closed, it sends the queue and the ended walks of whoever is logged in, where
 * the browser wakes it for that.
 */
import { watchLine } from '../api/client';
import { sendPhoto, sendReport, sendWalk, who } from '../api/queue_calls';
import { ServerClock } from '../device/clock';
import { Safe } from '../device/safe';
import { Queue } from '../outbox/queue';
import { letGoOn, sendDue } from '../outbox/sender';
import { inTurn } from '../outbox/turn';
import { sendWalks } from '../outbox/walks';
import { shellsToDrop } from './shells';

/** Filled in by the build: the names of the files, and a digest of what they hold. */
declare const SHELL_FILES: readonly string[];
declare const SHELL_VERSION: string;

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asking extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate' | 'sync', act: (event: Waiting) => void): void;
  addEventListener(kind: 'fetch', act: (event: Asking) => void): void;
  addEventListener(kind: 'message', act: (event: MessageEvent) => void): void;
}
const worker = self as unknown as Worker;

/** Named once, and so written into the program once. */
const shellFiles = SHELL_FILES;
const shellName = `samplats-shell-${SHELL_VERSION}`;
/** The page is asked for anew at each start; a network that says nothing for so long is treated as none. Milliseconds. */
const pagePatienceMs = 4_000;

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shellName).then((shell) => shell.addAll([...shellFiles])));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    sayInUse()
      .then(dropOlder)
      .finally(() => worker.clients.claim()),
  );
});

worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== worker.location.origin) return;
  if (mode === 'navigate' && isPage(pathname)) event.respondWith(page(event.request));
  else if (shellFiles.includes(pathname) || pathname.startsWith('/assets/')) event.respondWith(fileOf(event.request));
});

worker.addEventListener('sync', (event) => {
  event.waitUntil(inTurn(sendQueue));
});

/** What lies in a program's cache once it has been in use, and holds since when; nothing asks the server for it. */
const inUse = '/in_use';

async function sayInUse(): Promise<void> {
  await (await caches.open(shellName)).put(inUse, new Response(`${Date.now()}`));
}

/** The one before stays, for the tabs that it is still open in: they have not fetched all of it yet. */
async function dropOlder(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith('samplats-shell-') && name !== shellName);
  const older = names.map(async (name) => {
    const said = await caches.match(inUse, { cacheName: name });
    return { name, usedSince: Number(await said?.text()) || 0 };
  });
  await Promise.all(shellsToDrop(await Promise.all(older)).map((name) => caches.delete(name)));
}

/** What the server itself answers for people is no page of the app. */
function isPage(path: string): boolean {
  return !/^\/(api|ogc|healthz|readyz|problems)(\/|$)/.test(path);
}

/** The page from the server while it answers, else as it was when it was last fetched; the page says which it is. */
async function page(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(pagePatienceMs) });
    if (answer.status < 500) return answer;
  } catch {
    // No network, or one that swallows everything.
  }
  return (await caches.match('/', { cacheName: shellName })) ?? Response.error();
}

/** The name of a file changes with its content, so that what was fetched once is right for ever. */
async function fileOf(request: Request): Promise<Response> {
  const kept = { cacheName: shellName, ignoreVary: true };
  return (await caches.match(request, kept)) ?? (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** The page has put right when something was seen; a phone whose clock lags would take that for the future. */
const clock = new ServerClock(null);
watchLine({ answered: (date) => clock.hear(date, Date.now()), silent: () => undefined });

/** Sends what waits of whoever the server takes us for. Nobody logged in, or no answer: the page does it later. */
async function sendQueue(): Promise<void> {
  const login = await who();
  if (login === '') return;
  const pages = new BroadcastChannel('samplats.outbox');
  const changed = () => pages.postMessage('changed');
  const safe = await Safe.open(login);
  const queue = new Queue(safe);
  const world = {
    who,
    send: sendReport,
    sendPhoto,
    now: () => Date.now(),
    serverNow: () => clock.at(Date.now()),
    chance: Math.random,
    changed,
  };
  // The browser wakes us once: what a page put off a moment before the network came back would wait for the next page.
  await letGoOn(queue, world);
  await sendDue(queue, login, world);
  await sendWalks(safe, login, { who, send: sendWalk, changed });
  pages.close();
}
