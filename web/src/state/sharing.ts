import { classes, type Class, type Party, type Report } from '../api/types';

/** What somebody can choose; only figures and the like are open to all. */
export type Choosable = Exclude<Class, 'open'>;

/** Fewer see it than the parties of the place, which is what everybody takes for granted. */
export function isNarrow(shared: Class): boolean {
  return shared === 'origin' || shared === 'police';
}

/** The class of what is made of several things: the narrowest of them. */
export function narrowest(all: readonly (Class | undefined)[]): Class | undefined {
  const known = all.filter((one) => one !== undefined);
  return classes.findLast((one) => known.includes(one));
}

/** Whether fewer see `one` than `other`. */
export function isNarrower(one: Class | undefined, other: Class | undefined): boolean {
  return one !== undefined && other !== undefined && classes.indexOf(one) > classes.indexOf(other);
}

/** What a party of this kind can choose: only the police have a class of their own. */
export function choosable(kind: Party['kind'] | undefined): Choosable[] {
  const all: Choosable[] = ['partner', 'city', 'police', 'origin'];
  return all.filter((one) => one !== 'police' || kind === 'police');
}

/**
 * What a place made from these reports can be: what fewer see than a report's class says, only the report's own
 * organisation may show to more.
 */
export function foundable(reports: readonly Report[], party: Pick<Party, 'code' | 'kind'>): Choosable[] {
  return choosable(party.kind).filter((one) =>
    reports.every((report) => !isNarrower(report.class, one) || report.origin?.code === party.code),
  );
}
