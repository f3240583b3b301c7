import { committed, done, openDatabase, shelves, type Row, type Shelf } from './database';

const hourMs = 3_600_000;
/** Reports and drafts that have not been sent are let go of after this long. Days. */
export const unsentKeptDays = 14;
/** The copy of what an account may read is as old as its log-in may be at most. Hours. */
export const copyKeptHours = 12;

export const unsentMs = unsentKeptDays * 24 * hourMs;
const keptMs = { outbox: unsentMs, draft: unsentMs, kept: copyKeptHours * hourMs };

/** What a phone needs to write a report by, and which says nothing of any place, lasts as long as reports do. */
export const lasting = 'lasting:';

/** The walk under way, and those that have ended: their ids begin so. */
export const walkIds = 'walk';

/**
 * What becomes of a thing as time goes. Of a report and of a walk the row stays as long again, empty, so that whoever
 * wrote it is told; every other thing goes without a trace. `now` is milliseconds since 1970.
 */
export function fateOf(shelf: Shelf, { id, at, sealed }: Row, now: number): 'stays' | 'is emptied' | 'goes' {
  const keptFor = id.startsWith(lasting) ? unsentMs : keptMs[shelf];
  if (at + keptFor > now) return 'stays';
  const isTold = shelf === 'outbox' || (shelf === 'draft' && id.startsWith(walkIds));
  if (!isTold || at + 2 * keptFor <= now) return 'goes';
  return sealed === null ? 'stays' : 'is emptied';
}

/** Who was logged in here last: the account whose copy is opened when the phone starts without a network. */
interface Last {
  id: 'login';
  login: string;
}

/** Lets go of what is too old, whoever's it is. */
export async function sweep(now: number): Promise<void> {
  const database = await openDatabase();
  const transaction = database.transaction(shelves, 'readwrite');
  const settled = committed(transaction);
  for (const shelf of shelves) {
    const store = transaction.objectStore(shelf);
    for (const row of await done(store.getAll() as IDBRequest<Row[]>)) {
      const fate = fateOf(shelf, row, now);
      if (fate === 'is emptied') store.put({ ...row, revision: row.revision + 1, sealed: null } satisfies Row);
      else if (fate === 'goes') store.delete([row.account, row.id]);
    }
  }
  await settled;
  database.close();
}

export async function lastLogin(): Promise<string | null> {
  const database = await openDatabase();
  const last = await done(
    database.transaction('last', 'readonly').objectStore('last').get('login') as IDBRequest<Last | undefined>,
  );
  database.close();
  return last?.login ?? null;
}

export async function setLastLogin(login: string | null): Promise<void> {
  const database = await openDatabase();
  const transaction = database.transaction('last', 'readwrite', { durability: 'strict' });
  if (login === null) transaction.objectStore('last').delete('login');
  else transaction.objectStore('last').put({ id: 'login', login } satisfies Last);
  await committed(transaction);
  database.close();
}
