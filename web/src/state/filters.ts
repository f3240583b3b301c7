import type { Query } from '../api/client';
import { placeStatuses, type PlaceStatus } from '../api/types';

/** What the map and the list both leave out. An empty list means "all". */
export interface Filters {
  places: boolean;
  reports: boolean;
  statuses: PlaceStatus[];
  types: string[];
  /** A district's code. */
  district: string | null;
  withoutCoordinator: boolean;
}

export const noFilters: Filters = {
  places: true,
  reports: true,
  statuses: [],
  types: [],
  district: null,
  withoutCoordinator: false,
};

/** The query that places are asked with, in lists and in tiles alike. */
export function placeQuery(filters: Filters): Query {
  return {
    status: filters.statuses,
    problem_type: filters.types,
    district: filters.district ?? undefined,
    without_coordinator: filters.withoutCoordinator || undefined,
  };
}

/**
 * The query that reports are asked with. A report has no place status and no coordinator of its own, so those two
 * filters say nothing about it.
 */
export function reportQuery(filters: Filters): Query {
  return { problem_type: filters.types, district: filters.district ?? undefined };
}

/** Reports disappear while a filter is on that only places can answer to: a list of active places is not full of reports. */
export function showsReports(filters: Filters): boolean {
  return filters.reports && filters.statuses.length === 0 && !filters.withoutCoordinator;
}

/** How many filters narrow the view, for the number on the filter button. */
export function countFilters(filters: Filters): number {
  return [
    !filters.places || !filters.reports,
    filters.statuses.length > 0,
    filters.types.length > 0,
    filters.district !== null,
    filters.withoutCoordinator,
  ].filter(Boolean).length;
}

/** Adds what is missing, takes away what is there; the order stays that of adding. */
export function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}

/** The statuses that an address names; what it does not know is left out. */
export function statusesFrom(text: string): PlaceStatus[] {
  return text.split(',').filter((part): part is PlaceStatus => (placeStatuses as readonly string[]).includes(part));
}
