import type { Keeping, Kept } from '../device/keeping';
import { blank, expired, photosOf, type Entry } from './entry';

/** More reports than this wait on no phone: somebody who has so many has to find a network. */
export const entriesMax = 100;

/** An entry as it lies on the phone. */
export interface Queued {
  /** Stays the same from the moment it is queued until its line is looked away. */
  id: string;
  at: number;
  revision: number;
  entry: Entry;
}

/** No more reports fit. */
export class QueueFull extends Error {}

const sentId = 'sent:';

/** Photos lie on the shelf of drafts, sealed as the bytes they are, from the moment they are taken until they arrive. */
export const photoId = (key: string) => `photo:${key}`;

/**
 * The queue as it is on the disk. Nothing else is believed: other tabs and the service worker write to it as well, and
 * whoever changes something names the revision that was read.
 */
export class Queue {
  constructor(private readonly safe: Keeping) {}

  /** Everything in it, the oldest first; what has arrived is there until it is looked away. */
  async list(): Promise<Queued[]> {
    const waiting = (await this.safe.list<Entry>('outbox')).map(opened);
    const sent = await this.safe.list<Entry>('kept', sentId);
    const lines = sent.map((one) => opened({ ...one, id: one.id.slice(sentId.length) }));
    // Between its arrival and its leaving the queue a report is in both places.
    const ids = new Set(lines.map(({ id }) => id));
    return [...waiting.filter(({ id }) => !ids.has(id)), ...lines].sort((a, b) => a.at - b.at);
  }

  /**
   * Puts a new report in, and takes out the draft that it was written as: whenever the page goes, the report is one of
   * the two. Settles when it is on the disk.
   */
  async add(id: string, entry: Entry, now: number, draftId?: string): Promise<void> {
    if ((await this.safe.index('outbox')).length >= entriesMax) throw new QueueFull();
    const madeOf = draftId === undefined ? undefined : ({ shelf: 'draft', id: draftId } as const);
    await this.safe.exchange('outbox', { id, at: now, revision: 0, value: null }, entry, madeOf);
  }

  /** Changes an entry that nobody has changed meanwhile. */
  async change({ id, at, revision }: Queued, entry: Entry): Promise<Queued> {
    return { id, at, entry, revision: await this.safe.exchange('outbox', { id, at, revision, value: null }, entry) };
  }

  /** The report has arrived: its content leaves the phone, and a line saying so stays for a while. */
  async settle({ id, revision }: Queued, entry: Entry, now: number): Promise<void> {
    await this.safe.put('kept', sentId + id, entry, now);
    await this.safe.remove('outbox', id, revision);
  }

  /** The bytes of a photo; nothing where they have been let go of. */
  async photo(key: string): Promise<ArrayBuffer | undefined> {
    return (await this.safe.find<ArrayBuffer>('draft', photoId(key)))?.value ?? undefined;
  }

  /** The photo has arrived, or nobody wants it any more. */
  dropPhoto(key: string): Promise<void> {
    return this.safe.remove('draft', photoId(key));
  }

  async remove({ id, revision, entry }: Queued): Promise<void> {
    for (const key of photosOf(entry)) await this.dropPhoto(key);
    if (entry.state === 'sent') await this.safe.remove('kept', sentId + id);
    else await this.safe.remove('outbox', id, revision);
  }
}

function opened({ id, at, revision, value }: Kept<Entry>): Queued {
  // What an earlier version of the app has put here does not know of everything.
  const entry = value ? { ...blank, ...value } : expired(new Date(at).toISOString());
  return { id, at, revision, entry };
}
