import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { warningsOf } from './sensitive';

const file = join(import.meta.dirname, '../../../tests/guard/warned.json');
const cases = JSON.parse(readFileSync(file, 'utf8')) as { text: string; warnings: string[] }[];

it('warns of the same words as the server', () => {
  expect(cases.length).toBeGreaterThan(10);
  expect(cases.map(({ text }) => ({ text, warnings: warningsOf(text) }))).toEqual(cases);
});
