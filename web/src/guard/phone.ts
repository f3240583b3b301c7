import { isDigit, isLetter, type Folded } from './fold';
import { runsOf, valueOf, type Run } from './runs';

/** Digits of an international number after the plus or the zeros. */
const internationalDigits = { min: 9, max: 15 };
/** Digits of a Swedish national number, the leading zero included. */
const nationalDigits = { min: 8, max: 11 };

/** Phone numbers; a port of `src/domain/guard/contact.rs`. */
export function hasPhoneNumber(text: Folded): boolean {
  const runs = runsOf(text);
  return runs.some((run, first) => {
    const rest = runs.slice(first);
    return !goesOnFromDigits(text, run.start) && (isInternational(text, rest) || isNational(text, rest));
  });
}

/** `59.0701234567`, `2023/0123-4567`: the rest of a decimal number or of a case number. */
function goesOnFromDigits(text: Folded, start: number): boolean {
  return ['.', ',', '/'].includes(text[start - 1] ?? '') && isDigit(text[start - 2]);
}

const within = (count: number, { min, max }: { min: number; max: number }) => count >= min && count <= max;
const countDigits = (runs: readonly Run[]) => runs.reduce((sum, run) => sum + run.digits.length, 0);

/** The first runs that together are one number, as far as white space, dashes, dots and brackets join them. */
function joined(runs: readonly Run[], digitsMax: number): readonly Run[] {
  const end = runs.findIndex(
    (run, at) => countDigits(runs.slice(0, at + 1)) > digitsMax || (at > 0 && run.gap === 'apart'),
  );
  return end < 0 ? runs : runs.slice(0, end);
}

/** How many zeros stand for the plus of an international number; nothing where none begins here. */
function zerosForPlus(text: Folded, { start, digits }: Run): number | undefined {
  if (text[start - 1] === '+') {
    // A plus after a digit is the sign of somebody over a hundred, or a sum.
    return isDigit(text[start - 2]) || digits[0] === 0 ? undefined : 0;
  }
  const hasZeros = digits[0] === 0 && digits[1] === 0 && digits[2] !== undefined && digits[2] !== 0;
  return hasZeros ? 2 : undefined;
}

/** `+46 70 ...`, `0046 70 ...`: a plus or two zeros, then a country that does not begin with zero. */
function isInternational(text: Folded, runs: readonly Run[]): boolean {
  const zeros = runs[0] && zerosForPlus(text, runs[0]);
  if (zeros === undefined) return false;
  const count = countDigits(joined(runs, internationalDigits.max + zeros));
  return within(Math.max(0, count - zeros), internationalDigits);
}

/** A zero and an area code or 07x, in one piece or in groups. */
function isNational(text: Folded, runs: readonly Run[]): boolean {
  const first = runs[0];
  if (!first || first.digits[0] !== 0 || !first.digits[1]) return false;
  const count = first.digits.length;
  // Identifiers have letters before their digits; only a mobile number is unmistakable there.
  if (isLetter(text[first.start - 1])) return first.digits[1] === 7 && count === 10;
  if (count >= 9 && count <= 11) return true;
  if (count === 8) return !isDayMonthYear(first.digits) && (first.digits[1] === 8 || endsWithTwo(first, runs[1]));
  return isNationalInGroups(joined(runs, nationalDigits.max));
}

/** `07012345 67`: all of a mobile number but its last two digits in one piece. */
function endsWithTwo(first: Run, next: Run | undefined): boolean {
  return first.digits[1] === 7 && next?.digits.length === 2 && next.gap !== 'apart';
}

function isNationalInGroups(runs: readonly Run[]): boolean {
  const [first, ...rest] = runs;
  // A run of more digits than any number has is joined to nothing, not even to itself.
  if (!first || !within(countDigits(runs), nationalDigits) || rest.some((run) => run.digits.length < 2)) return false;
  // Stockholm is 08, every other area has three or four digits; or everything is written in pairs.
  const inPairs = runs.length === 5 && runs.every((run) => run.digits.length === 2) && first.digits[1] === 7;
  const isStockholm = first.digits.length === 2 && first.digits[1] === 8;
  const isArea = isStockholm || (first.digits.length >= 3 && first.digits.length <= 7);
  return (isArea || inPairs) && !areTimesOrDate(runs);
}

/** Opening hours (`0700-2200`, `08.30-16.00`, `08-16 10-15`) and dates (`08-12-2023`). */
function areTimesOrDate(runs: readonly Run[]): boolean {
  const values = runs.map((run) => valueOf(run) ?? 0);
  const lengths = runs.map((run) => run.digits.length);
  if (lengths.join(' ') === '4 4') return values.every((value) => value / 100 < 25 && value % 100 < 60);
  const [day = 0, month = 0, year = 0] = values;
  if (lengths.join(' ') === '2 2 4' && day <= 31 && month <= 12 && isYear(year)) return true;
  if (lengths.some((length) => length !== 2)) return false;
  // Four pairs are two spans of hours, or of hours and minutes: neither has sixty or more.
  if (lengths.length === 4 && values.some((value) => value >= 60)) return false;
  const gaps = runs.slice(1).map((run) => run.gap);
  return gaps.filter((gap) => gap === 'dash').length > 1 || gaps.includes('dot');
}

const isYear = (year: number) => year >= 1900 && year < 2100;

function isDayMonthYear(digits: readonly number[]): boolean {
  const number = (from: number, to: number) => Number(digits.slice(from, to).join(''));
  const [day, month] = [number(0, 2), number(2, 4)];
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 && isYear(number(4, 8));
}
