import { untrack } from 'svelte';
import { isSame, rebased } from './rebased';

/** What is written in a form about a thing that others may change meanwhile. Made while a component is. */
export class Draft<T extends object> {
  now = $state() as T;
  private begun = $state.raw() as T;

  /** `latest` reads the thing as it was last fetched. */
  constructor(latest: () => T) {
    const first = untrack(latest);
    [this.now, this.begun] = [structuredClone(first), first];
    $effect.pre(() => {
      const next = latest();
      untrack(() => this.take(next));
    });
  }

  /** Somebody has written in it what has not been saved. */
  get isTouched(): boolean {
    return !isSame(this.now, this.begun);
  }

  private take(latest: T): void {
    if (isSame(latest, this.begun)) return;
    this.now = rebased($state.snapshot(this.now) as T, this.begun, structuredClone(latest));
    this.begun = latest;
  }
}
