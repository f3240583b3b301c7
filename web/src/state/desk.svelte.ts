import { desk as calls } from '../api/calls';
import type { Desk as DeskView, DeskMark } from '../api/types';
import { live } from './live.svelte';

/** What the account follows and has muted: on the server, the same on every device. */
class Desk {
  view = $state.raw<DeskView | undefined>(undefined);
  private reading: Promise<void> | undefined;

  /** Reads it once; what fails now is read when it is wanted again. */
  load(): Promise<void> {
    this.reading ??= calls
      .find()
      .then((view) => {
        this.view = view;
      })
      .catch((error: unknown) => {
        this.reading = undefined;
        throw error;
      });
    return this.reading;
  }

  markOf(place: string): DeskMark | null {
    const has = (list: { id: string }[] | undefined) => list?.some(({ id }) => id === place) ?? false;
    if (has(this.view?.followed)) return 'followed';
    return has(this.view?.muted) ? 'muted' : null;
  }

  async mark(place: string, mark: DeskMark | null): Promise<void> {
    this.view = await calls.mark(place, mark);
    live.touch('place');
  }

  /** Everything until a moment has been read. */
  async read(until: string): Promise<void> {
    this.view = await calls.read(until);
  }
}

export const desk = new Desk();
