import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answers } from './answers.svelte';

const key = 'samplats.answers';
let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
    removeItem: (name: string) => kept.delete(name),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('what accounts left on a device goes after two weeks, though nobody comes back', () => {
  const left = (account: string, days: number) => ({ account, at: Date.now() - days * 86_400_000, known: {} });
  kept.set(key, JSON.stringify([left('a', 13), left('b', 15)]));
  answers.prune();
  expect(JSON.parse(kept.get(key) ?? '')).toMatchObject([{ account: 'a' }]);
  kept.set(key, JSON.stringify([left('b', 15)]));
  answers.prune();
  expect([...kept]).toEqual([]);
});
