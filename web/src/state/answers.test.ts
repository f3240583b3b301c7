import { describe, expect, it } from 'vitest';
import type { Report } from '../api/types';
import { answeredSince, knownOf, leftByOthers } from './answers';

const report = (id: string, outcome?: Report['outcome']) => ({ id, ...(outcome && { outcome }) }) as Report;
const ids = (reports: Report[]) => reports.map(({ id }) => id);

describe('what came of own reports', () => {
  const before = knownOf([report('waits'), report('decided', 'linked'), report('still')]);

  it('is told once somebody has decided, or has decided otherwise', () => {
    const now = [
      report('waits', 'became_place'),
      report('decided', 'no_action'),
      report('still'),
      report('new', 'linked'),
    ];
    expect(ids(answeredSince(before, now))).toEqual(['waits', 'decided', 'new']);
    expect(answeredSince(knownOf(now), now)).toEqual([]);
  });

  it('is told when the place of a report is in order again', () => {
    const at = (status: string) =>
      ({ ...report('decided', 'linked'), place: { id: 'P', name: 'Torget', status } }) as Report;
    const working = knownOf([at('in_action')]);
    expect(ids(answeredSince(working, [at('monitoring')]))).toEqual([]);
    expect(ids(answeredSince(working, [at('dormant')]))).toEqual(['decided']);
    expect(answeredSince(knownOf([at('dormant')]), [at('dormant')])).toEqual([]);
  });

  it('stays after a log-out for whoever else has been here, for two weeks', () => {
    const day = 86_400_000;
    const left = (account: string, days: number) => ({ account, at: (20 - days) * day, known: before });
    const all = [left('a', 1), left('b', 13), left('c', 14)];
    expect(leftByOthers(all, 'a', 20 * day).map(({ account }) => account)).toEqual(['b']);
  });

  it('is told of none that waits again, nor to whoever has never looked here', () => {
    expect(answeredSince(before, [report('decided')])).toEqual([]);
    expect(answeredSince(null, [report('waits', 'linked')])).toEqual([]);
  });
});
