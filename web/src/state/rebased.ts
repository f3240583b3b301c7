/** Of plain values, as forms hold them. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What is written, once the thing beneath it has changed: a field that nobody has written in is as the thing now is. */
export function rebased<T extends object>(written: T, before: T, latest: T): T {
  const result = { ...latest };
  for (const name of Object.keys(written) as (keyof T)[]) {
    if (!isSame(written[name], before[name])) result[name] = written[name];
  }
  return result;
}
