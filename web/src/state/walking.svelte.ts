import { newKey } from '../api/client';
import { sendWalk, who } from '../api/queue_calls';
import type { Found, KnownAtStop, Round } from '../api/types';
import type { Keeping } from '../device/keeping';
import { inTurn } from '../outbox/turn';
import { endedWalks, forgetWalk, keepWalk, lostWalks, sendWalks, walkId, type EndedWalk } from '../outbox/walks';
import { connection } from './connection.svelte';
import { live } from './live.svelte';
import { askForSync } from './service_worker.svelte';
import { begun, bodyOf, next, type WalkEvent, type WalkInHand } from './walk';

/** A server that is busy is asked again after this long. Milliseconds. */
const againMs = 60_000;

/**
 * The walk under way on this phone, and those that have ended and wait for a network. Both lie sealed in the phone's
 * database, so that neither a closed tab nor a lost log-in loses an answer. An ended one is sent by the page while that is
 * open, and by the service worker where the browser wakes it.
 */
class Walking {
  now = $state.raw<WalkInHand | null>(null);
  ended = $state.raw<EndedWalk[]>([]);
  /** Ids of walks that lay on the phone for too long, and are no more. */
  lost = $state.raw<string[]>([]);
  /** The phone could not keep something. */
  error = $state.raw<unknown>(undefined);
  private readonly others = new BroadcastChannel('samplats.outbox');
  private safe: Keeping | null = null;
  private login = '';
  private isSending = false;
  private writing: Promise<void> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    connection.whenBack(() => void this.send());
    window.addEventListener('online', () => void this.send());
    // The service worker or another tab has sent something.
    this.others.addEventListener('message', () => void this.look());
  }

  /** Takes up what the account left on this phone, and sends what waits. */
  async open(safe: Keeping, login: string): Promise<void> {
    this.safe = safe;
    this.login = login;
    try {
      this.now = (await safe.find<WalkInHand>('draft', walkId))?.value ?? null;
    } catch (error) {
      this.error = error;
    }
    await this.look();
    void this.send();
  }

  /** Reads what waits on the disk. */
  private async look(): Promise<void> {
    const { safe } = this;
    if (!safe) return;
    try {
      const [ended, lost] = [await endedWalks(safe), await lostWalks(safe)];
      if (this.safe !== safe) return;
      this.ended = ended;
      this.lost = lost;
    } catch (error) {
      this.error = error;
    }
  }

  /** Nothing of it is left in the page; what is on the disk stays there, sealed. */
  close(): void {
    clearTimeout(this.timer);
    this.safe = null;
    this.now = null;
    this.ended = [];
    this.lost = [];
  }

  /** How many walks would be lost with the log-in. */
  get unsent(): number {
    return this.ended.length + (this.now ? 1 : 0);
  }

  begin(round: Round, known: KnownAtStop[] | null): void {
    this.now = begun(round, known, new Date().toISOString());
    this.lost = this.lost.filter((id) => id !== walkId);
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
    const one: EndedWalk = { key: newKey(), body, refused: null };
    try {
      await this.writing;
      if (this.safe) await keepWalk(this.safe, one);
    } catch (error) {
      this.error = error;
      return;
    }
    this.ended = [...this.ended, one];
    this.drop();
    void askForSync();
    void this.send();
  }

  /** Takes away a walk that the server does not take. */
  async forget({ key }: EndedWalk): Promise<void> {
    if (this.safe) await forgetWalk(this.safe, key);
    await this.look();
  }

  /** That a walk is no more has been read. */
  async lookAway(lost: string): Promise<void> {
    await this.safe?.remove('draft', lost);
    await this.look();
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
    const { safe, login } = this;
    if (!safe) return;
    const why = await sendWalks(safe, login, {
      who,
      send: sendWalk,
      changed: (_, arrived) => {
        this.others.postMessage('changed');
        if (arrived) live.touch('walk', 'round');
      },
    });
    await this.look();
    if (why !== null) this.later(why);
  }

  /** What got no answer waits for the line; a server that answered that it is busy is asked again. */
  private later(why: 'no_answer' | 'busy' | 'logged_out'): void {
    clearTimeout(this.timer);
    if (why === 'busy') this.timer = setTimeout(() => void this.send(), againMs);
  }

  /** Writes the walk after whatever is still being written, so that the newest is the last. */
  private keep(): void {
    const { safe, now } = this;
    if (!safe) return;
    const write = () => (now ? safe.put('draft', walkId, now) : safe.remove('draft', walkId));
    this.writing = this.writing.then(write).then(
      () => void (this.error = undefined),
      (error: unknown) => void (this.error = error),
    );
  }
}

export const walking = new Walking();
