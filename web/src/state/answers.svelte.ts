import { mine } from '../api/calls';
import type { Report } from '../api/types';
import type { Keeping } from '../device/keeping';
import { answeredSince, knownOf, leftByOthers, type Known, type Left } from './answers';

const knownId = 'answers';
const leftKey = 'samplats.answers';
/** Others' reports say that something has changed as well: own ones are asked for this often at most. Milliseconds. */
const everyMs = 30_000;

/** What has come of this account's own reports since it last looked at them on this device. */
class Answers {
  fresh = $state.raw<Report[]>([]);
  private safe: Keeping | null = null;
  private askedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes up what the account knew when it was here last, also where it has logged out since. */
  async open(safe: Keeping): Promise<void> {
    this.safe = safe;
    const known = this.replaceLeft(safe)?.known;
    if (known) await this.keep(known);
  }

  /** Before a log-out takes all of the account off the device: what it knew stays, so that it is told of the rest when it is back. */
  async leave(): Promise<void> {
    const { safe } = this;
    const known = (await safe?.find<Known>('draft', knownId))?.value;
    if (safe?.account && known) this.replaceLeft(safe, { account: safe.account, at: Date.now(), known });
  }

  /** Lets go of what is too old, whoever's it is: who left it may never come back. */
  prune(): void {
    this.replaceLeft({ account: '' });
  }

  /** Puts something in the place of what an account left here, or nothing; returns what it was. */
  private replaceLeft({ account }: Pick<Keeping, 'account'>, by?: Left): Left | undefined {
    try {
      const all = JSON.parse(localStorage.getItem(leftKey) ?? '[]') as Left[];
      const left = leftByOthers(all, account, Date.now()).concat(by ?? []);
      if (left.length > 0) localStorage.setItem(leftKey, JSON.stringify(left));
      else localStorage.removeItem(leftKey);
      return all.find((one) => one.account === account);
    } catch {
      return undefined; // a browser that keeps nothing
    }
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.safe = null;
    this.fresh = [];
    this.askedAt = 0;
  }

  /** Something has happened that may have been an answer. */
  wake(): void {
    const wait = Math.max(0, this.askedAt + everyMs - Date.now());
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.askedAt = Date.now();
      void this.look();
    }, wait);
  }

  private async look(): Promise<void> {
    const { safe } = this;
    if (!safe) return;
    try {
      const { items } = await mine.reports();
      const kept = await safe.find<Known>('draft', knownId);
      if (this.safe !== safe) return;
      this.fresh = answeredSince(kept?.value ?? null, items);
      // Kept anew also where nothing came, or it would be let go of in the end.
      if (this.fresh.length === 0) await this.seen(items);
    } catch (error) {
      // Without an answer there is nothing new to tell; the next thing that happens asks again.
      console.warn(error);
    }
  }

  /** The account has looked at its reports, as they were shown: what came to be known of them before may be older. */
  async seen(shown: readonly Report[]): Promise<void> {
    this.fresh = [];
    await this.keep(knownOf(shown));
  }

  private async keep(known: Known): Promise<void> {
    try {
      await this.safe?.put('draft', knownId, known);
    } catch (error) {
      console.warn(error); // what has been looked at is told of once more
    }
  }
}

export const answers = new Answers();
