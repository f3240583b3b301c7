import { committed, done, of, openDatabase, shelves, type KeyRow, type Row, type Shelf } from './database';
import { ChangedMeanwhile, type Keeping, type Kept, type Put, type Spot } from './keeping';

/**
 * What one account has on this phone, encrypted with a key that the browser keeps and never gives out. Another log-in
 * has another key and other rows, and finds nothing here.
 */
export class Safe implements Keeping {
  private constructor(
    private readonly database: IDBDatabase,
    readonly account: string,
    private readonly key: CryptoKey,
  ) {}

  /** Opens the safe of a login, and makes it where there is none. Throws where the browser keeps nothing. */
  static async open(login: string): Promise<Safe> {
    const [database, account] = await Promise.all([openDatabase(), accountOf(login)]);
    return new Safe(database, account, await keyOf(database, account));
  }

  async list<T>(shelf: Shelf, prefix = ''): Promise<Kept<T>[]> {
    const rows = await done(this.read(shelf).getAll(of(this.account, prefix)) as IDBRequest<Row[]>);
    return Promise.all(rows.map((row) => this.unsealed<T>(shelf, row)));
  }

  async find<T>(shelf: Shelf, id: string): Promise<Kept<T> | undefined> {
    const row = await done(this.read(shelf).get([this.account, id]) as IDBRequest<Row | undefined>);
    return row && this.unsealed<T>(shelf, row);
  }

  async index(shelf: Shelf): Promise<{ id: string; at: number }[]> {
    const rows = await done(this.read(shelf).getAll(of(this.account)) as IDBRequest<Row[]>);
    return rows.map(({ id, at }) => ({ id, at }));
  }

  put(shelf: Shelf, id: string, value: unknown, at = Date.now()): Promise<void> {
    return this.putAll(shelf, [{ id, at, value }]);
  }

  async putAll(shelf: Shelf, things: readonly Put[]): Promise<void> {
    const row = async ({ id, at, value }: Put): Promise<Row> => {
      return { account: this.account, id, at, revision: 0, sealed: await this.sealed(shelf, id, value) };
    };
    const rows = await Promise.all(things.map(row));
    const transaction = this.database.transaction([shelf, 'keys'], 'readwrite', { durability: 'strict' });
    const settled = committed(transaction);
    // Somebody may have logged out in another tab: what would come after that is not kept.
    if (await done(transaction.objectStore('keys').getKey(this.account))) {
      for (const one of rows) transaction.objectStore(shelf).put(one);
    }
    await settled;
  }

  async exchange(shelf: Shelf, { id, at, revision }: Kept<unknown>, value: unknown, madeOf?: Spot): Promise<number> {
    const sealed = await this.sealed(shelf, id, value);
    const touched = madeOf ? [shelf, madeOf.shelf] : shelf;
    const transaction = this.database.transaction(touched, 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore(shelf);
    const settled = committed(transaction);
    const there = await done(store.get([this.account, id]) as IDBRequest<Row | undefined>);
    const isSame = (there?.revision ?? 0) === revision;
    if (isSame) {
      store.put({ account: this.account, id, at, revision: revision + 1, sealed } satisfies Row);
      if (madeOf) transaction.objectStore(madeOf.shelf).delete([this.account, madeOf.id]);
    }
    await settled;
    if (!isSame) throw new ChangedMeanwhile(id);
    return revision + 1;
  }

  async remove(shelf: Shelf, id: string, revision?: number): Promise<void> {
    const transaction = this.database.transaction(shelf, 'readwrite', { durability: 'strict' });
    const store = transaction.objectStore(shelf);
    const settled = committed(transaction);
    const there = await done(store.get([this.account, id]) as IDBRequest<Row | undefined>);
    const isSame = revision === undefined || there === undefined || there.revision === revision;
    if (isSame) store.delete([this.account, id]);
    await settled;
    if (!isSame) throw new ChangedMeanwhile(id);
  }

  async clear(...emptied: Shelf[]): Promise<void> {
    const transaction = this.database.transaction(emptied, 'readwrite', { durability: 'strict' });
    for (const shelf of emptied) transaction.objectStore(shelf).delete(of(this.account));
    await committed(transaction);
  }

  /** The key goes with the rest, so that a copy of the disk opens nothing either. */
  async forget(): Promise<void> {
    const transaction = this.database.transaction([...shelves, 'keys'], 'readwrite', { durability: 'strict' });
    for (const shelf of shelves) transaction.objectStore(shelf).delete(of(this.account));
    transaction.objectStore('keys').delete(this.account);
    await committed(transaction);
  }

  private read(shelf: Shelf): IDBObjectStore {
    return this.database.transaction(shelf, 'readonly').objectStore(shelf);
  }

  /** What the content is bound to: moved to another place in the database it does not open. */
  private label(shelf: Shelf, id: string): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(JSON.stringify([this.account, shelf, id]));
  }

  private async sealed(shelf: Shelf, id: string, value: unknown): Promise<Row['sealed']> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = value instanceof ArrayBuffer ? value : new TextEncoder().encode(JSON.stringify(value));
    const how = { name: 'AES-GCM', iv, additionalData: this.label(shelf, id) };
    return { iv, bytes: await crypto.subtle.encrypt(how, this.key, plain) };
  }

  private async unsealed<T>(shelf: Shelf, { id, at, revision, sealed }: Row): Promise<Kept<T>> {
    if (sealed === null) return { id, at, revision, value: null };
    const how = { name: 'AES-GCM', iv: sealed.iv, additionalData: this.label(shelf, id) };
    const plain = await crypto.subtle.decrypt(how, this.key, sealed.bytes);
    const value = (isBytes(id) ? plain : JSON.parse(new TextDecoder().decode(plain))) as T;
    return { id, at, revision, value };
  }
}

/** Tiles and photos are kept as the bytes they are, everything else as JSON; the id says which. */
function isBytes(id: string): boolean {
  return id.startsWith('tile:') || id.startsWith('photo:');
}

async function accountOf(login: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`samplats:${login}`));
  return [...new Uint8Array(digest).slice(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function keyOf(database: IDBDatabase, account: string): Promise<CryptoKey> {
  const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const transaction = database.transaction('keys', 'readwrite', { durability: 'strict' });
  const store = transaction.objectStore('keys');
  const settled = committed(transaction);
  const there = await done(store.get(account) as IDBRequest<KeyRow | undefined>);
  if (!there) store.put({ account, key: fresh } satisfies KeyRow);
  await settled;
  return there?.key ?? fresh;
}
