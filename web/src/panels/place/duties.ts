import type { Measure, Named, Place } from '../../api/types';

/** Something that a party has to do at a place, or does there. */
export type PartyDuty =
  | { what: 'coordinates' | 'holds' | 'answers' | 'names' | 'objection'; by: string | null }
  | { what: 'measure'; measure: Measure };

export interface OfParty {
  party: Named;
  duties: PartyDuty[];
}

/** What each party does at a place: the one that coordinates first, then by name. */
export function dutiesOf(place: Place, measures: readonly Measure[]): OfParty[] {
  const parties = new Map<string, OfParty>();
  const add = (party: Named, duty: PartyDuty) => {
    const known = parties.get(party.code) ?? { party, duties: [] };
    known.duties.push(duty);
    parties.set(party.code, known);
  };
  const { coordination } = place;
  if (coordination) {
    const { holder, state, deadline } = coordination;
    add(holder.party, { what: holder.ad_interim ? 'holds' : 'coordinates', by: null });
    if (state === 'proposed') add(coordination.party, { what: 'answers', by: deadline });
    if (state === 'interim' || state === 'declined') add(holder.party, { what: 'names', by: deadline });
    if (state === 'escalated') add(coordination.party, { what: 'answers', by: null });
  }
  for (const { party, answered_at } of place.set_aside?.objections ?? [])
    if (!answered_at) add(party, { what: 'objection', by: null });
  for (const measure of measures) add(measure.party, { what: 'measure', measure });
  const [first, ...others] = [...parties.values()];
  if (!first) return [];
  return [first, ...others.sort((a, b) => a.party.name.localeCompare(b.party.name, 'sv'))];
}
