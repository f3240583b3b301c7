import type { Query } from '../api/client';
import { placeStatuses, type PlaceStatus } from '../api/types';
import { dayAfter } from './days';

/** What the map and the list both leave out. An empty list means "all". */
export interface Filters {
  places: boolean;
  reports: boolean;
  statuses: PlaceStatus[];
  types: string[];
  /** A district's code. */
  district: string | null;
  withoutCoordinator: boolean;
  childRelevant: boolean;
  /** Only places whose coordination should have been answered by now. */
  overdue: boolean;
  /** Only places that the account follows. */
  followed: boolean;
  /** The code of a party: it coordinates a place or is asked to, or a report comes from it. */
  party: string | null;
  /** First and last day, both included: of making for places, of sight for reports. */
  since: string | null;
  until: string | null;
  /** Hours of the day in which reports were seen, such as 17-22; any of them. */
  hours: string[];
}

export const noFilters: Filters = {
  places: true,
  reports: true,
  statuses: [],
  types: [],
  district: null,
  withoutCoordinator: false,
  childRelevant: false,
  overdue: false,
  followed: false,
  party: null,
  since: null,
  until: null,
  hours: [],
};

/** What lists and tiles of places and reports are both asked with. The server's days are Stockholm's; its `until` is not included. */
function commonQuery(filters: Filters): Query {
  return {
    problem_type: filters.types,
    district: filters.district ?? undefined,
    party: filters.party ?? undefined,
    since: filters.since ?? undefined,
    until: filters.until === null ? undefined : dayAfter(filters.until),
  };
}

/** The query that places are asked with, in lists and in tiles alike. */
export function placeQuery(filters: Filters): Query {
  return {
    ...commonQuery(filters),
    status: filters.statuses,
    without_coordinator: filters.withoutCoordinator || undefined,
    child_relevant: filters.childRelevant || undefined,
    overdue: filters.overdue || undefined,
    followed: filters.followed || undefined,
  };
}

/**
 * The query that reports are asked with. A report has no place status, no coordinator and no mark of children of its own,
 * so those filters say nothing about it.
 */
export function reportQuery(filters: Filters): Query {
  return { ...commonQuery(filters), hours: filters.hours };
}

/** Places disappear while the time of day is asked for, which they do not have. */
export function showsPlaces(filters: Filters): boolean {
  return filters.places && filters.hours.length === 0;
}

/** Reports disappear while a filter is on that only places can answer to: a list of active places is not full of reports. */
export function showsReports(filters: Filters): boolean {
  const asksOfPlaces =
    filters.statuses.length > 0 ||
    filters.withoutCoordinator ||
    filters.childRelevant ||
    filters.overdue ||
    filters.followed;
  return filters.reports && !asksOfPlaces;
}

/** How many filters narrow the view, for the number on the filter button. */
export function countFilters(filters: Filters): number {
  return [
    !filters.places || !filters.reports,
    filters.statuses.length > 0,
    filters.types.length > 0,
    filters.district !== null,
    filters.withoutCoordinator,
    filters.childRelevant,
    filters.overdue,
    filters.followed,
    filters.party !== null,
    filters.since !== null || filters.until !== null,
    filters.hours.length > 0,
  ].filter(Boolean).length;
}

export const kinds = ['places', 'reports'] as const;
export type Kind = (typeof kinds)[number];

/** Shows a kind, or hides it. At least one stays: a map of nothing is no view. */
export function withKind({ places, reports }: Filters, kind: Kind): Pick<Filters, Kind> {
  const next = { places, reports };
  next[kind] = !next[kind];
  return next.places || next.reports ? next : { places: kind === 'reports', reports: kind === 'places' };
}

/** Adds what is missing, takes away what is there; the order stays that of adding. */
export function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}

/**
 * What choosing a whole category comes to: all its types are chosen, or, when they were all chosen already, none of them.
 */
export function withCategory(chosen: readonly string[], ofCategory: readonly string[]): string[] {
  const others = chosen.filter((type) => !ofCategory.includes(type));
  return ofCategory.every((type) => chosen.includes(type)) ? others : [...others, ...ofCategory];
}

/** The statuses that an address names; what it does not know is left out. */
export function statusesFrom(text: string): PlaceStatus[] {
  return text.split(',').filter((part): part is PlaceStatus => (placeStatuses as readonly string[]).includes(part));
}
