/** The delimiter that stands most often in the first line, outside quotes; a comma where none does. */
export function delimiterOf(text: string): string {
  const counts = new Map([',', ';', '\t'].map((one) => [one, 0]));
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (sign === '\n' && !quoted) break;
    else if (!quoted && counts.has(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

/**
 * The records of a text with quotes as RFC 4180 has them, at most so many. For looking at a file before it is sent; what
 * is wrong with it the server says.
 */
export function records(text: string, delimiter: string, most: number): string[][] {
  const found: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const endRecord = () => {
    record.push(cell);
    cell = '';
    if (record.length > 1 || record[0]?.trim() !== '') found.push(record);
    record = [];
  };
  for (let at = 0; at < text.length && found.length < most; at += 1) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === delimiter) {
      record.push(cell);
      cell = '';
    } else if (sign === '\n') endRecord();
    else if (sign !== '\r') cell += sign;
  }
  if (found.length < most && (cell !== '' || record.length > 0)) endRecord();
  return found;
}
