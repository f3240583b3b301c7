import { describe, expect, it } from 'vitest';
import type { Round } from '../api/types';
import { answerAt, begun, bodyOf, next, nextUnanswered, type WalkInHand } from './walk';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 27, 18, minute)).toISOString();
const stop = (number: number) => ({ number, label: `Stopp ${number}`, position: { lon: 18, lat: 59 } });
const round: Round = {
  id: '4QX9K2M7D1A',
  name: 'Kvällsronden',
  ended: false,
  stops: [stop(1), stop(2), stop(5)],
  last_walked_at: null,
  held_by: { party: { code: 'V', name: 'Väster' } },
};
const walk = begun(round, null, at(0));
const answered = (from: WalkInHand, number: number, minute: number, found: 'nothing' | 'still' = 'nothing') =>
  next(from, { do: 'answer', stop: number, found, now: at(minute) });

describe('a walk that is under way', () => {
  it('keeps one answer for each stop, the last that was given', () => {
    const twice = answered(answered(walk, 2, 1), 2, 2, 'still');
    expect(twice.answers).toEqual([{ stop: 2, found: 'still', at: at(2) }]);
    expect(answerAt(twice, 1)).toBeUndefined();
  });

  it('takes no answer for a stop that it has not', () => {
    expect(answered(walk, 3, 1)).toBe(walk);
  });

  it('goes on to the next stop without an answer, and stays where there is none', () => {
    const first = answered(walk, 1, 1);
    expect(nextUnanswered(first)).toBe(1);
    const skipped = answered({ ...walk, at: 2 }, 5, 1);
    expect(nextUnanswered(skipped)).toBe(0);
    const all = answered(answered(answered({ ...walk, at: 2 }, 1, 1), 2, 2), 5, 3);
    expect(nextUnanswered(all)).toBe(2);
  });

  it('does not go beyond its ends', () => {
    expect(next(walk, { do: 'go', at: -1 }).at).toBe(0);
    expect(next(walk, { do: 'go', at: 9 }).at).toBe(2);
  });

  it('is sent with the stops that were looked at, and not at all without one', () => {
    expect(bodyOf(walk, at(9), (time) => time)).toBeNull();
    const body = bodyOf(answered(answered(walk, 5, 3), 1, 4), at(9), (time) => time);
    expect(body).toMatchObject({ round: round.id, started_at: at(0), ended_at: at(9) });
    expect(body?.visits.map((visit) => visit.stop)).toEqual([5, 1]);
  });

  it('holds its answers between its ends even where the clock was set back', () => {
    const body = bodyOf(answered(begun(round, null, at(30)), 1, 10), at(20), (time) => time);
    expect([body?.started_at, body?.ended_at]).toEqual([at(10), at(30)]);
  });
});
