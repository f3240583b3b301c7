import { describe, expect, it } from 'vitest';
import { queryString } from '../api/client';
import { countFilters, noFilters, placeQuery, reportQuery, showsReports, toggled } from './filters';

describe('filters', () => {
  it('ask for everything when none is set', () => {
    expect(queryString(placeQuery(noFilters))).toBe('');
    expect(queryString(reportQuery(noFilters))).toBe('');
    expect(countFilters(noFilters)).toBe(0);
  });

  it('are asked of places and reports by what each can answer', () => {
    const filters = { ...noFilters, statuses: ['active' as const], types: ['graffiti'], withoutCoordinator: true };
    expect(queryString(placeQuery(filters))).toBe('?status=active&problem_type=graffiti&without_coordinator=true');
    expect(queryString(reportQuery(filters))).toBe('?problem_type=graffiti');
    expect(countFilters(filters)).toBe(3);
  });

  it('hide reports when only places can answer', () => {
    expect(showsReports(noFilters)).toBe(true);
    expect(showsReports({ ...noFilters, statuses: ['active'] })).toBe(false);
    expect(showsReports({ ...noFilters, withoutCoordinator: true })).toBe(false);
    expect(showsReports({ ...noFilters, reports: false })).toBe(false);
  });

  it('toggle one at a time', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});
