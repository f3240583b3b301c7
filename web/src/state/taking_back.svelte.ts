import { places as calls } from '../api/calls';
import { newKey } from '../api/client';
import { live } from './live.svelte';

/** A merge or a split that was just made here. */
export interface LastAct {
  what: 'merge' | 'split';
  /** The place that ended, and what it was called. */
  ended: string;
  name: string;
  /** The places that it is told of at. */
  at: readonly string[];
}

/** For so long the server takes one back. */
const withinMs = 15 * 60_000;

/** Takes the last merge or split back, while that can be done. */
class TakingBack {
  busy = $state(false);
  error = $state.raw<unknown>(undefined);
  done = $state.raw<LastAct | null>(null);
  /** The place that stands again. */
  undone = $state<string | null>(null);

  note(done: LastAct): void {
    [this.done, this.undone, this.error] = [done, null, undefined];
    setTimeout(() => {
      if (this.done === done) this.done = null;
    }, withinMs);
  }

  /** The place that stands again, or nothing where that was refused. */
  async undo(): Promise<string | undefined> {
    const { done } = this;
    if (!done || this.busy) return undefined;
    [this.busy, this.error] = [true, undefined];
    try {
      const { etag } = await calls.find(done.ended);
      await calls.takeBack(done.ended, { key: newKey(), etag });
      [this.done, this.undone] = [null, done.ended];
      return done.ended;
    } catch (error) {
      this.error = error;
      return undefined;
    } finally {
      this.busy = false;
      live.touch('place', 'report', 'measure');
    }
  }
}

export const takingBack = new TakingBack();
