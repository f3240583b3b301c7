/** A program that lies on the phone, and since when it is in use: milliseconds since 1970, 0 where nothing says that it ever was. */
export interface Shell {
  name: string;
  usedSince: number;
}

/**
 * Which of the programs before this one can go: all but the one that was in use last, for the tabs that it is still open in.
 * A program that never came into use is in no tab. Where nothing says which was in use, all of them stay.
 */
export function shellsToDrop(older: readonly Shell[]): string[] {
  const last = Math.max(...older.map(({ usedSince }) => usedSince));
  return older.filter(({ usedSince }) => usedSince !== last).map(({ name }) => name);
}
