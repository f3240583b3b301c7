import type { LonLat, Round } from '../../api/types';

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
