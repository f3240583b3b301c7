import { places, reports as calls } from '../api/calls';
import type { Place, Report, Triage } from '../api/types';
import { newKey } from '../api/client';
import { t } from './language.svelte';
import { live } from './live.svelte';

/** What was done last, for as long as it can be taken back here. */
export interface Done {
  ids: readonly string[];
  /** The place they belong to now; none where they were closed. */
  place: Pick<Place, 'id' | 'name'> | null;
  /** It was made of them. */
  isMade?: boolean;
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
  /** More had happened to the place that was made of them. */
  left = $state(false);

  /**
   * The same decision about each of some reports; what somebody else has decided about is left. `seen` is the version that
   * is decided on, where one report is shown in full.
   */
  decide(ids: readonly string[], triage: Triage, place: Done['place'] = null, seen?: string): Promise<boolean> {
    return this.each(
      ids,
      ({ status }) => status === 'received',
      ({ id }, etag) => calls.triage(id, triage, { key: newKey(), etag: seen ?? etag }),
      (touched) => {
        this.done = touched.length > 0 ? { ids: touched, place } : null;
      },
    );
  }

  /** What was decided last, elsewhere: a place was made of some. */
  note(done: Done): void {
    this.begin();
    this.done = done;
  }

  /** They wait again, and a place that was made of them is dismissed. */
  async undo(): Promise<void> {
    const { done } = this;
    if (!done) return;
    const { ids, place, isMade } = done;
    const areBack = await this.each(
      ids,
      (report) => report.status === 'triaged' && report.place?.id === place?.id,
      async ({ id, outcome }, etag) => {
        if (place && outcome === 'became_place') {
          // What a place was made from is put back once it is no more than linked to it.
          await calls.triage(id, { outcome: 'linked', place: place.id }, { key: newKey(), etag });
          ({ etag } = await calls.find(id));
        }
        await calls.putBack(id, { key: newKey(), etag });
      },
      // What a fault leaves is for the next attempt.
      (touched) => {
        this.done = { ...done, ids: ids.filter((id) => !touched.includes(id)) };
      },
    );
    if (!areBack) return;
    if (isMade && place) await this.dismiss(place.id);
    this.undone = this.error === undefined;
    if (this.undone) this.done = null;
  }

  /** Dismisses a place that nothing has happened to since it was made, and that no report belongs to. */
  private async dismiss(id: string): Promise<void> {
    this.busy = true;
    try {
      const { value, etag } = await places.find(id);
      const { items } = await places.history(id, { limit: 2 });
      this.left = value.report_count !== 0 || items.length > 1;
      if (!this.left) await places.setStatus(id, 'dismissed', t('triage.undo.reason'), { key: newKey(), etag });
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
      live.touch('place');
    }
  }

  /** Nothing is told any more of what went before; it can still be taken back. */
  begin(): void {
    [this.error, this.undone, this.moved, this.left] = [undefined, false, false, false];
  }

  private async each(
    ids: readonly string[],
    isDue: (report: Report) => boolean,
    act: (report: Report, etag: string) => Promise<unknown>,
    then: (touched: string[]) => void,
  ): Promise<boolean> {
    this.begin();
    this.busy = true;
    const touched: string[] = [];
    try {
      for (const id of ids) {
        const { value, etag } = await calls.find(id);
        if (!isDue(value)) {
          this.moved ||= value.status === 'triaged';
          continue;
        }
        await act(value, etag);
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
