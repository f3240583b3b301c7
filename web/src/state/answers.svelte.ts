import { mine } from '../api/calls';
import type { Report } from '../api/types';
import type { Keeping } from '../device/keeping';
import { answeredSince, knownOf, type Known } from './answers';

const knownId = 'answers';
/** Others' reports say that something has changed as well: own ones are asked for this often at most. Milliseconds. */
const everyMs = 30_000;

/** What has come of this account's own reports since it last looked at them on this device. */
class Answers {
  fresh = $state.raw<Report[]>([]);
  private safe: Keeping | null = null;
  private askedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  open(safe: Keeping): void {
    this.safe = safe;
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
      console.warn('what has come of own reports is not known', error);
    }
  }

  /** The account has looked at its reports, as they were shown: what came to be known of them before may be older. */
  async seen(shown: readonly Report[]): Promise<void> {
    this.fresh = [];
    try {
      await this.safe?.put('draft', knownId, knownOf(shown));
    } catch (error) {
      console.warn('what has been looked at is not kept', error);
    }
  }
}

export const answers = new Answers();
