import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { catalogue, session } from '../api/calls';

const page = readFileSync(join(import.meta.dirname, '../../index.html'), 'utf8');

afterEach(() => vi.unstubAllGlobals());

test('what the page asks for before its script runs is what the script asks for first', async () => {
  const asked: string[] = [];
  const answer = (path: string) => {
    asked.push(path);
    return Promise.resolve(new Response('{}', { headers: { 'content-type': 'application/json' } }));
  };
  vi.stubGlobal('fetch', answer);
  await Promise.all([session.me(), catalogue.codes(), catalogue.layers(), catalogue.parties()]);
  const early = [...page.matchAll(/<link rel="preload" href="([^"]+)" as="fetch"/g)].map(([, path]) => path);
  // An address that is written in another way would be fetched twice, and nobody would notice.
  expect(early).toEqual(asked);
});
