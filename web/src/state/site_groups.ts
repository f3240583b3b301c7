import type { MySite } from '../api/types';
import { wordsIn } from './wording';

/** How a site concerns its party, beside being its own. */
export const ties = ['ground', 'fence', 'measure', 'reports'] as const;
export type Tie = (typeof ties)[number];

/** What is asked of the list of sites. */
export interface SitesAsked {
  query: string;
  /** Any of these; none is no demand. */
  ties: readonly Tie[];
}

/** The ties of a site: a place on its ground, a place at its fence, a measure of the party's own at one, reports. */
export function tiesOf(site: MySite, measured: ReadonlySet<string>): Tie[] {
  const has: Record<Tie, boolean> = {
    ground: site.places.some(({ ground }) => ground),
    fence: site.places.some(({ ground }) => !ground),
    measure: site.places.some(({ id }) => measured.has(id)),
    reports: site.reports > 0,
  };
  return ties.filter((tie) => has[tie]);
}

/** The sites that fit, those with places on their ground first, then at the fence, then with reports, then by name. */
export function sitesFor(sites: readonly MySite[], asked: SitesAsked, measured: ReadonlySet<string>): MySite[] {
  const text = ({ name, code, property_designation }: MySite) => [name, code, property_designation].join(' ');
  const fits = (site: MySite) => {
    const own = tiesOf(site, measured);
    return (asked.ties.length === 0 || asked.ties.some((tie) => own.includes(tie))) && wordsIn(text(site), asked.query);
  };
  const weight = ({ places, reports }: MySite) =>
    places.filter(({ ground }) => ground).length * 1000 + places.length * 100 + Math.min(reports, 99);
  return sites
    .filter(fits)
    .sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name, 'sv') || a.id.localeCompare(b.id));
}

/** Sites under the names of what they belong to; what belongs to nothing comes last, under the empty name. */
export function grouped(
  sites: readonly MySite[],
  nameOf: (site: MySite) => string,
): { name: string; sites: MySite[] }[] {
  const groups = new Map<string, MySite[]>();
  for (const site of sites) {
    const name = nameOf(site);
    const group = groups.get(name);
    if (group) group.push(site);
    else groups.set(name, [site]);
  }
  return [...groups]
    .map(([name, all]) => ({ name, sites: all }))
    .sort((a, b) => Number(a.name === '') - Number(b.name === '') || a.name.localeCompare(b.name, 'sv'));
}
