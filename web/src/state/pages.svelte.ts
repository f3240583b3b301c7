import { untrack } from 'svelte';
import type { Query } from '../api/client';
import type { Page } from '../api/types';
import { Loading } from './loading.svelte';
import { readUntil } from './read_until';
import { isSame } from './rebased';

/** A list that is shown a page at a time. Read again because something has changed, it is as far open as it was. */
export class Pages<T, P extends Page<T> = Page<T>> extends Loading<P> {
  private query: Query = {};

  constructor(private readonly fetchPage: (query: Query, signal: AbortSignal) => Promise<P>) {
    super();
  }

  /** Another query begins at its first page. */
  load(query: Query = {}): Promise<void> {
    const shown = isSame(query, this.query) ? untrack(() => this.value)?.items.length : 0;
    this.query = query;
    return this.read(shown);
  }

  more(): void {
    const shown = this.value;
    if (shown?.next) void this.read(shown.items.length + 1, shown);
  }

  private read(atLeast?: number, shown?: P): Promise<void> {
    const { query } = this;
    return this.run((signal) => readUntil((cursor) => this.fetchPage({ ...query, cursor }, signal), atLeast, shown));
  }
}
