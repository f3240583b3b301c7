import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toldInWords } from './file_words';

/** The sentences without anything filled in, that rows are refused with. */
function written(): string[] {
  const folder = join(import.meta.dirname, '../../../src/import/plan');
  const files = readdirSync(folder).filter((file) => !file.startsWith('test') && !file.startsWith('real'));
  const code = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const faults = [...code.matchAll(/\.fault(?:_with_hint)?\(\s*\S+,\s*"\w+",\s*"([^"{]+)"/g)];
  return faults.map((match) => match[1] ?? '');
}

/** The notes that an import makes, with a number or a name where the server fills something in. */
function noted(): string[] {
  const folder = join(import.meta.dirname, '../../../src/import');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.rs'));
  const code = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  const notes = [...code.matchAll(/notes\s*\.push\(\s*(?:format!\(\s*)?"([^"]+)"/g)].map((match) => match[1] ?? '');
  const before = /const BEFORE: &str = "([^"]+)"/.exec(code)?.[1] ?? '';
  const again = [...code.matchAll(/format!\("(\{BEFORE\}; today[^"]+)"\)/g)].map((match) => match[1] ?? '');
  const now = ['what is there now is as the file says', '7 row(s) have been changed since and were left so'];
  const replayed = now.flatMap((words) => [
    `{BEFORE}; ${words}`,
    `{BEFORE}; ${words}; 7 row(s) would be refused today`,
  ]);
  return [...notes, ...again, ...replayed].map((note) =>
    note
      .replace('{BEFORE}', before)
      .replace(/: \{.*?\}$/, ': row 7')
      .replace(/\{.*?\}/g, '7'),
  );
}

describe('what the server says of a file', () => {
  it.each([
    ['is longer than 120 characters', 'är längre än 120 tecken'],
    ['has 3 columns where the header has 4', 'har 3 kolumner där rubrikraden har 4'],
    ['columns that are not used: x, y', 'Kolumner som inte används: x, y'],
    [
      '4 lie(s) outside every district: rows 1, 2 and 2 more',
      '4 ligger utanför alla stadsdelsområden: rad 1, 2 och 2 till',
    ],
    [
      'turned 2 ring(s): outer rings run counter-clockwise, holes clockwise: row 7',
      '2 ringar vändes åt rätt håll: rad 7',
    ],
  ])('%s is said in Swedish', (sentence, words) => {
    expect(toldInWords('sv', sentence)).toEqual({ text: words, isEnglish: false });
  });

  it('is shown as it came where there are no words for it', () => {
    expect(toldInWords('sv', 'is something new')).toEqual({ text: 'is something new', isEnglish: true });
    expect(toldInWords('en', 'has no area').text).toBe('has no area');
  });

  it.each(noted())('has words for the note “%s”', (sentence) => {
    expect(toldInWords('sv', sentence).isEnglish).toBe(false);
  });

  it('has words for all that rows are refused with most', () => {
    const all = written();
    expect(all.length).toBeGreaterThan(8);
    // Said by their code instead, which has words of its own.
    const byCode = [
      'is a personal identity number',
      'is a telephone number',
      'is an e-mail address',
      'is the number of a police case',
      'holds a control character',
      'is too long',
    ];
    const rare = /observed_precision|is none of|whole number|list of other things/;
    const untold = all.filter((sentence) => toldInWords('sv', sentence).isEnglish);
    expect(untold.filter((sentence) => !byCode.includes(sentence) && !rare.test(sentence))).toEqual([]);
  });
});
