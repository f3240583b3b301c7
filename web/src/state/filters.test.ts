import { describe, expect, it } from 'vitest';
import { queryString } from '../api/client';
import {
  countFilters,
  noFilters,
  placeQuery,
  reportQuery,
  showsPlaces,
  showsReports,
  toggled,
  withCategory,
  withKind,
} from './filters';

describe('filters', () => {
  it('ask for everything when none is set', () => {
    expect(queryString(placeQuery(noFilters))).toBe('');
    expect(queryString(reportQuery(noFilters))).toBe('');
    expect(countFilters(noFilters)).toBe(0);
  });

  it('are asked of places and reports by what each can answer', () => {
    const filters = { ...noFilters, statuses: ['active' as const], types: ['graffiti'], withoutCoordinator: true };
    expect(queryString(placeQuery(filters))).toBe('?problem_type=graffiti&status=active&without_coordinator=true');
    expect(queryString(reportQuery(filters))).toBe('?problem_type=graffiti');
    expect(countFilters(filters)).toBe(3);
  });

  it('leave at least one kind on the map', () => {
    expect(withKind(noFilters, 'places')).toEqual({ places: false, reports: true });
    expect(withKind({ ...noFilters, reports: false }, 'places')).toEqual({ places: false, reports: true });
    expect(withKind({ ...noFilters, reports: false }, 'reports')).toEqual({ places: true, reports: true });
  });

  it('hide reports when only places can answer', () => {
    expect(showsReports(noFilters)).toBe(true);
    expect(showsReports({ ...noFilters, statuses: ['active'] })).toBe(false);
    expect(showsReports({ ...noFilters, withoutCoordinator: true })).toBe(false);
    expect(showsReports({ ...noFilters, reports: false })).toBe(false);
  });

  it('ask both for a period and a party, and include the last day', () => {
    const filters = { ...noFilters, party: 'sisab', since: '2026-01-01', until: '2026-12-31' };
    expect(queryString(placeQuery(filters))).toBe('?party=sisab&since=2026-01-01&until=2027-01-01');
    expect(queryString(reportQuery(filters))).toBe('?party=sisab&since=2026-01-01&until=2027-01-01');
    expect(countFilters(filters)).toBe(2);
  });

  it('of the time of day only reports can answer', () => {
    const filters = { ...noFilters, hours: ['17-22', '22-6'] };
    expect(queryString(reportQuery(filters))).toBe('?hours=17-22%2C22-6');
    expect(queryString(placeQuery(filters))).toBe('');
    expect([showsPlaces(filters), showsReports(filters), countFilters(filters)]).toEqual([false, true, 1]);
    expect(showsPlaces(noFilters)).toBe(true);
  });

  it('of what concerns children only places can answer', () => {
    const filters = { ...noFilters, childRelevant: true };
    expect(queryString(placeQuery(filters))).toBe('?child_relevant=true');
    expect(showsReports(filters)).toBe(false);
  });

  it('take a category as a whole, and leave it as a whole', () => {
    expect(withCategory(['arson', 'theft'], ['theft', 'threat'])).toEqual(['arson', 'theft', 'threat']);
    expect(withCategory(['arson', 'theft', 'threat'], ['theft', 'threat'])).toEqual(['arson']);
  });

  it('toggle one at a time', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});
