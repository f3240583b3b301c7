import { session as sessionCalls } from '../api/calls';
import { newKey } from '../api/client';
import { rounds as calls } from '../api/effort_calls';
import type { ProblemBody } from '../api/problem';
import type { Found, KnownAtStop, NewWalk, Round } from '../api/types';
import type { Keeping } from '../device/keeping';
import { whyOf } from '../outbox/sender';
import { inTurn } from '../outbox/turn';
import { connection } from './connection.svelte';
import { live } from './live.svelte';
import { begun, bodyOf, next, type WalkEvent, type WalkInHand } from './walk';

/** A walk that has ended and waits to be sent. Its key was made before the first attempt. */
interface Ended {
  key: string;
  body: NewWalk;
  /** What the server said, where it did not take it. */
  refused: ProblemBody | null;
}

const nowId = 'walk';
const endedId = 'walked:';
/** A server that is busy is asked again after this long. Milliseconds. */
const againMs = 60_000;

/**
 * The walk under way on this phone, and those that have ended and wait for a network. Both lie sealed in the phone's
 * database, so that neither a closed tab nor a lost log-in loses an answer. They are sent by the page, not by the
 * service worker: an ended walk waits until Samplats is open.
 */
class Walking {
  now = $state.raw<WalkInHand | null>(null);
  ended = $state.raw<Ended[]>([]);
  /** The phone could not keep something. */
  error = $state.raw<unknown>(undefined);
  private safe: Keeping | null = null;
  private login = '';
  private isSending = false;
  private writing: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    connection.whenBack(() => void this.send());
    window.addEventListener('online', () => void this.send());
  }

  /** Takes up what the account left on this phone, and sends what waits. */
  async open(safe: Keeping, login: string): Promise<void> {
    this.safe = safe;
    this.login = login;
    try {
      this.now = (await safe.find<WalkInHand>('draft', nowId))?.value ?? null;
      const kept = await safe.list<Ended>('draft', endedId);
      this.ended = kept.flatMap(({ value }) => (value ? [value] : []));
    } catch (error) {
      this.error = error;
    }
    void this.send();
  }

  /** Nothing of it is left in the page; what is on the disk stays there, sealed. */
  close(): void {
    clearTimeout(this.timer);
    this.safe = null;
    this.now = null;
    this.ended = [];
  }

  /** How many walks would be lost with the log-in. */
  get unsent(): number {
    return this.ended.length + (this.now ? 1 : 0);
  }

  begin(round: Round, known: KnownAtStop[] | null): void {
    this.now = begun(round, known, new Date().toISOString());
    this.keep();
  }

  do(event: WalkEvent): void {
    if (!this.now) return;
    this.now = next(this.now, event);
    this.keep();
  }

  answer(stop: number, found: Found): void {
    this.do({ do: 'answer', stop, found, now: new Date().toISOString() });
  }

  drop(): void {
    this.now = null;
    this.keep();
  }

  /** Ends the walk: it is on the disk as ended before it is off it as under way. */
  async end(): Promise<void> {
    const corrected = (time: string) => new Date(connection.clock.at(Date.parse(time))).toISOString();
    const body = this.now && bodyOf(this.now, new Date().toISOString(), corrected);
    if (!body) return;
    const one: Ended = { key: newKey(), body, refused: null };
    try {
      await this.writing;
      await this.safe?.put('draft', endedId + one.key, one);
    } catch (error) {
      this.error = error;
      return;
    }
    this.ended = [...this.ended, one];
    this.drop();
    void this.send();
  }

  /** Takes away a walk that the server does not take. */
  async forget({ key }: Ended): Promise<void> {
    await this.safe?.remove('draft', endedId + key);
    this.ended = this.ended.filter((one) => one.key !== key);
  }

  /** Sends what waits, one after the other, and stops at the first that gets no answer. */
  async send(): Promise<void> {
    if (this.isSending || !this.ended.some(({ refused }) => !refused)) return;
    this.isSending = true;
    try {
      await inTurn(() => this.sendAll());
    } catch (error) {
      this.error = error;
    } finally {
      this.isSending = false;
    }
  }

  private async sendAll(): Promise<void> {
    for (const one of this.ended.filter(({ refused }) => !refused)) {
      try {
        // Somebody else's session never sends it.
        if ((await sessionCalls.me()).account?.login !== this.login) return;
        await calls.walk(one.body, one.key);
      } catch (error) {
        const why = whyOf(error);
        if (why.kind !== 'refused') return this.later(why.kind);
        await this.refuse({ ...one, refused: why.problem });
        continue;
      }
      await this.forget(one);
      live.touch('walk', 'round');
    }
  }

  /** What got no answer waits for the line; a server that answered that it is busy is asked again. */
  private later(why: 'no_answer' | 'busy' | 'logged_out'): void {
    clearTimeout(this.timer);
    if (why === 'busy') this.timer = setTimeout(() => void this.send(), againMs);
  }

  private async refuse(one: Ended): Promise<void> {
    await this.safe?.put('draft', endedId + one.key, one);
    this.ended = this.ended.map((other) => (other.key === one.key ? one : other));
  }

  /** Writes the walk after whatever is still being written, so that the newest is the last. */
  private keep(): void {
    const { safe, now } = this;
    if (!safe) return;
    const write = () => (now ? safe.put('draft', nowId, now) : safe.remove('draft', nowId));
    this.writing = this.writing.then(write).then(
      () => void (this.error = undefined),
      (error: unknown) => void (this.error = error),
    );
  }
}

export const walking = new Walking();
