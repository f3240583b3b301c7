/** A program that lies on the phone. Tabs can only have it open if it has been in use; then this is since when, milliseconds since 1970. */
export interface Shell {
  name: string;
  usedSince: number | null;
}

/**
 * Which of the programs before this one can go: all but the one that was in use last, for the tabs that it is still open in.
 * A program that never came into use is in no tab. Where nothing says which was in use, all of them stay.
 */
export function shellsToDrop(older: readonly Shell[]): string[] {
  const last = Math.max(...older.map(({ usedSince }) => usedSince ?? 0));
  return older.filter(({ usedSince }) => last > 0 && usedSince !== last).map(({ name }) => name);
}
