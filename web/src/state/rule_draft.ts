import type { Area, NewRule, Rule } from '../api/types';

/** A rule as its form holds it. */
export interface RuleDraft {
  area: string;
  problemType: string;
  siteKind: string;
  party: string;
  decision: string;
  from: string;
  until: string;
}

export const emptyRule: RuleDraft = {
  area: '',
  problemType: '',
  siteKind: '',
  party: '',
  decision: '',
  from: '',
  until: '',
};

/** What is sent; nothing chosen means any. */
export function bodyOf(draft: RuleDraft): NewRule {
  return {
    area: draft.area || null,
    problem_type: draft.problemType || null,
    site_kind: draft.siteKind || null,
    party: draft.party,
    decision: draft.decision.trim(),
    from: draft.from || null,
    until: draft.until || null,
  };
}

/** Rules in the order in which they go before each other: what names more first, then an area before a type before a kind. */
export function inOrder(rules: readonly Rule[]): Rule[] {
  const weight = ({ area, problem_type, site_kind }: Rule) => {
    const named = {
      area: Number(area !== null),
      type: Number(problem_type !== null),
      kind: Number(site_kind !== null),
    };
    return (named.area + named.type + named.kind) * 10 + named.area * 4 + named.type * 2 + named.kind;
  };
  return rules.toSorted(
    (one, other) => weight(other) - weight(one) || (other.from ?? '').localeCompare(one.from ?? ''),
  );
}

/** Areas that a rule can speak of today or later, districts first. */
export function areasFor(areas: readonly Area[], today: string): Area[] {
  const open = areas.filter(({ until }) => !until || until > today);
  const rank = ({ kind }: Area) => ['district', 'neighbourhood', 'local_police_area', 'custom'].indexOf(kind);
  return open.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'sv'));
}
