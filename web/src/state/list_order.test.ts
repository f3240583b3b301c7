import { describe, expect, it } from 'vitest';
import type { Place, PlaceStatus, Report, ReportStatus } from '../api/types';
import { ordered, type Order } from './list_order';

const base = { level: 'full', position: { lon: 18, lat: 59 }, outside_districts: false, district: null } as const;
const place = (id: string, name: string, status: PlaceStatus, last_seen: string | null): Place => ({
  id,
  name,
  status,
  last_seen,
  ...base,
});
const report = (id: string, status: ReportStatus, observed_at: string): Report => ({
  id,
  status,
  observed_at,
  ...base,
});

const places = [
  place('p1', 'Östra porten', 'dormant', null),
  place('p2', 'Ängen', 'active', '2026-11-20T10:00:00+01:00'),
  place('p3', 'Allén', 'monitoring', '2026-11-22T10:00:00+01:00'),
];
const reports = [
  report('r1', 'triaged', '2026-11-23T08:00:00Z'),
  report('r2', 'received', '2026-11-21T10:00:00+01:00'),
];
const ids = (order: Order) =>
  ordered(places, reports, order).map((row) => (row.kind === 'place' ? row.place.id : row.report.id));

describe('the list', () => {
  it('comes newest first, and what was never seen last', () =>
    expect(ids('newest')).toEqual(['r1', 'p3', 'r2', 'p2', 'p1']));
  it('comes by name in the Swedish order', () => expect(ids('name')).toEqual(['p3', 'p2', 'p1', 'r1', 'r2']));
  it('comes most pressing first', () => expect(ids('status')).toEqual(['p2', 'p3', 'p1', 'r2', 'r1']));
  it('compares moments, not their spelling', () => {
    const same = [
      report('a', 'received', '2026-11-23T09:30:00+01:00'),
      report('b', 'received', '2026-11-23T09:00:00Z'),
    ];
    const order = ordered([], same, 'newest').map((row) => (row.kind === 'report' ? row.report.id : ''));
    expect(order).toEqual(['b', 'a']);
  });
});
