import type { ProblemBody } from '../api/problem';
import type { NewReport } from '../api/types';
import { emptyDraft, type Draft } from '../state/report_draft';

/** Why a report has not been sent. What the server refused says so in its own words. */
export type Why =
  | { kind: 'no_answer' }
  | { kind: 'busy'; retryAfterS: number | undefined }
  | { kind: 'logged_out' }
  | { kind: 'refused'; problem: ProblemBody };

/** What the server said when it took the report. */
export interface Arrival {
  report: string;
  district: string | null;
}

/**
 * A report in the queue.
 *
 *     waiting -> sending -> sent
 *        ^          |---> waiting   (no answer, busy, logged out: by itself, later, with the same key)
 *        |          '---> refused   (a person edits it, sends it again, or takes it away)
 *        '-- again, rewritten --'
 * Somebody who writes it anew holds it: it stays where it is, and is not sent, until that is sent or let go of.
 *
 *     waiting | refused -> expired  (14 days; nothing is left but that it was there)
 *
 * Its photos follow it one by one, on the same way: once it has arrived it is `sent` when they have too.
 */
export type EntryState = 'waiting' | 'sending' | 'sent' | 'refused' | 'expired';

export interface Entry {
  state: EntryState;
  /** The key of the write. Made and kept before the first attempt; other content gets another. */
  key: string;
  /** What is sent, and what it was written as. Gone once it has arrived. */
  content: { draft: Draft; body: NewReport } | null;
  /** What somebody has begun to write in its place. */
  edit: Draft | null;
  /** Keys of the photos that have not arrived yet. Their bytes lie beside the queue. */
  photos: string[];
  /** How many of its photos had been let go of before they could be sent. */
  photosLost: number;
  /** When it was put in the queue, by the phone's clock. */
  queuedAt: string;
  attempts: number;
  /** An attempt may have been carried out without our hearing of it: until that is settled, nothing may change. */
  isUncertain: boolean;
  /** No attempt before this moment, milliseconds since 1970 by the phone's clock. */
  notBefore: number;
  why: Why | null;
  arrival: Arrival | null;
}

export type EntryEvent =
  /** An attempt begins. `serverNow` is the server's time, milliseconds since 1970. */
  | { do: 'begin'; serverNow: number }
  | { do: 'arrived'; arrival: Arrival }
  /** A photo has arrived, or there is nothing of it left to send. */
  | { do: 'photo_arrived' | 'photo_lost'; key: string }
  /** `chance` between 0 and 1 spreads phones that lost the same server. */
  | { do: 'failed'; why: Why; now: number; chance: number }
  /** Nothing was sent: another report, or the question who we are, has shown that it would be in vain. */
  | { do: 'put_off'; why: Why; now: number; chance: number }
  /** The attempt was cut short with the page that made it. */
  | { do: 'interrupted' }
  /** The network is back, somebody has logged in, or somebody has asked for it. */
  | { do: 'again' }
  /** Other content is being written, as far as this. */
  | { do: 'edit'; draft: Draft }
  /** What was being written in its place is let go of: it goes as it was. */
  | { do: 'let_be' }
  | { do: 'rewrite'; draft: Draft; body: NewReport; key: string };

/** Nothing that is known of a report yet. */
export const blank: Entry = {
  state: 'waiting',
  key: '',
  content: null,
  edit: null,
  photos: [],
  photosLost: 0,
  queuedAt: '',
  attempts: 0,
  isUncertain: false,
  notBefore: 0,
  why: null,
  arrival: null,
};

export function queued(draft: Draft, body: NewReport, key: string, queuedAt: string): Entry {
  return { ...blank, key, content: { draft, body }, photos: draft.photos, queuedAt };
}

/** What is left of a report that waited too long. */
export function expired(queuedAt: string): Entry {
  return { ...blank, state: 'expired', queuedAt };
}

const firstWaitMs = 5_000;
const longestWaitMs = 300_000;

/** How long to wait after so many attempts: twice as long each time, up to five minutes, from half of it to all of it. */
export function waitMs(attempts: number, chance: number): number {
  const whole = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, attempts - 1));
  return Math.round(whole * (0.5 + chance / 2));
}

/** The next state. Pure: times, keys and chance come with the event; an event that does not fit changes nothing. */
export function step(entry: Entry, event: EntryEvent): Entry {
  switch (event.do) {
    case 'begin':
      return entry.state === 'waiting' && !entry.edit ? begun(entry, event.serverNow) : entry;
    case 'arrived':
      return entry.state === 'sending' ? further({ ...entry, content: null, arrival: event.arrival }) : entry;
    case 'photo_arrived':
      return entry.state === 'sending' ? withoutPhoto(entry, event.key) : entry;
    case 'photo_lost':
      return entry.state === 'sending'
        ? withoutPhoto({ ...entry, photosLost: entry.photosLost + 1 }, event.key)
        : entry;
    case 'failed':
      return entry.state === 'sending' ? failed(entry, event.why, event.now, event.chance) : entry;
    case 'put_off':
      return entry.state === 'waiting'
        ? later({ ...entry, attempts: entry.attempts + 1 }, event.why, event.now, event.chance)
        : entry;
    case 'interrupted':
      return entry.state === 'sending' ? { ...entry, state: 'waiting', isUncertain: true, notBefore: 0 } : entry;
    case 'again':
      return entry.state === 'waiting' || entry.state === 'refused'
        ? { ...entry, state: 'waiting', notBefore: 0, why: null }
        : entry;
    case 'edit':
      return mayChange(entry) ? { ...entry, edit: event.draft } : entry;
    case 'let_be':
      return entry.edit ? { ...entry, edit: null } : entry;
    case 'rewrite':
      return mayChange(entry) ? queued(event.draft, event.body, event.key, entry.queuedAt) : entry;
  }
}

/** A phone whose clock runs ahead has seen something in the future; until a first attempt that can be put right. */
function begun(entry: Entry, serverNow: number): Entry {
  const { content } = entry;
  if (!content) return entry.arrival ? { ...entry, state: 'sending', attempts: entry.attempts + 1, why: null } : entry;
  const seen = Date.parse(content.body.observed_at ?? '');
  const isAhead = !entry.isUncertain && seen > serverNow;
  const body = isAhead ? { ...content.body, observed_at: new Date(serverNow).toISOString() } : content.body;
  return { ...entry, state: 'sending', attempts: entry.attempts + 1, content: { ...content, body }, why: null };
}

function withoutPhoto(entry: Entry, key: string): Entry {
  return further({ ...entry, photos: entry.photos.filter((one) => one !== key) });
}

/** A part of it has arrived: what is left is sent at once, and when nothing is, all of it has. */
function further(entry: Entry): Entry {
  const state = entry.photos.length > 0 ? 'waiting' : 'sent';
  return { ...entry, state, attempts: 0, isUncertain: false, notBefore: 0, why: null };
}

function failed(entry: Entry, why: Why, now: number, chance: number): Entry {
  switch (why.kind) {
    case 'refused':
      // The server looks a key up before anything but the right to write, so a clear no says that nothing was done.
      return { ...entry, state: 'refused', isUncertain: why.problem.status === 403 && entry.isUncertain, why };
    case 'logged_out':
      return later(entry, why, now, chance);
    case 'no_answer':
    case 'busy':
      return later({ ...entry, isUncertain: true }, why, now, chance);
  }
}

function later(entry: Entry, why: Why, now: number, chance: number): Entry {
  const asked = why.kind === 'busy' ? (why.retryAfterS ?? 0) * 1000 : 0;
  const wait = why.kind === 'logged_out' ? 0 : Math.max(asked, waitMs(entry.attempts, chance));
  return { ...entry, state: 'waiting', notBefore: now + wait, why };
}

/** Whether other content may take its place: never while the old one may have arrived. */
export function mayChange(entry: Entry): boolean {
  return (entry.state === 'waiting' || entry.state === 'refused') && !entry.isUncertain && entry.arrival === null;
}

/** Whether it still has to be sent by somebody. */
export function isUnsent({ state }: Entry): boolean {
  return state === 'waiting' || state === 'sending' || state === 'refused';
}

export function isDue(entry: Entry, now: number): boolean {
  return entry.state === 'waiting' && !entry.edit && entry.why?.kind !== 'logged_out' && entry.notBefore <= now;
}

/** Whether what is being written in its place says anything else; on which screen of the form somebody stands does not. */
export function isEdited({ edit, content }: Entry): boolean {
  const said = (draft?: Draft) => JSON.stringify({ ...emptyDraft, ...draft, step: '' });
  return edit !== null && said(edit) !== said(content?.draft);
}

/** Every photo that it names, or will once it has been written anew. */
export function photosOf({ photos, edit }: Entry): string[] {
  return [...new Set([...photos, ...(edit?.photos ?? [])])];
}

const dayMs = 86_400_000;

/** Whole days until it is let go of, where that is near enough to be said; `keptDays` is how long it is kept. */
export function daysLeft(entry: Entry, keptDays: number, now: number): number | null {
  const left = Math.ceil((Date.parse(entry.queuedAt) + keptDays * dayMs - now) / dayMs);
  return isUnsent(entry) && left <= warnedDays ? Math.max(0, left) : null;
}

/** Days before the end from which it is said. */
const warnedDays = 4;
