import type { Found, KnownAtStop, NewWalk, Round } from '../api/types';

/** One answer at one stop. */
export interface Answer {
  stop: number;
  at: string;
  found: Found;
}

/** A walk that is under way: plain data, so that it can be kept on the phone and gone on with. */
export interface WalkInHand {
  round: Pick<Round, 'id' | 'name' | 'stops'>;
  /** What was known as it began; null where that could not be fetched. */
  known: KnownAtStop[] | null;
  startedAt: string;
  /** Which stop is looked at, counted from 0. */
  at: number;
  answers: Answer[];
}

export type WalkEvent =
  | { do: 'answer'; stop: number; found: Found; now: string }
  | { do: 'go'; at: number }
  | { do: 'known'; known: KnownAtStop[] };

export function begun(round: Round, known: KnownAtStop[] | null, now: string): WalkInHand {
  const { id, name, stops } = round;
  return { round: { id, name, stops }, known, startedAt: now, at: 0, answers: [] };
}

export const answerAt = (walk: WalkInHand, stop: number) => walk.answers.find((answer) => answer.stop === stop);

/** The next state. Pure: times come with the event. A second answer at a stop takes the place of the first. */
export function next(walk: WalkInHand, event: WalkEvent): WalkInHand {
  switch (event.do) {
    case 'answer': {
      const { stop, found, now } = event;
      if (!walk.round.stops.some(({ number }) => number === stop)) return walk;
      const others = walk.answers.filter((answer) => answer.stop !== stop);
      return { ...walk, answers: [...others, { stop, found, at: now }] };
    }
    case 'go':
      return { ...walk, at: Math.max(0, Math.min(event.at, walk.round.stops.length - 1)) };
    case 'known':
      return { ...walk, known: event.known };
  }
}

/** The stop after this one that has no answer yet, looked for round the whole list; this one where there is none. */
export function nextUnanswered(walk: WalkInHand): number {
  const { stops } = walk.round;
  for (let step = 1; step < stops.length; step += 1) {
    const at = (walk.at + step) % stops.length;
    const stop = stops[at];
    if (stop && !answerAt(walk, stop.number)) return at;
  }
  return walk.at;
}

/** The body to send, or nothing while no stop has an answer. `corrected` brings the phone's clock to the server's. */
export function bodyOf(walk: WalkInHand, now: string, corrected: (time: string) => string): NewWalk | null {
  if (walk.answers.length === 0) return null;
  // A clock that was set back while somebody walked leaves answers before the beginning; they are moved to it.
  const times = [walk.startedAt, now, ...walk.answers.map(({ at }) => at)].sort();
  const [first = walk.startedAt] = times;
  const last = times.at(-1) ?? now;
  return {
    round: walk.round.id,
    started_at: corrected(first),
    ended_at: corrected(last),
    visits: walk.answers.map(({ stop, at, found }) => ({ stop, at: corrected(at), found })),
  };
}
