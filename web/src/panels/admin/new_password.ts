/** Letters and digits that nobody confuses when reading them aloud. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = 4;
const perGroup = 5;

/** A password to hand over on paper: some ninety-nine bits of chance, in groups that can be read aloud. */
export function newPassword(random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)): string {
  const letter = (): string => {
    // A byte beyond the last whole run of letters would make the first of them likelier.
    for (;;) {
      const byte = random(new Uint8Array(1))[0] ?? 0;
      if (byte < 256 - (256 % letters.length)) return letters[byte % letters.length] ?? '';
    }
  };
  const group = () => Array.from({ length: perGroup }, letter).join('');
  return Array.from({ length: groups }, group).join('-');
}
