import { NoAnswer } from '../api/problem';
import { lasting } from '../device/housekeeping';
import type { Keeping } from '../device/keeping';
import { connection } from './connection.svelte';

/** What is to be kept is written together after so long: each writing waits for the disk, and a first map has eighty tiles. */
const gatheredMs = 1_000;

let safe: Keeping | null = null;
const gathered = new Map<string, Copy<unknown>>();
let timer: ReturnType<typeof setTimeout> | undefined;
let written: Promise<void> = Promise.resolve();

/** Says whose copy is read and written from now on. */
export function keepCopiesIn(theirs: Keeping): void {
  if (safe !== theirs) gathered.clear();
  safe = theirs;
  document.addEventListener('visibilitychange', writeBeforeGone);
}

/** A page that is put away may never be shown again. */
function writeBeforeGone(): void {
  if (document.visibilityState === 'hidden') void write();
}

/** Nothing is kept any more; settles when what was on its way to the disk is there, so that it can be taken away. */
export async function stopKeeping(): Promise<void> {
  safe = null;
  gathered.clear();
  await written;
}

/** A copy, and when it was taken. */
export interface Copy<T> {
  at: number;
  value: T;
}

/** Keeps a copy, soon. A phone that is full shows what it fetches all the same; without a network it has less to show. */
export function keepCopy(name: string, value: unknown): void {
  if (!safe) return;
  gathered.set(name, { at: Date.now(), value });
  timer ??= setTimeout(() => void write(), gatheredMs);
}

/** Writes what has been gathered; settles when all that was to be kept so far is on the disk. */
function write(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  const things = [...gathered].map(([id, copy]) => ({ id, ...copy }));
  gathered.clear();
  const theirs = safe;
  if (!theirs || things.length === 0) return written;
  written = written
    .then(() => theirs.putAll('kept', things))
    .catch((error: unknown) => console.warn('no copy is kept', error));
  return written;
}

export async function copyOf<T>(name: string): Promise<Copy<T> | null> {
  await write();
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
    keepCopy(lasting + name, value);
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
  await write();
  return (await safe?.index('kept')) ?? [];
}

/** Lets go of the oldest of those that `which` says, until no more than `most` are left. */
export async function dropCopies(which: (name: string) => boolean, most: number): Promise<void> {
  const kept = (await copiesKept()).filter(({ id }) => which(id)).sort((a, b) => b.at - a.at);
  for (const { id } of kept.slice(most)) await safe?.remove('kept', id);
}
