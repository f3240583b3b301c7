import { isAsciiLetter, isDigit, lower, wordsOf, type Folded, type Word } from './fold';

/** Letters that plates do not use. */
const notOnPlates = 'IQV';

/** Three-letter words and abbreviations that stand before numbers and are no plates. */
const plainWords = (
  'bus hus rum lgh tel och med kap dnr reg tom fom max sek kar led pub bar rad typ nya den det der ' +
  'dag kod lag sfs osl lss lpo epa apt ett ner per par san nät utm prt uno eko spa gym ska kan har'
).split(' ');

/** Words after which three letters and three digits are a plate even in small letters and with a space. */
const context = (
  'bil bilen reg regnr regnummer registreringsnummer registreringsnr regskylt skylt skylten ' +
  'plåt moped mopeden mc motorcykel fordon fordonet lastbil skåpbil volvo saab bmw audi elbil'
).split(' ');

/** Swedish vehicle plates: three letters, two digits, and a digit or a letter; a port of `src/domain/guard/plate.rs`. */
export function hasVehiclePlate(text: Folded): boolean {
  const words = wordsOf(text);
  return words.some((word, at) => isJoined(text.slice(...word)) || isApart(text, words, at));
}

/** `ABC123`, `abc12d`. */
function isJoined(word: Folded): boolean {
  const letters = word.slice(0, 3);
  return word.length === 6 && areLetters(letters) && areNumber(word.slice(3)) && !plainWords.includes(lower(letters));
}

/** `ABC 123`, `ABC-12D`; in small letters only after a word that speaks of a vehicle. */
function isApart(text: Folded, words: readonly Word[], at: number): boolean {
  const [word, next] = [words[at], words[at + 1]];
  if (!word || !next) return false;
  const [letters, number] = [text.slice(...word), text.slice(...next)];
  const hasShape =
    next[0] === word[1] + 1 &&
    /^[ \n._:-]$/.test(text[word[1]] ?? '') &&
    areLetters(letters) &&
    areNumber(number) &&
    !plainWords.includes(lower(letters)) &&
    !goesOnAsDecimals(text, next[1]);
  if (!hasShape) return false;
  const before = words.slice(Math.max(0, at - 2), at).map((one) => lower(text.slice(...one)));
  return letters.every((letter) => /^[A-Z]$/.test(letter)) || before.some((one) => context.includes(one));
}

const isOnPlates = (char: string | undefined) =>
  char !== undefined && isAsciiLetter(char) && !notOnPlates.includes(char.toUpperCase());

const areLetters = (letters: Folded) => letters.length === 3 && letters.every(isOnPlates);

function areNumber(number: Folded): boolean {
  const [first, second, last] = number;
  return number.length === 3 && isDigit(first) && isDigit(second) && (isDigit(last) || isOnPlates(last));
}

/** `ABC 123.45` and `ABC 123/24` are measures and case numbers. */
function goesOnAsDecimals(text: Folded, end: number): boolean {
  return ['.', ',', ':', '/'].includes(text[end] ?? '') && isDigit(text[end + 1]);
}
