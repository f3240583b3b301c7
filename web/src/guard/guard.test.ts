import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './guard';

interface Case {
  text: string;
  faults: string[];
}

/** Cases that the server's own tests read as well. */
function cases(file: string): Case[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../../tests/guard', file), 'utf8')) as Case[];
}

/** As in the server's tests. */
const maxChars = 2000;

describe('the guard on the phone', () => {
  it.each(['written.json', 'drawn.json'])('judges %s as the server does', (file) => {
    const all = cases(file);
    expect(all.filter(({ faults }) => faults.length > 0).length).toBeGreaterThan(80);
    expect(all.filter(({ faults }) => faults.length === 0).length).toBeGreaterThan(80);
    expect(all.map(({ text }) => ({ text, faults: faultsOf(text, maxChars) }))).toEqual(all);
  });

  it('counts characters as the server counts them', () => {
    expect(faultsOf('å'.repeat(2000), 2000)).toEqual([]);
    expect(faultsOf('a\u030a'.repeat(2000), 2000)).toEqual([]);
    expect(faultsOf('å'.repeat(2001), 2000)).toEqual(['too_long']);
    expect(faultsOf('a\u0301'.repeat(600_000), 2000)).toEqual(['too_long']);
  });
});
