import type { LonLat, Round } from '../../api/types';
import { isSame, rebased } from '../../state/rebased';

/** A stop as it is written: `number` is its own in the round, which a new one has not got yet. */
export interface StopDraft {
  /** Tells the rows of the form apart. */
  key: number;
  number?: number;
  label: string;
  position: LonLat;
  place?: string;
  site?: string;
  /** What the place or site is called. */
  of?: string;
}

/** A round as it is written. */
export interface RoundDraft {
  name: string;
  isEnded: boolean;
  stops: StopDraft[];
}

let lastKey = 0;

export function stopDraft(stop: Omit<StopDraft, 'key'>): StopDraft {
  lastKey += 1;
  return { key: lastKey, ...stop };
}

/** The stops of a round as they stand. */
export function stopsOf(round: Round | null): StopDraft[] {
  return (round?.stops ?? []).map(({ number, label, position, place, site }) => {
    const of = place?.name ?? site?.name;
    return stopDraft({
      number,
      label,
      position: { lon: position.lon, lat: position.lat },
      ...(place && { place: place.id }),
      ...(site && { site: site.id }),
      ...(of !== undefined && of !== label && { of }),
    });
  });
}

export function roundDraft(round: Round | null): RoundDraft {
  return { name: round?.name ?? '', isEnded: round?.ended ?? false, stops: stopsOf(round) };
}

const isDisputed = (written: unknown, before: unknown, latest: unknown) =>
  !isSame(written, before) && !isSame(latest, before) && !isSame(written, latest);

/** The first list with what only the second has, each before what it stands before there: what is added comes last. */
function woven(ids: readonly number[], other: readonly number[]): number[] {
  const result = [...ids];
  let at = result.length;
  for (const id of [...other].reverse()) {
    if (!result.includes(id)) result.splice(at, 0, id);
    at = result.indexOf(id);
  }
  return result;
}

/**
 * What is written of a round, once it has changed beneath: what only one of the two has changed is as that one left it. What
 * both have changed, and not alike, is as it is written, and is told.
 */
export function mergedRound(written: RoundDraft, before: RoundDraft, latest: RoundDraft) {
  const disputed: (StopDraft | 'round.name' | 'round.order')[] = [];
  const all = [written, before, latest].map(
    ({ stops }) => new Map(stops.map((stop) => [stop.number ?? -stop.key, stop])),
  );
  const ids = all.map((stops) => [...stops.keys()]);
  const [mine = [], had, theirs = []] = ids.map((list) => list.filter((id) => all.every((stops) => stops.has(id))));
  const [here = [], , there = []] = ids;
  if (isDisputed(written.name, before.name, latest.name)) disputed.push('round.name');
  if (isDisputed(mine, had, theirs)) disputed.push('round.order');
  const stops = (isSame(mine, had) ? woven(there, here) : woven(here, there)).flatMap((id): StopDraft[] => {
    const [my, old, now] = all.map((stops) => stops.get(id));
    const stop = my ?? now;
    if (!stop) return [];
    if (!old) return [stop];
    if (isDisputed(my?.label, old.label, now?.label)) disputed.push(stop);
    if (my && now) return [{ ...rebased(my, old, now), key: my.key }];
    // What is written in a stop that has been taken away begins anew: the round has no such stop any more.
    const { number, ...unnumbered } = stop;
    return my && my.label !== old.label ? [unnumbered] : [];
  });
  return { draft: { ...rebased(written, before, latest), stops }, disputed };
}

/** The list with one stop a step further up or down; the same list where there is no such step. */
export function moved<T>(stops: readonly T[], at: number, by: 1 | -1): T[] {
  const list = [...stops];
  const to = at + by;
  const [one, other] = [list[at], list[to]];
  if (one === undefined || other === undefined) return list;
  list[at] = other;
  list[to] = one;
  return list;
}
