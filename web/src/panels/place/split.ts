import type { Part, PlaceGeometry, Split } from '../../api/types';

/** A part as it is being written. */
export interface DraftPart {
  name: string;
  geometry: PlaceGeometry | null;
}

export const leastParts = 2;
export const mostParts = 10;

export const noPart: DraftPart = { name: '', geometry: null };

/** Which part each report goes with, by report; a report that is not named follows the nearest part. */
export type Assigned = Record<string, number>;

/** Takes a part away; its reports follow the nearest again, and those of later parts keep their part. */
export function without(parts: readonly DraftPart[], assigned: Assigned, at: number): [DraftPart[], Assigned] {
  const kept = Object.entries(assigned).filter(([, part]) => part !== at);
  const moved = kept.map(([report, part]): [string, number] => [report, part > at ? part - 1 : part]);
  return [parts.toSpliced(at, 1), Object.fromEntries(moved)];
}

/** What to send, or nothing while a part has no name or no extent. */
export function splitOf(parts: readonly DraftPart[], assigned: Assigned, reason: string): Split | null {
  const whole: Part[] = [];
  for (const [at, { name, geometry }] of parts.entries()) {
    if (name.trim() === '' || geometry === null) return null;
    const reports = Object.keys(assigned).filter((report) => assigned[report] === at);
    whole.push({ name: name.trim(), geometry, reports });
  }
  return reason.trim() === '' ? null : { parts: whole, reason: reason.trim() };
}
