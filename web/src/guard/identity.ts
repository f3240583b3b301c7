import type { Folded } from './fold';
import { runsOf, valueOf, type Run } from './runs';

/**
 * Swedish personal identity numbers and coordination numbers; a port of `src/domain/guard/identity.rs`.
 *
 * Ten digits YYMMDDNNNC or twelve with the century; the day is 60 more in coordination numbers; the last digit is a Luhn
 * check of the other nine.
 */
export function hasIdentityNumber(text: Folded): boolean {
  const runs = runsOf(text);
  return runs.some((_, first) => beginsWithOne(runs.slice(first)));
}

/** No number is written in more pieces, but for digit by digit. */
const digitsMax = 12;

/** Whether an identity number begins with the first of the runs and ends with one of the next. */
function beginsWithOne(runs: readonly Run[]): boolean {
  const digits: number[] = [];
  for (const [at, run] of runs.entries()) {
    if ((at > 0 && run.gap === 'apart') || digits.length + run.digits.length > digitsMax) return false;
    digits.push(...run.digits);
    if (isNumber(digits) && isWrittenAsOne(runs.slice(0, at + 1), digits.length)) return true;
  }
  return false;
}

function isNumber(digits: readonly number[]): boolean {
  if (digits.length !== 10 && digits.length !== 12) return false;
  const century = digits.length === 12 ? pair(digits, 0) : undefined;
  const ten = digits.slice(-10);
  return (century === undefined || (century >= 18 && century <= 20)) && isDate(century, ten) && isLuhn(ten);
}

const pair = (digits: readonly number[], at: number) => (digits[at] ?? 0) * 10 + (digits[at + 1] ?? 0);

function isDate(century: number | undefined, ten: readonly number[]): boolean {
  const [year, month, written] = [pair(ten, 0), pair(ten, 2), pair(ten, 4)];
  const day = written > 60 ? written - 60 : written;
  // Without its century a year may be a leap year if the two digits allow it; 1900 was none, 2000 was.
  const isLeap = year % 4 === 0 && (century === undefined || year !== 0 || century % 4 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

function isLuhn(ten: readonly number[]): boolean {
  const weighted = ten.map((digit, at) => digit * (at % 2 === 0 ? 2 : 1));
  return weighted.reduce((sum, one) => sum + Math.floor(one / 10) + (one % 10), 0) % 10 === 0;
}

/**
 * Whether the gaps stand where somebody would put them in a number, rather than between numbers of other kinds. A line
 * break may stand anywhere, since lines break anywhere.
 */
function isWrittenAsOne(runs: readonly Run[], digits: number): boolean {
  if (runs.every((run) => run.digits.length === 1)) return true;
  let fromEnd = digits;
  const isSensible = runs.slice(1).every(({ gap }, before) => {
    fromEnd -= runs[before]?.digits.length ?? 0;
    if (gap === 'line') return true;
    // Before the serial number, between day, month and year, and before it again for four as two and two.
    if (gap === 'space' || gap === 'dash') return [2, 4, 6, 8, 10].includes(fromEnd);
    return gap === 'dot' && [4, 6, 8].includes(fromEnd);
  });
  return isSensible && !isDateAndTime(runs);
}

/** `2024-05-01 1430` and `2024-05-01 14 30`: a date in parts, white space, and four digits that are a time of day. */
function isDateAndTime(runs: readonly Run[]): boolean {
  const [year, month, day, ...time] = runs;
  if (!year || !month || !day || time.length < 1 || time.length > 2) return false;
  const lengths = [year, month, day].map((run) => run.digits.length).join(' ');
  if (lengths !== '4 2 2' || month.gap !== 'dash' || day.gap !== 'dash' || time[0]?.gap !== 'space') return false;
  const [first, second] = time.map(valueOf);
  if (first === undefined) return false;
  const [hour, minute] = time.length === 1 ? [Math.floor(first / 100), first % 100] : [first, second];
  return hour < 24 && minute !== undefined && minute < 60;
}
