/** What something was, is, and was before it was taken back. */
export interface History<T> {
  past: readonly T[];
  now: T;
  future: readonly T[];
}

/** Steps that can be taken back. */
const stepsMax = 200;

export const begun = <T>(now: T): History<T> => ({ past: [], now, future: [] });

export function done<T>({ past, now }: History<T>, next: T): History<T> {
  return { past: [...past, now].slice(-stepsMax), now: next, future: [] };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future] };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  return next === undefined ? history : { past: [...history.past, history.now], now: next, future };
}
