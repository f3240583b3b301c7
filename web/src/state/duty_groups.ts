import type { Duty } from '../api/types';
import { daysUntil } from './unsettled_order';

/** Duties by what they ask of a person, the most pressing group first. */
export const dutyGroups = ['asked', 'overdue', 'soon', 'later'] as const;
export type DutyGroup = (typeof dutyGroups)[number];

/** Within so many days a duty is due soon. */
const soonDays = 7;

function groupOf({ what, deadline, overdue }: Duty, now: number): DutyGroup {
  if (what === 'answer_coordination') return 'asked';
  if (overdue) return 'overdue';
  return deadline && daysUntil(deadline, now) <= soonDays ? 'soon' : 'later';
}

/** The groups that have anything in them. Within a group the order of the server stays: the most urgent first. */
export function groupDuties(duties: readonly Duty[], now: number): { group: DutyGroup; duties: Duty[] }[] {
  return dutyGroups
    .map((group) => ({ group, duties: duties.filter((duty) => groupOf(duty, now) === group) }))
    .filter(({ duties: found }) => found.length > 0);
}
