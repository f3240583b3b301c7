import { classes, type Class } from '../api/types';

/** Fewer see it than the parties of the place, which is what everybody takes for granted. */
export function isNarrow(shared: Class): boolean {
  return shared === 'origin' || shared === 'police';
}

/** The class of what is made of several things: the narrowest of them. */
export function narrowest(all: readonly (Class | undefined)[]): Class | undefined {
  const known = all.filter((one) => one !== undefined);
  return classes.findLast((one) => known.includes(one));
}
