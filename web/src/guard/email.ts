import { isLetter, isWordPart, type Folded } from './fold';

const signs = ['@', '(at)', '[at]', '{at}', '(a)', '(snabel-a)'];

/**
 * `name@domain.tld`, with a space on either side of the sign, or with the sign as a word in brackets; a port of
 * `src/domain/guard/contact.rs`.
 */
export function hasEmail(text: Folded): boolean {
  return text.some((_, at) => {
    const length = signLength(text, at);
    if (length === 0) return false;
    const before = text[at - 1] === ' ' ? text[at - 2] : text[at - 1];
    const after = at + length + (text[at + length] === ' ' ? 1 : 0);
    return before !== undefined && (isWordPart(before) || '._%+-'.includes(before)) && beginsDomain(text, after);
  });
}

function signLength(text: Folded, at: number): number {
  const written = (length: number) => asciiLower(text.slice(at, at + length).join(''));
  return signs.find((sign) => written(sign.length) === sign)?.length ?? 0;
}

const asciiLower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Letters, digits and dashes, a dot, and a top-level domain of at least two letters. */
function beginsDomain(text: Folded, from: number): boolean {
  const length = labelLength(text, from);
  if (length === 0 || text[from + length] !== '.') return false;
  const next = from + length + 1;
  if (labelLength(text, next) >= 2 && isLetter(text[next]) && isLetter(text[next + 1])) return true;
  return beginsDomain(text, next);
}

function labelLength(text: Folded, from: number): number {
  let end = from;
  while (isWordPart(text[end]) || text[end] === '-') end += 1;
  return end - from;
}
