import { NoAnswer } from '../api/problem';
import { lasting } from '../device/housekeeping';
import type { Keeping } from '../device/keeping';
import { connection } from './connection.svelte';

let safe: Keeping | null = null;
const beingKept = new Set<Promise<void>>();

/** Says whose copy is read and written from now on. */
export function keepCopiesIn(theirs: Keeping): void {
  safe = theirs;
}

/** Nothing is kept any more; settles when what was on its way to the disk is there, so that it can be taken away. */
export async function stopKeeping(): Promise<void> {
  safe = null;
  await Promise.allSettled(beingKept);
}

/** A copy, and when it was taken. */
export interface Copy<T> {
  at: number;
  value: T;
}

/** Keeps a copy. A phone that is full shows what it fetches all the same; without a network it has less to show. */
export async function keepCopy(name: string, value: unknown): Promise<void> {
  if (!safe) return;
  const keeping = safe
    .put('kept', name, value)
    .catch((error: unknown) => console.warn('no copy is kept', error))
    .finally(() => beingKept.delete(keeping));
  beingKept.add(keeping);
  await keeping;
}

export async function copyOf<T>(name: string): Promise<Copy<T> | null> {
  const found = await safe?.find<T>('kept', name);
  return found && found.value !== null ? { at: found.at, value: found.value } : null;
}

/**
 * Fetches and keeps a copy; where no answer comes, gives the copy and says how old it is. A no from the server is an
 * answer, and stays one. For what a report is written by, which outlasts the copies of what is read. Nobody waits for the copy
 * to be on the disk.
 */
export async function fetchOrCopy<T>(name: string, fetch: () => Promise<T>): Promise<T> {
  const known = connection.reached ? null : await copyOf<T>(lasting + name);
  if (known) return shown(known);
  try {
    const value = await fetch();
    void keepCopy(lasting + name, value);
    return value;
  } catch (error) {
    const copy = error instanceof NoAnswer ? await copyOf<T>(lasting + name) : null;
    if (!copy) throw error;
    return shown(copy);
  }
}

function shown<T>({ at, value }: Copy<T>): T {
  connection.showsCopyOf(at);
  return value;
}

/** Everything that is kept, by name and age, without opening it. */
export async function copiesKept(): Promise<{ id: string; at: number }[]> {
  return (await safe?.index('kept')) ?? [];
}

/** Lets go of the oldest of those that `which` says, until no more than `most` are left. */
export async function dropCopies(which: (name: string) => boolean, most: number): Promise<void> {
  const kept = (await copiesKept()).filter(({ id }) => which(id)).sort((a, b) => b.at - a.at);
  for (const { id } of kept.slice(most)) await safe?.remove('kept', id);
}
