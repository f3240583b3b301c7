import { session as sessionCalls } from '../api/calls';
import { queryString, whenStale } from '../api/client';
import type { Change } from '../api/types';
import { connection } from './connection.svelte';

/** Changes come in bursts; one refresh a burst is enough for a person. */
const gatherMs = 400;
/** After an answer that was no stream the browser gives up by itself; we ask again. */
const againMs = 5_000;

/** Kinds of things that lists, pages and tiles show. */
const shown = [
  ...['place', 'report', 'site', 'area', 'measure', 'party', 'code', 'photo', 'round', 'walk', 'presence'],
  ...['setting', 'designation', 'retention_rule', 'publication', 'erasure', 'retention_run'],
];

/** Counts up when something of a kind has changed, so that lists and tiles know to look again. */
class Live {
  /** One number per kind of thing. */
  counts = $state<Record<string, number>>({});
  /** The stream has been silent because it broke. */
  lost = $state(false);
  /** How old what the server shows is, in seconds; 0 when it is fresh. */
  staleSeconds = $state(0);
  private stream: EventSource | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private waiting = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** From a cursor on: what happens between that and the opening of the stream is told by it. */
  start(since: string | undefined): void {
    this.stop();
    this.connect(since);
  }

  private connect(since?: string): void {
    const stream = new EventSource(`/api/changes${queryString({ since })}`);
    const take = (event: MessageEvent<string>) => this.take(event.data);
    stream.addEventListener('message', take);
    stream.addEventListener('change', take);
    // Nobody can tell what happened since: everything is read again.
    stream.addEventListener('start-over', () => this.touch(...shown));
    stream.addEventListener('open', () => this.opened());
    stream.addEventListener('error', () => this.broke(stream));
    this.stream = stream;
  }

  stop(): void {
    clearTimeout(this.again);
    this.stream?.close();
    this.stream = undefined;
    this.lost = false;
  }

  /** Marks kinds as changed at once, for what this page has just written itself. */
  touch(...kinds: string[]): void {
    for (const kind of kinds) this.counts[kind] = (this.counts[kind] ?? 0) + 1;
  }

  count(kind: string): number {
    return this.counts[kind] ?? 0;
  }

  /** What happened while the line was broken may never be told, so everything is looked at again. */
  private opened(): void {
    connection.answered(null);
    if (this.lost) this.touch(...shown);
    this.lost = false;
  }

  private broke(stream: EventSource): void {
    this.lost = true;
    if (stream.readyState !== EventSource.CLOSED || stream !== this.stream) return;
    this.again = setTimeout(() => this.connect(), againMs);
    // Something answered, and it was no stream: a log-in that has run out shows as soon as anything is asked.
    sessionCalls.me().catch(() => undefined);
  }

  private take(data: string): void {
    let change: Partial<Change>;
    try {
      change = JSON.parse(data) as Partial<Change>;
    } catch {
      return; // a comment or a heartbeat, not a change
    }
    if (!change.kind) return;
    this.waiting.add(change.kind);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.touch(...this.waiting);
      this.waiting.clear();
    }, gatherMs);
  }
}

export const live = new Live();
whenStale((seconds) => (live.staleSeconds = seconds));
