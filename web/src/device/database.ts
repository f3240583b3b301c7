/** The phone's own database: what it holds, and IndexedDB's requests as promises. */

const name = 'samplats';
const version = 1;

/** What an account has on the phone: reports that wait, the one being written, and a copy of what it may read. */
export const shelves = ['outbox', 'draft', 'kept'] as const;
export type Shelf = (typeof shelves)[number];

/** One sealed thing of one account. Only what has to be known without the key stands in the open. */
export interface Row {
  /** A digest of the login; never the login itself. */
  account: string;
  id: string;
  /** When it was put here, milliseconds since 1970 by the phone. */
  at: number;
  /** Grows with every change, so that two tabs cannot both change what they read. */
  revision: number;
  /** Null once the content has been let go of because it was too old. */
  sealed: { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer } | null;
}

export interface KeyRow {
  account: string;
  key: CryptoKey;
}

export function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => {
    const database = opening.result;
    database.createObjectStore('keys', { keyPath: 'account' });
    database.createObjectStore('last', { keyPath: 'id' });
    for (const shelf of shelves) database.createObjectStore(shelf, { keyPath: ['account', 'id'] });
  };
  return done(opening);
}

export function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Settles when what was written is on the disk, or was not written at all; only the browser ends one early, and says why. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Everything of one account on a shelf whose id begins so. */
export function of(account: string, prefix = ''): IDBKeyRange {
  return IDBKeyRange.bound([account, prefix], [account, `${prefix}\uffff`]);
}
