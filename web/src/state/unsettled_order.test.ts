import { describe, expect, it } from 'vitest';
import type { Duty, Place } from '../api/types';
import { gathered, groupDuties } from './duty_groups';
import { daysUntil, mostOverdueFirst } from './unsettled_order';

const place = (name: string, deadline: string | null | undefined) =>
  ({ id: name, name, ...(deadline !== undefined && { coordination: { deadline } }) }) as Place;

describe('places without a permanent coordinator', () => {
  it('stand with the most overdue first, and without a clock last', () => {
    const places = [
      place('b', null),
      place('soon', '2026-03-01T17:00:00+01:00'),
      place('a', undefined),
      place('late', '2026-02-01T17:00:00+01:00'),
    ];
    expect(mostOverdueFirst(places).map(({ id }) => id)).toEqual(['late', 'soon', 'a', 'b']);
  });

  it('count the days that are left, and those that have passed', () => {
    const now = Date.parse('2026-03-01T12:00:00+01:00');
    expect(daysUntil('2026-03-03T12:00:00+01:00', now)).toBe(2);
    expect(daysUntil('2026-03-01T17:00:00+01:00', now)).toBe(0);
    expect(daysUntil('2026-02-28T17:00:00+01:00', now)).toBe(-1);
    const evening = Date.parse('2026-02-28T23:30:00+01:00');
    expect(daysUntil('2026-03-01T17:00:00+01:00', evening)).toBe(1);
  });
});

describe('duties', () => {
  const now = Date.parse('2026-03-01T12:00:00+01:00');
  const duty = (what: Duty['what'], deadline: string | null, overdue = false): Duty => ({ what, deadline, overdue });

  it('are grouped by what they ask of a person', () => {
    const grouped = groupDuties(
      [
        duty('triage', '2026-02-01T17:00:00+01:00', true),
        duty('answer_coordination', '2026-02-27T17:00:00+01:00', true),
        duty('name_coordinator', '2026-03-05T17:00:00+01:00'),
        duty('name_coordinator', '2026-05-05T17:00:00+01:00'),
        duty('triage', null),
      ],
      now,
    );
    expect(grouped.map(({ group, duties }) => [group, duties.length])).toEqual([
      ['asked', 1],
      ['overdue', 1],
      ['soon', 1],
      ['later', 2],
    ]);
  });

  it('let reports to assess stand together, and nothing else', () => {
    const lines = gathered([
      duty('name_coordinator', '2026-03-01T17:00:00+01:00'),
      duty('triage', '2026-03-02T17:00:00+01:00'),
      duty('name_coordinator', '2026-03-03T17:00:00+01:00'),
      duty('triage', '2026-03-04T17:00:00+01:00'),
    ]);
    expect(lines.map(({ first, count }) => [first.what, first.deadline, count])).toEqual([
      ['name_coordinator', '2026-03-01T17:00:00+01:00', 1],
      ['triage', '2026-03-02T17:00:00+01:00', 2],
      ['name_coordinator', '2026-03-03T17:00:00+01:00', 1],
    ]);
  });

  it('leave out groups that are empty', () => expect(groupDuties([], now)).toEqual([]));
});
