import { lower, wordsOf, type Folded } from './fold';

const flatWords = [
  'lgh',
  'lght',
  'lägenhet',
  'lägenheten',
  'lägenhetsnummer',
  'lägenhetsnumret',
  'lghnummer',
  'lghnumret',
  'lägenhetsnr',
  'lghnr',
  'apt',
  'apartment',
  'flat',
];
/** How far after the word its number may stand. */
const numberWithinChars = 3;

/** `lgh 1203`, `lägenhet nr 12`, `lgh1203`, `flat B12`; a port of `src/domain/guard/contact.rs`. */
export function hasApartmentNumber(text: Folded): boolean {
  let afterFlat: number | undefined;
  for (const [start, end] of wordsOf(text)) {
    const word = lower(text.slice(start, end));
    const isNear = afterFlat !== undefined && start - afterFlat <= numberWithinChars;
    if (isNear && /^[a-z]?[0-9]/.test(word)) return true;
    if (flatWords.some((flat) => word.startsWith(flat) && /^[a-z]?[0-9]+[a-z]?$/.test(word.slice(flat.length))))
      return true;
    const goesOn = isNear && ['nr', 'nummer', 'no'].includes(word);
    afterFlat = goesOn || flatWords.includes(word) ? end : undefined;
  }
  return false;
}
