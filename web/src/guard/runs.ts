import { isDigit, type Folded } from './fold';

/** The longest gap that still joins digits into one number: `" - "`. */
const gapMaxChars = 3;

/**
 * What stands between two runs of digits: anything that keeps numbers apart; a line break, alone or among white space;
 * white space; a dash or plus, perhaps among white space; a single full stop, slash or underscore; a bracket, perhaps
 * among white space and dashes, as around area codes.
 */
export type Gap = 'apart' | 'line' | 'space' | 'dash' | 'dot' | 'bracket';

/** A run of digits, and what lies between it and the one before. */
export interface Run {
  start: number;
  digits: number[];
  gap: Gap;
}

/** All runs of ASCII digits, in order. */
export function runsOf(text: Folded): Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!isDigit(text[at])) continue;
    const start = at;
    while (isDigit(text[at])) at += 1;
    const gap = runs.length === 0 ? 'apart' : gapOf(text.slice(end, start));
    runs.push({ start, digits: text.slice(start, at).map(Number), gap });
    end = at;
  }
  return runs;
}

function gapOf(between: Folded): Gap {
  const text = between.join('');
  if (between.length > gapMaxChars) return 'apart';
  if (/^[./_]$/.test(text)) return 'dot';
  if (/^ *$/.test(text)) return 'space';
  if (/^[ \n]*$/.test(text)) return 'line';
  if (/^[ \n+-]*$/.test(text)) return 'dash';
  return /[()]/.test(text) && /^[ ()-]*$/.test(text) ? 'bracket' : 'apart';
}

/** The run as a number; runs of more than nine digits are no number anyone asks about. */
export function valueOf(run: Run): number | undefined {
  return run.digits.length <= 9 ? Number(run.digits.join('')) : undefined;
}
