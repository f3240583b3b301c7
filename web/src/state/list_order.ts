import { placeStatuses, type Place, type Report } from '../api/types';

export const orders = ['newest', 'status', 'name'] as const;
export type Order = (typeof orders)[number];

/** One row of the list beside the map. */
export type Row = { kind: 'place'; place: Place } | { kind: 'report'; report: Report };

function seen(row: Row): string {
  return row.kind === 'place' ? (row.place.last_seen ?? '') : (row.report.observed_at ?? '');
}

/** Places by how pressing they are, then reports that wait, then the rest. */
function rank(row: Row): number {
  if (row.kind === 'report') return row.report.status === 'received' ? 100 : 101;
  const pressing = ['active', 'in_action', 'under_analysis', 'suspected'];
  const { status } = row.place;
  if (status === undefined) return 99; // below `summary` nobody is told: after all that is known to be a place at work
  const first = pressing.indexOf(status);
  return first >= 0 ? first : pressing.length + placeStatuses.indexOf(status);
}

function name(row: Row): string {
  return row.kind === 'place' ? (row.place.name ?? '\uffff') : '\uffff'; // what has no name comes last
}

/** The rows in the order asked for; what is equal falls back on the newest first, and then on the id. */
export function ordered(places: readonly Place[], reports: readonly Report[], order: Order): Row[] {
  const rows: Row[] = [
    ...places.map((place): Row => ({ kind: 'place', place })),
    ...reports.map((report): Row => ({ kind: 'report', report })),
  ];
  const id = (row: Row) => (row.kind === 'place' ? row.place.id : row.report.id);
  const times = (a: Row, b: Row) => Date.parse(seen(b) || '1970-01-01') - Date.parse(seen(a) || '1970-01-01');
  const firstBy: Record<Order, (a: Row, b: Row) => number> = {
    newest: times,
    status: (a, b) => rank(a) - rank(b),
    name: (a, b) => name(a).localeCompare(name(b), 'sv'),
  };
  return rows.sort((a, b) => firstBy[order](a, b) || times(a, b) || id(a).localeCompare(id(b)));
}
