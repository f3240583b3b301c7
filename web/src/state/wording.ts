/** Text as a search compares it: small letters, accents as they are written in Swedish. */
const folded = (text: string) => text.normalize('NFC').toLocaleLowerCase('sv');

/** Whether every word that was written is somewhere in a text. */
export function wordsIn(text: string, query: string): boolean {
  const where = folded(text);
  return folded(query)
    .split(/\s+/)
    .every((word) => where.includes(word));
}
