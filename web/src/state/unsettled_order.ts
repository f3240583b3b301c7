import type { Place } from '../api/types';

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

const dayMs = 86_400_000;

/** Whole days from now until a moment; below zero once it has passed. */
export function daysUntil(time: string, now: number): number {
  const days = (Date.parse(time) - now) / dayMs;
  return days < 0 ? Math.floor(days) : Math.ceil(days);
}
