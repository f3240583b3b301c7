import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { adminRefusalWords } from './admin_refusal_words';
import { refusalWords } from './refusal_words';
import { fetchWordsOf, wordOf } from './say';

interface Contract {
  components: { schemas: Record<'RefusalWord' | 'ProblemType', { enum: string[] }> };
}
const file = join(import.meta.dirname, '../../../docs/openapi.json');
const { schemas } = (JSON.parse(readFileSync(file, 'utf8')) as Contract).components;
const types = schemas.ProblemType.enum.map((type) => type.replace('/problems/', ''));

describe('what the server refuses', () => {
  beforeAll(() => fetchWordsOf('administration'));

  it.each(schemas.RefusalWord.enum)('%s has words', (word) => expect(wordOf('refusal', word)).toBeDefined());
  it.each(types)('%s has words', (type) => expect(wordOf('problem', type)).toBeDefined());

  it('has no words for what it does not refuse', () => {
    const known = new Set([
      ...schemas.RefusalWord.enum.map((word) => `refusal.${word}`),
      ...types.map((type) => `problem.${type}`),
    ]);
    const keys = Object.keys({ ...refusalWords, ...adminRefusalWords }).filter((key) => !key.startsWith('field.'));
    expect(keys.filter((key) => !known.has(key))).toEqual([]);
  });
});
