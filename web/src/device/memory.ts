import { shelves, type Shelf } from './database';
import { ChangedMeanwhile, type Keeping, type Kept, type Put, type Spot } from './keeping';

/**
 * What a page has while it is open, in a browser that keeps nothing: a closed tab takes it along, and the page says so.
 * The tests use it too.
 */
export class Memory implements Keeping {
  readonly account = '';
  private readonly things = new Map<string, Kept<unknown>>();

  list<T>(shelf: Shelf, prefix = ''): Promise<Kept<T>[]> {
    const found = [...this.things].filter(([name]) => name.startsWith(`${shelf} ${prefix}`)).map(([, thing]) => thing);
    return Promise.resolve(structuredClone(found) as Kept<T>[]);
  }

  find<T>(shelf: Shelf, id: string): Promise<Kept<T> | undefined> {
    return Promise.resolve(structuredClone(this.things.get(`${shelf} ${id}`)) as Kept<T> | undefined);
  }

  index(shelf: Shelf): Promise<{ id: string; at: number }[]> {
    return this.list(shelf);
  }

  put(shelf: Shelf, id: string, value: unknown, at = Date.now()): Promise<void> {
    return this.putAll(shelf, [{ id, at, value }]);
  }

  putAll(shelf: Shelf, things: readonly Put[]): Promise<void> {
    for (const { id, at, value } of things) {
      this.things.set(`${shelf} ${id}`, structuredClone({ id, at, revision: 0, value }));
    }
    return Promise.resolve();
  }

  exchange(shelf: Shelf, { id, at, revision }: Kept<unknown>, value: unknown, madeOf?: Spot): Promise<number> {
    const there = this.things.get(`${shelf} ${id}`);
    if ((there?.revision ?? 0) !== revision) return Promise.reject(new ChangedMeanwhile(id));
    this.things.set(`${shelf} ${id}`, structuredClone({ id, at, revision: revision + 1, value }));
    if (madeOf) this.things.delete(`${madeOf.shelf} ${madeOf.id}`);
    return Promise.resolve(revision + 1);
  }

  remove(shelf: Shelf, id: string, revision?: number): Promise<void> {
    const there = this.things.get(`${shelf} ${id}`);
    if (there && revision !== undefined && there.revision !== revision) return Promise.reject(new ChangedMeanwhile(id));
    this.things.delete(`${shelf} ${id}`);
    return Promise.resolve();
  }

  clear(...emptied: Shelf[]): Promise<void> {
    for (const name of [...this.things.keys()]) {
      if (emptied.some((shelf) => name.startsWith(`${shelf} `))) this.things.delete(name);
    }
    return Promise.resolve();
  }

  forget(): Promise<void> {
    return this.clear(...shelves);
  }
}
