import { NoAnswer, Problem } from '../api/problem';
import type { NewReport, Report } from '../api/types';
import { ChangedMeanwhile } from '../device/keeping';
import { isDue, step, type Arrival, type EntryEvent, type Why } from './entry';
import type { Queue, Queued } from './queue';

/** All that sending needs of the world, so that the page, the service worker and the tests can each give their own. */
export interface World {
  /** Whom the server takes us for, as `whoIs` names them. Throws where it does not answer or does not know us. */
  who(): Promise<string>;
  send(body: NewReport, key: string): Promise<Report>;
  /** Sends a photo of a report that has arrived. */
  sendPhoto(report: string, bytes: ArrayBuffer, key: string): Promise<unknown>;
  /** The phone's clock, milliseconds since 1970. */
  now(): number;
  /** The server's clock as far as it is known, likewise. */
  serverNow(): number;
  chance(): number;
  /** The queue on the disk has changed; `report` is what the server answered, where it did. */
  changed(id: string, report?: Report): void;
}

/**
 * Sends what is due, one report after the other, and stops at the first that gets no answer. The caller sees to it that
 * nobody else sends meanwhile. `login` is whose queue it is: somebody else's session never sends it.
 */
export async function sendDue(queue: Queue, login: string, world: World): Promise<void> {
  for (const cut of (await queue.list()).filter(({ entry }) => entry.state === 'sending')) {
    await tell(queue, cut, { do: 'interrupted' }, world);
  }
  const due = await nextDue(queue, world);
  if (!due || !(await isTheirs(queue, login, world))) return;
  for (let one: Queued | undefined = due; one; one = await nextDue(queue, world)) {
    if (!(await attempt(queue, one, world))) return;
    await letGoOn(queue, world);
  }
}

/** The server has answered: what waits because it did not need not wait longer. */
export async function letGoOn(queue: Queue, world: World): Promise<void> {
  for (const one of await queue.list()) {
    const waits = one.entry.state === 'waiting' && one.entry.why?.kind === 'no_answer';
    if (waits) await tell(queue, one, { do: 'again' }, world);
  }
}

async function nextDue(queue: Queue, world: World): Promise<Queued | undefined> {
  return (await queue.list()).find(({ entry }) => isDue(entry, world.now()));
}

/** Asks who the server takes us for. Where it does not say, or says somebody else, nothing is sent, and all of it waits for that. */
async function isTheirs(queue: Queue, login: string, world: World): Promise<boolean> {
  try {
    if ((await world.who()) === login) return true;
    await putOff(queue, { kind: 'logged_out' }, world);
  } catch (error) {
    await putOff(queue, whyOf(error), world);
  }
  return false;
}

/** What would fare no better than what was just tried need not be tried at once. */
async function putOff(queue: Queue, why: Why, world: World): Promise<void> {
  for (const one of await queue.list()) {
    if (!isDue(one.entry, world.now())) continue;
    await tell(queue, one, { do: 'put_off', why, now: world.now(), chance: world.chance() }, world);
  }
}

/** One attempt. False when the next one would fare no better. */
async function attempt(queue: Queue, due: Queued, world: World): Promise<boolean> {
  const begun = await tell(queue, due, { do: 'begin', serverNow: world.serverNow() }, world);
  if (begun?.entry.state !== 'sending') return true; // somebody else was faster: what is due now is read anew
  try {
    await (begun.entry.content
      ? sendReport(queue, begun, begun.entry.content.body, world)
      : sendPhoto(queue, begun, world));
    return true;
  } catch (error) {
    const why = whyOf(error);
    await tell(queue, begun, { do: 'failed', why, now: world.now(), chance: world.chance() }, world);
    if (why.kind !== 'refused') await putOff(queue, why, world);
    return why.kind === 'refused';
  }
}

async function sendReport(queue: Queue, begun: Queued, body: NewReport, world: World): Promise<void> {
  const report = await world.send(body, begun.entry.key);
  await arrived(queue, begun, { do: 'arrived', arrival: arrivalOf(report) }, world);
  world.changed(begun.id, report);
}

/** The next photo of a report that has arrived, under the key that it was taken with. */
async function sendPhoto(queue: Queue, begun: Queued, world: World): Promise<void> {
  const { arrival, photos } = begun.entry;
  const [key] = photos;
  if (key === undefined || arrival === null) return;
  const bytes = await queue.photo(key);
  if (bytes) await world.sendPhoto(arrival.report, bytes, key);
  await arrived(queue, begun, { do: bytes ? 'photo_arrived' : 'photo_lost', key }, world);
  await queue.dropPhoto(key);
  world.changed(begun.id);
}

/** What has arrived leaves the queue when all of it has. */
async function arrived(queue: Queue, begun: Queued, event: EntryEvent, world: World): Promise<void> {
  const entry = step(begun.entry, event);
  if (entry.state === 'sent') await queue.settle(begun, entry, world.now());
  else await queue.change(begun, entry);
}

/** Nothing where somebody else has changed the report meanwhile. */
async function tell(queue: Queue, one: Queued, event: EntryEvent, world: World): Promise<Queued | undefined> {
  try {
    const changed = await queue.change(one, step(one.entry, event));
    world.changed(one.id);
    return changed;
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return undefined;
    throw error;
  }
}

function arrivalOf(report: Report): Arrival {
  return { report: report.id, district: report.district?.name ?? null };
}

/** What a failed attempt means for the report. Only a clear no from the server itself asks for a person. */
export function whyOf(error: unknown): Why {
  if (!(error instanceof Problem)) {
    if (error instanceof NoAnswer || error instanceof DOMException) return { kind: 'no_answer' };
    throw error;
  }
  if (error.status === 401) return { kind: 'logged_out' };
  if (error.status === 408 || error.status === 429 || error.status >= 500) {
    return { kind: 'busy', retryAfterS: error.retryAfter };
  }
  // The gate of somebody else's network answers for the server, and not in the server's words.
  if (error.type === 'about:blank') return { kind: 'no_answer' };
  return { kind: 'refused', problem: error.body };
}
