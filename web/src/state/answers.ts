import type { Report } from '../api/types';

/** What had become of each report when its writer last looked, by id; empty while it waited. */
export type Known = Readonly<Record<string, string>>;

export const knownOf = (reports: readonly Report[]): Known =>
  Object.fromEntries(reports.map(({ id, outcome }) => [id, outcome ?? '']));

/**
 * Reports that somebody has decided about since. Whoever has never looked on this device is told of none: what came of
 * them may be known from another.
 */
export function answeredSince(known: Known | null, reports: readonly Report[]): Report[] {
  if (known === null) return [];
  return reports.filter(({ id, outcome }) => outcome !== undefined && outcome !== known[id]);
}
