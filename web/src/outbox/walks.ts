import type { ProblemBody } from '../api/problem';
import type { NewWalk } from '../api/types';
import { walkIds } from '../device/housekeeping';
import type { Keeping } from '../device/keeping';
import { whyOf } from './sender';

/** A walk that has ended and waits to be sent. Its key was made before the first attempt. */
export interface EndedWalk {
  key: string;
  body: NewWalk;
  /** What the server said, where it did not take it. */
  refused: ProblemBody | null;
}

/** All that sending needs of the world, so that the page, the service worker and the tests can each give their own. */
export interface WalkWorld {
  /** The login that the server knows us by, now. Throws where it does not answer or does not know us. */
  who(): Promise<string>;
  send(body: NewWalk, key: string): Promise<unknown>;
  /** A walk has arrived or was refused: what lies on the disk has changed. */
  changed(walk: EndedWalk, arrived: boolean): void;
}

const prefix = `${walkIds}ed:`;
/** The walk under way. */
export const walkId = walkIds;

export const keepWalk = (safe: Keeping, walk: EndedWalk) => safe.put('draft', prefix + walk.key, walk);
export const forgetWalk = (safe: Keeping, key: string) => safe.remove('draft', prefix + key);

/** The walks that have ended on this phone and are not with the server yet. */
export async function endedWalks(safe: Keeping): Promise<EndedWalk[]> {
  const kept = await safe.list<EndedWalk>('draft', prefix);
  return kept.flatMap(({ value }) => (value ? [value] : []));
}

/** The ids of walks that were never sent and had to be let go of. */
export async function lostWalks(safe: Keeping): Promise<string[]> {
  const kept = await safe.list('draft', walkIds);
  return kept.flatMap(({ id, value }) => (value === null ? [id] : []));
}

/**
 * Sends what waits, one after the other, and stops at the first that gets no answer; says why it stopped. The caller sees
 * to it that nobody else sends meanwhile. `login` is whose walks they are: somebody else's session never sends them.
 */
export async function sendWalks(
  safe: Keeping,
  login: string,
  world: WalkWorld,
): Promise<'no_answer' | 'busy' | 'logged_out' | null> {
  for (const walk of (await endedWalks(safe)).filter(({ refused }) => !refused)) {
    try {
      if ((await world.who()) !== login) return 'logged_out';
      await world.send(walk.body, walk.key);
    } catch (error) {
      const why = whyOf(error);
      if (why.kind !== 'refused') return why.kind;
      const refused = { ...walk, refused: why.problem };
      await keepWalk(safe, refused);
      world.changed(refused, false);
      continue;
    }
    await forgetWalk(safe, walk.key);
    world.changed(walk, true);
  }
  return null;
}
