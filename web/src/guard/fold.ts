/**
 * A text as the guard reads it, character by character: compatibility forms made plain, all digits and dashes ASCII,
 * white space single characters, invisible characters gone. A port of `src/domain/guard/fold.rs`.
 */
export type Folded = readonly string[];

/** A word of letters and digits: where it begins, and where it has ended. */
export type Word = readonly [start: number, end: number];

export const isLetter = (char: string | undefined) => char !== undefined && /^\p{Alphabetic}$/u.test(char);
export const isWordPart = (char: string | undefined) => char !== undefined && /^[\p{Alphabetic}\p{N}]$/u.test(char);
export const isDigit = (char: string | undefined) => char !== undefined && /^[0-9]$/.test(char);
export const isAsciiLetter = (char: string | undefined) => char !== undefined && /^[A-Za-z]$/.test(char);

export function fold(text: string): Folded {
  return [...text.normalize('NFKC')].filter((char) => !isInvisible(char)).map(plain);
}

export function lower(chars: Folded): string {
  return chars.map((char) => char.toLowerCase()).join('');
}

export function wordsOf(text: Folded): Word[] {
  const words: Word[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    if (isWordPart(text[at])) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      words.push([start, at]);
      start = -1;
    }
  }
  return words;
}

const dashes = /^[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D\u2043]$/;

function plain(char: string): string {
  if (dashes.test(char)) return '-';
  if (char === '\n') return char;
  if (/^\p{White_Space}$/u.test(char)) return ' ';
  return asciiDigit(char) ?? char;
}

/** Zeros of the scripts whose digits are not already plain after NFKC; nine digits follow each. */
const zeros = [0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0];

function asciiDigit(char: string): string | undefined {
  const code = char.codePointAt(0) ?? 0;
  const zero = zeros.findLast((one) => one <= code);
  return zero !== undefined && code - zero < 10 ? String(code - zero) : undefined;
}

/** Characters that can stand between two digits without being seen; first and last of each range. */
const invisible: readonly (readonly [number, number])[] = [
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0x0300, 0x036f],
  [0x20d0, 0x20ff],
  [0xe0000, 0xe0fff],
];

function isInvisible(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  if (invisible.some(([first, last]) => first <= code && code <= last)) return true;
  return /^\p{Cc}$/u.test(char) && !'\n\t\r'.includes(char);
}
