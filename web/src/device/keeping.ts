import type { Shelf } from './database';

/** A thing as it is kept; `value` is null once its content has been let go of. */
export interface Kept<T> {
  id: string;
  at: number;
  revision: number;
  value: T | null;
}

/** A thing as it is put in. */
export type Put = Pick<Kept<unknown>, 'id' | 'at' | 'value'>;

/** Where a thing lies. */
export interface Spot {
  shelf: Shelf;
  id: string;
}

/** Somebody else, another tab or the service worker, has changed the thing, whose id is the message, since it was read. */
export class ChangedMeanwhile extends Error {}

/** What one account has on this phone. */
export interface Keeping {
  /** A digest of the login, under which all of it lies; empty where nothing outlasts the page. */
  readonly account: string;
  /** Everything on a shelf whose id begins so, opened. */
  list<T>(shelf: Shelf, prefix?: string): Promise<Kept<T>[]>;
  find<T>(shelf: Shelf, id: string): Promise<Kept<T> | undefined>;
  /** The ids on a shelf, and when each thing was put there, without opening any of them. */
  index(shelf: Shelf): Promise<{ id: string; at: number }[]>;
  /** Puts a thing in, over whatever lies there, and settles when it is kept. */
  put(shelf: Shelf, id: string, value: unknown, at?: number): Promise<void>;
  /** Puts several things in as one: all of them are kept, or none. */
  putAll(shelf: Shelf, things: readonly Put[]): Promise<void>;
  /**
   * Puts a thing in if nobody has changed it since `revision` was read; 0 says that there was none. Returns the new
   * revision, and takes out what it was made of in the same transaction. Throws `ChangedMeanwhile` otherwise.
   */
  exchange(shelf: Shelf, thing: Kept<unknown>, value: unknown, madeOf?: Spot): Promise<number>;
  /** Takes a thing out; where a revision is given, only if nobody has changed it since. */
  remove(shelf: Shelf, id: string, revision?: number): Promise<void>;
  /** Empties shelves of this account. */
  clear(...emptied: Shelf[]): Promise<void>;
  /** Takes everything of this account off the phone. */
  forget(): Promise<void>;
}
