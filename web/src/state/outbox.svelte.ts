import { newKey } from '../api/client';
import { sendPhoto, sendReport, who } from '../api/queue_calls';
import type { NewReport, Report } from '../api/types';
import { ChangedMeanwhile, type Keeping } from '../device/keeping';
import { isDue, isUnsent, photosOf, queued, step, type EntryEvent } from '../outbox/entry';
import { Queue, type Queued } from '../outbox/queue';
import { sendDue, type World } from '../outbox/sender';
import { inTurn } from '../outbox/turn';
import { connection } from './connection.svelte';
import { live } from './live.svelte';
import { bodyOf, next, type Draft } from './report_draft';
import { askForSync } from './service_worker.svelte';

/** A timer does not reach further; the next look sets another. */
const timerMaxMs = 600_000;
/** A line that flickers wakes the queue at most this often; the waits between attempts do the rest. Milliseconds. */
const wakeEveryMs = 5_000;

/** The queue of reports as the page shows it. The truth is on the disk, and is read again whenever anybody changed it. */
class Outbox {
  entries = $state.raw<Queued[]>([]);
  /** The phone could not keep or read something. */
  error = $state.raw<unknown>(undefined);
  unsent = $derived(this.entries.filter(({ entry }) => isUnsent(entry)));
  /** What the server answered to the reports that this page has sent itself. */
  private readonly answers = new Map<string, Report>();
  private readonly others = new BroadcastChannel('samplats.outbox');
  private queue: Queue | null = null;
  private login = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isSending = false;
  private isAskedAgain = false;
  private wokenAt = 0;

  constructor() {
    this.others.addEventListener('message', () => void this.look());
    const wakeSometimes = () => {
      if (Date.now() - this.wokenAt > wakeEveryMs) void this.wake();
    };
    connection.whenBack(wakeSometimes);
    window.addEventListener('online', wakeSometimes);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') wakeSometimes();
    });
  }

  /** Opens the queue of whoever has logged in, and sends what waits. */
  async open(safe: Keeping, login: string): Promise<void> {
    this.queue = new Queue(safe);
    this.login = login;
    await this.look();
    void this.wake();
  }

  /** Shows nothing any more; what is on the disk stays there, sealed. */
  close(): void {
    clearTimeout(this.timer);
    this.queue = null;
    this.entries = [];
    this.answers.clear();
  }

  find(id: string): Queued | undefined {
    return this.entries.find((one) => one.id === id);
  }

  answerTo(id: string): Report | undefined {
    return this.answers.get(id);
  }

  /**
   * Puts a report in the queue, in the place of the draft that it was kept as. Settles when it is on the disk; throws
   * where it could not be kept.
   */
  async add(draft: Draft, body: NewReport, draftId?: string): Promise<string> {
    const id = newKey();
    const now = Date.now();
    await this.opened().add(id, queued(draft, corrected(body), newKey(), new Date(now).toISOString()), now, draftId);
    await this.changed();
    void askForSync();
    void this.flush();
    return id;
  }

  /**
   * Keeps what is being written in the place of a report, which is not sent meanwhile. False where there is nothing to
   * change any more; throws where it could not be kept.
   */
  edit(id: string, draft: Draft): Promise<boolean> {
    return this.tell(id, { do: 'edit', draft });
  }

  /** What was being written in its place is let go of: the report goes as it was. */
  letBe(id: string): Promise<void> {
    return this.attempted(() => this.replaced(id, { do: 'let_be' }));
  }

  /** Other content for a report that has not arrived, with a key of its own. False where it may have arrived after all. */
  rewrite(id: string, draft: Draft, body: NewReport): Promise<boolean> {
    return this.replaced(id, { do: 'rewrite', draft, body: corrected(body), key: newKey() });
  }

  /** The same report without its free text, in one tap. */
  async withoutText({ id, entry }: Queued): Promise<void> {
    const draft = entry.content && next(entry.content.draft, { do: 'drop_text' });
    const body = draft && bodyOf(draft);
    if (body) await this.attempted(() => this.rewrite(id, draft, body));
  }

  async again(id: string): Promise<void> {
    await this.attempted(() => this.tell(id, { do: 'again' }));
    await this.flush();
  }

  async remove(id: string): Promise<void> {
    const one = this.find(id);
    if (!one || one.entry.state === 'sending') return;
    await this.attempted(async () => {
      await this.opened().remove(one);
      await this.changed();
    });
  }

  /** The way is open again: what waits for it need not wait longer. */
  private async wake(): Promise<void> {
    this.wokenAt = Date.now();
    await this.look();
    for (const { id, entry } of this.entries) {
      const waits = entry.why?.kind === 'no_answer' || entry.why?.kind === 'logged_out';
      if (entry.state === 'waiting' && waits) await this.attempted(() => this.tell(id, { do: 'again' }));
    }
    await this.flush();
  }

  /** Sends what is due. Safe to call at any time and from any tab. */
  async flush(): Promise<void> {
    this.isAskedAgain = true;
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.isAskedAgain && this.queue) {
        this.isAskedAgain = false;
        const { queue, login } = this;
        await inTurn(() => sendDue(queue, login, this.world()));
      }
    } catch (error) {
      this.error = error;
    } finally {
      this.isSending = false;
      this.schedule();
    }
  }

  private world(): World {
    return {
      who,
      send: sendReport,
      sendPhoto,
      now: () => Date.now(),
      serverNow: () => connection.clock.at(Date.now()),
      chance: Math.random,
      changed: (id, report) => {
        if (report) {
          this.answers.set(id, report);
          live.touch('report', 'place');
        }
        live.touch('photo');
        void this.changed();
      },
    };
  }

  private opened(): Queue {
    if (!this.queue) throw new Error('the phone keeps nothing');
    return this.queue;
  }

  private async look(): Promise<void> {
    const { queue } = this;
    if (!queue) return;
    try {
      const entries = await queue.list();
      if (this.queue === queue) this.entries = entries;
    } catch (error) {
      this.error = error;
    }
    this.schedule();
  }

  private changed(): Promise<void> {
    this.others.postMessage('changed');
    return this.look();
  }

  /** Tells what becomes of a report's content; photos that nothing of it names any more leave the phone. */
  private async replaced(id: string, event: EntryEvent): Promise<boolean> {
    const named = (one: Queued | undefined) => (one ? photosOf(one.entry) : []);
    const before = named(this.find(id));
    if (!(await this.tell(id, event))) return false;
    const after = named(this.find(id));
    for (const key of before.filter((one) => !after.includes(one))) await this.opened().dropPhoto(key);
    void this.flush();
    return true;
  }

  /** Whether the event changed the report. Where somebody was faster, it is told of what they have made of it. */
  private async tell(id: string, event: EntryEvent): Promise<boolean> {
    for (;;) {
      const one = this.find(id);
      const next = one && step(one.entry, event);
      if (!one || !next || next === one.entry) return false;
      try {
        await this.opened().change(one, next);
        await this.changed();
        return true;
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        await this.look();
        if (this.find(id) === one) throw error; // nothing newer could be read
      }
    }
  }

  /** Says what went wrong on the page of the queue; what somebody else has done meanwhile is shown instead. */
  private async attempted(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) this.error = error;
      await this.look();
    }
  }

  /** Wakes up for the next attempt. */
  private schedule(): void {
    clearTimeout(this.timer);
    const times = this.entries.filter(({ entry }) => isDue(entry, Infinity)).map(({ entry }) => entry.notBefore);
    if (times.length === 0) return;
    const wait = Math.max(500, Math.min(...times) - Date.now());
    this.timer = setTimeout(() => void this.flush(), Math.min(wait, timerMaxMs));
  }
}

/** When it was seen, by the server's clock; the phone's own time stays in the draft. A part of the day begins on the hour. */
function corrected(body: NewReport): NewReport {
  if (!body.observed_at || body.observed_precision) return body;
  const seen = connection.clock.at(Date.parse(body.observed_at));
  return { ...body, observed_at: new Date(seen).toISOString() };
}

export const outbox = new Outbox();
