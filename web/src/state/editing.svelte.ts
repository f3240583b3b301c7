import { untrack } from 'svelte';
import type { Versioned, WriteOptions } from '../api/client';
import { Command } from './command.svelte';
import { Loading } from './loading.svelte';

type Send<T> = (options: WriteOptions) => Promise<T>;

/**
 * One thing that is read with its version, changed by those who saw that version, and changed back where the API can.
 * Every change of administration goes through here.
 */
export class Editing<T> {
  readonly loading = new Loading<Versioned<T>>();
  readonly command = new Command();
  /** Somebody is writing what has not been saved. */
  touched = $state(false);
  /** Counts what was done here: a form begins anew after each. */
  made = $state(0);
  /** What was done last, to be told. */
  saved = $state<'changed' | 'undone' | null>(null);
  /** Takes the last change back; nothing where that cannot be done. */
  undo = $state.raw<(() => void) | undefined>(undefined);

  constructor(private readonly find: () => Promise<Versioned<T>>) {}

  get value(): T | undefined {
    return this.loading.value?.value;
  }

  load(): Promise<void> {
    return this.loading.run(() => this.find());
  }

  /**
   * Shows what others have changed. Not beneath what somebody is writing: the version that is saved over would be one that
   * they never saw. They are told when they save.
   */
  follow(): void {
    if (!untrack(() => this.touched)) void this.load();
  }

  /** Shows the latest after somebody else was first; what was written stays in the form. */
  async reload(): Promise<void> {
    await this.load();
    if (this.loading.error === undefined) this.command.error = undefined;
  }

  /** Whether it went through; `command.error` says why not. `back` sends what makes it as it was. */
  async change(content: unknown, send: Send<T>, back?: Send<T>): Promise<boolean> {
    const etag = this.loading.value?.etag ?? '';
    this.saved = null;
    this.undo = undefined;
    const done = await this.command.run([content, etag], (key) => send({ key, etag }));
    if (done === undefined) return false;
    await this.load();
    this.made += 1;
    this.saved = 'changed';
    if (back) this.undo = () => void this.takeBack(content, back);
    return true;
  }

  private async takeBack(content: unknown, back: Send<T>): Promise<void> {
    if (await this.change(['back', content], back)) this.saved = 'undone';
  }
}
