import type { PlaceStatus, Report } from '../api/types';

/** What had become of each report when its writer last looked, by id; empty while it waited. */
export type Known = Readonly<Record<string, string>>;

/** Places that are in order again, as far as somebody has said so. */
const resolved: readonly PlaceStatus[] = ['dormant', 'dismissed'];

/** What has become of a report: what was decided, and whether its place is in order again. */
function come({ outcome, place }: Report): string {
  return place && resolved.includes(place.status) ? `${outcome ?? ''} resolved` : (outcome ?? '');
}

export const knownOf = (reports: readonly Report[]): Known =>
  Object.fromEntries(reports.map((report) => [report.id, come(report)]));

/**
 * Reports that somebody has decided about since, or whose place has come in order. Whoever has never looked on this device is told of none: what came of
 * them may be known from another.
 */
export function answeredSince(known: Known | null, reports: readonly Report[]): Report[] {
  if (known === null) return [];
  return reports.filter((report) => report.outcome !== undefined && come(report) !== known[report.id]);
}
