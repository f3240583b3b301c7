import type { Place } from '../api/types';
import { daysBetween, todayInStockholm } from './days';

/** Milliseconds since 1970; what has no deadline that is told comes last. */
function deadlineOf({ coordination }: Place): number {
  return coordination?.deadline ? Date.parse(coordination.deadline) : Infinity;
}

/** Places without a permanent coordinator, the most overdue first; what is equal by name. */
export function mostOverdueFirst(places: readonly Place[]): Place[] {
  const name = ({ name: said }: Place) => said ?? '\uffff';
  return places.toSorted((one, other) => {
    const [a, b] = [deadlineOf(one), deadlineOf(other)];
    return a === b ? name(one).localeCompare(name(other), 'sv') || one.id.localeCompare(other.id) : a - b;
  });
}

/** How many days until a moment, as the calendar counts them: none on the day itself, below zero once that has passed. */
export function daysUntil(time: string, now: number): number {
  return daysBetween(todayInStockholm(new Date(now)), todayInStockholm(new Date(time)));
}
