import type { PlaceStatus, Report } from '../api/types';
import { unsentMs } from '../device/housekeeping';

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

/** What an account knew as it logged out of a device. It lies there in the open: ids and codes, under a digest of the login. */
export interface Left {
  account: string;
  at: number;
  known: Known;
}

/** What of that is not too old, but for one account: it has come back, or leaves something newer. `now` is milliseconds since 1970. */
export function leftByOthers(all: readonly Left[], account: string, now: number): Left[] {
  return all.filter((one) => one.account !== account && one.at + unsentMs > now);
}
