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

/** One line of the list: a duty, or several reports to assess, which say nothing of themselves one by one. */
export interface DutyLine {
  /** The most urgent of them. */
  first: Duty;
  count: number;
}

/** Reports to assess stand together where the first of them would. */
export function gathered(duties: readonly Duty[]): DutyLine[] {
  const lines: DutyLine[] = [];
  for (const duty of duties) {
    const same = duty.what === 'triage' ? lines.find(({ first }) => first.what === 'triage') : undefined;
    if (same) same.count += 1;
    else lines.push({ first: duty, count: 1 });
  }
  return lines;
}

/** The groups that have anything in them. Within a group the order of the server stays: the most urgent first. */
export function groupDuties(duties: readonly Duty[], now: number): { group: DutyGroup; duties: Duty[] }[] {
  return dutyGroups
    .map((group) => ({ group, duties: duties.filter((duty) => groupOf(duty, now) === group) }))
    .filter(({ duties: found }) => found.length > 0);
}
