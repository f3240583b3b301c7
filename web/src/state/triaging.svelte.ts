import { reports as calls } from '../api/calls';
import type { Report, Triage } from '../api/types';
import { newKey } from '../api/client';
import { live } from './live.svelte';

/** What was done last, for as long as it can be taken back here. */
export interface Done {
  ids: string[];
  /** The place they were linked to; none where they were closed. */
  place: string | null;
}

/** Decides about reports that wait, one by one, and takes the last decision back. */
class Triaging {
  busy = $state(false);
  error = $state.raw<unknown>(undefined);
  done = $state.raw<Done | null>(null);
  /** The last decision has just been taken back. */
  undone = $state(false);
  /** Somebody else had decided about one of them meanwhile. */
  moved = $state(false);

  /** The same decision about each of some reports; what somebody else has decided about is left. */
  decide(ids: readonly string[], triage: Triage, place: string | null = null): Promise<boolean> {
    return this.each(
      ids,
      'received',
      (id, etag) => calls.triage(id, triage, { key: newKey(), etag }),
      (touched) => {
        this.done = touched.length > 0 ? { ids: touched, place } : null;
      },
    );
  }

  /** What was decided last, elsewhere: one report, by its own form. */
  note(id: string, place: string | null): void {
    [this.done, this.undone, this.moved, this.error] = [{ ids: [id], place }, false, false, undefined];
  }

  /** A place was started from some: that is not taken back here, and what was done before it is no longer the last. */
  forget(): void {
    [this.done, this.undone, this.moved, this.error] = [null, false, false, undefined];
  }

  /** They wait again. */
  async undo(): Promise<void> {
    const { done } = this;
    if (!done) return;
    this.undone = await this.each(
      done.ids,
      'triaged',
      (id, etag) => calls.putBack(id, { key: newKey(), etag }),
      () => {
        this.done = null;
      },
    );
  }

  private async each(
    ids: readonly string[],
    expected: Report['status'],
    act: (id: string, etag: string) => Promise<unknown>,
    then: (touched: string[]) => void,
  ): Promise<boolean> {
    [this.busy, this.error, this.undone, this.moved] = [true, undefined, false, false];
    const touched: string[] = [];
    try {
      for (const id of ids) {
        const { value, etag } = await calls.find(id);
        if (value.status !== expected) {
          this.moved = true;
          continue;
        }
        await act(id, etag);
        touched.push(id);
      }
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
      // What came through before a fault can be taken back all the same.
      if (touched.length > 0 || this.error === undefined) then(touched);
      live.touch('report', 'place');
    }
    return this.error === undefined;
  }
}

export const triaging = new Triaging();
