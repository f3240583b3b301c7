import { describe, expect, it } from 'vitest';
import type { NewReport } from '../api/types';
import { emptyDraft, type Draft } from '../state/report_draft';
import {
  daysLeft,
  expired,
  isDue,
  isEdited,
  isUnsent,
  mayChange,
  photosOf,
  queued,
  step,
  waitMs,
  type Entry,
  type EntryEvent,
  type EntryState,
  type Why,
} from './entry';

const seen = '2026-11-23T10:00:00.000Z';
const now = Date.parse('2026-11-23T10:05:00Z');
const draft: Draft = { ...emptyDraft, position: { lon: 18, lat: 59 }, types: ['graffiti'], text: 'På muren' };
const body: NewReport = {
  position: { lon: 18, lat: 59 },
  observed_at: seen,
  problem_types: ['graffiti'],
  text: 'På muren',
};
const other: NewReport = { ...body, text: 'På väggen' };

const begin: EntryEvent = { do: 'begin', serverNow: now };
const failed = (why: Why): EntryEvent => ({ do: 'failed', why, now, chance: 1 });
const refusal = (status: number): Why => ({ kind: 'refused', problem: { type: '/problems/x', title: 'x', status } });
const lost = failed({ kind: 'no_answer' });
const busy = failed({ kind: 'busy', retryAfterS: 60 });
const loggedOut = failed({ kind: 'logged_out' });
const refused = failed(refusal(422));
const arrived: EntryEvent = { do: 'arrived', arrival: { report: '4QX9K2M7D1A', district: null } };
const interrupted: EntryEvent = { do: 'interrupted' };
const again: EntryEvent = { do: 'again' };
const edited: Draft = { ...draft, text: 'På väggen', photos: ['p'] };
const edit: EntryEvent = { do: 'edit', draft: edited };
const letBe: EntryEvent = { do: 'let_be' };
const rewrite: EntryEvent = { do: 'rewrite', draft, body: other, key: 'b' };
const putOff: EntryEvent = { do: 'put_off', why: { kind: 'no_answer' }, now, chance: 1 };

const first = queued(draft, body, 'a', '2026-11-23T10:04:00.000Z');
const after = (...events: EntryEvent[]): Entry => events.reduce(step, first);

describe('a report in the queue', () => {
  const table: [name: string, events: EntryEvent[], state: EntryState, uncertain: boolean, key: string][] = [
    ['waits at first', [], 'waiting', false, 'a'],
    ['is being sent', [begin], 'sending', false, 'a'],
    ['has arrived', [begin, arrived], 'sent', false, 'a'],
    ['waits after no answer, and may have arrived', [begin, lost], 'waiting', true, 'a'],
    ['waits for a busy server, and may have arrived', [begin, busy], 'waiting', true, 'a'],
    ['waits for a log-in, and has not arrived', [begin, loggedOut], 'waiting', false, 'a'],
    ['stays uncertain over a log-in', [begin, lost, again, begin, loggedOut], 'waiting', true, 'a'],
    ['was cut short with its page, and may have arrived', [begin, interrupted], 'waiting', true, 'a'],
    ['was refused', [begin, refused], 'refused', false, 'a'],
    ['was refused for certain after no answer', [begin, lost, again, begin, refused], 'refused', false, 'a'],
    ['has lost its right after no answer', [begin, lost, again, begin, failed(refusal(403))], 'refused', true, 'a'],
    ['is sent again as it is', [begin, refused, again], 'waiting', false, 'a'],
    ['is written anew after a no, under another key', [begin, refused, rewrite], 'waiting', false, 'b'],
    ['is written anew before it was sent', [rewrite], 'waiting', false, 'b'],
    ['is not written anew while it may have arrived', [begin, lost, rewrite], 'waiting', true, 'a'],
    ['is not written anew while it is sent', [begin, rewrite], 'sending', false, 'a'],
    ['is not begun while it is written anew', [edit, begin], 'waiting', false, 'a'],
    ['is begun once that is let go of', [edit, letBe, begin], 'sending', false, 'a'],
    ['is refused as it was once that is let go of', [begin, refused, edit, letBe], 'refused', false, 'a'],
    ['is not held back while it may have arrived', [begin, lost, again, edit, begin], 'sending', true, 'a'],
    ['is put off unsent', [putOff], 'waiting', false, 'a'],
    ['does not begin twice', [begin, begin], 'sending', false, 'a'],
    ['has arrived, whatever happens', [begin, arrived, begin, lost, again, rewrite, interrupted], 'sent', false, 'a'],
    ['is not taken as arrived unless it was being sent', [arrived], 'waiting', false, 'a'],
    ['is not begun once refused', [begin, refused, begin], 'refused', false, 'a'],
  ];
  it.each(table)('%s', (_, events, state, isUncertain, key) => {
    expect(after(...events)).toMatchObject({ state, isUncertain, key });
  });

  it('keeps its content until it has arrived, and not a moment longer', () => {
    for (const [, events] of table) {
      const entry = after(...events);
      expect(entry.content === null).toBe(entry.state === 'sent');
    }
  });

  it('sends the same content under the same key, however often it is tried', () => {
    const attempts = [begin, lost, again, begin, busy, again, begin].reduce<Entry[]>(
      (all, event) => [...all, step(all.at(-1) ?? first, event)],
      [first],
    );
    const sent = attempts.filter(({ state }) => state === 'sending').map(({ key, content }) => [key, content?.body]);
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('keeps the time at which it was seen when it is written anew', () => {
    expect(after(begin, refused, rewrite).content?.body.observed_at).toBe(seen);
    expect(after(begin, refused, rewrite).queuedAt).toBe(first.queuedAt);
  });

  it('was not seen in the future: a clock that runs ahead is put right before anything can have arrived', () => {
    const serverNow = Date.parse('2026-11-23T09:00:00Z');
    const early: EntryEvent = { do: 'begin', serverNow };
    expect(step(first, early).content?.body.observed_at).toBe('2026-11-23T09:00:00.000Z');
    expect(step(after(begin, lost, again), early).content?.body.observed_at).toBe(seen);
  });
});

describe('a report that somebody writes anew', () => {
  it('is due at no time until that is sent or let go of', () => {
    expect([after(edit), after(edit, again)].map((one) => isDue(one, Infinity))).toEqual([false, false]);
    expect([after(edit, rewrite), after(edit, letBe)].map((one) => isDue(one, now))).toEqual([true, true]);
  });

  it('keeps what has been written so far, and its own content beside it', () => {
    expect(after(edit)).toMatchObject({ edit: edited, content: { draft, body } });
    expect(after(edit, rewrite)).toMatchObject({ edit: null, content: { body: other } });
    expect(after(edit, letBe)).toEqual(first);
  });

  it('is not held where nothing may change, which says that it comes too late', () => {
    for (const events of [[begin], [begin, lost], [begin, arrived]]) {
      expect(step(after(...events), edit)).toEqual(after(...events));
    }
  });

  it('has been changed when it says anything else, and not when only another screen is open', () => {
    const looked: EntryEvent = { do: 'edit', draft: { ...draft, step: 'where' } };
    expect([first, after(edit), after(looked)].map(isEdited)).toEqual([false, true, false]);
  });

  it('names its photos of before and after', () => {
    const one = queued({ ...draft, photos: ['o'] }, body, 'a', '');
    expect(photosOf(step(one, edit))).toEqual(['o', 'p']);
    expect(photosOf(step(step(one, edit), letBe))).toEqual(['o']);
  });
});

describe('the wait for the next attempt', () => {
  it('is twice as long each time, up to five minutes', () => {
    expect([1, 2, 3, 4, 7, 8, 50].map((attempts) => waitMs(attempts, 1))).toEqual([
      5_000, 10_000, 20_000, 40_000, 300_000, 300_000, 300_000,
    ]);
  });

  it('is spread over its second half', () => {
    expect([waitMs(1, 0), waitMs(1, 0.5), waitMs(1, 1)]).toEqual([2_500, 3_750, 5_000]);
  });

  it('is as long as a busy server asks', () => {
    expect(after(begin, busy).notBefore).toBe(now + 60_000);
  });

  it('makes a report due when it is over, and a log-in makes it due at once', () => {
    const entry = after(begin, lost);
    expect([isDue(entry, now), isDue(entry, now + 5_000)]).toEqual([false, true]);
    expect([isDue(after(begin, loggedOut), now), isDue(after(begin, loggedOut, again), now)]).toEqual([false, true]);
  });

  it('is over for nobody who was refused or has arrived', () => {
    expect([after(begin, refused), after(begin, arrived), expired(seen)].map((one) => isDue(one, Infinity))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('what may be done with a report in the queue', () => {
  it.each([
    ['waiting', first, true, true],
    ['waiting, uncertain', after(begin, lost), false, true],
    ['sending', after(begin), false, true],
    ['refused', after(begin, refused), true, true],
    ['sent', after(begin, arrived), false, false],
    ['expired', expired(seen), false, false],
  ])('%s', (_, entry, change, unsent) => {
    expect([mayChange(entry), isUnsent(entry)]).toEqual([change, unsent]);
  });

  it('says in time when it will be let go of', () => {
    const dayMs = 86_400_000;
    const at = (days: number) => daysLeft(first, 14, Date.parse(first.queuedAt) + days * dayMs);
    expect([at(0), at(9), at(10), at(13), at(13.5), at(20)]).toEqual([null, null, 4, 1, 1, 0]);
    expect(daysLeft(after(begin, arrived), 14, Infinity)).toBeNull();
  });
});
