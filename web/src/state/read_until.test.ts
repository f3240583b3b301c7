import { expect, it } from 'vitest';
import { readUntil } from './read_until';

/** A list of so many numbers, three to a page; its cursor is how far it has been read. */
const pagesOf = (length: number) => (cursor: string | undefined) => {
  const from = Number(cursor ?? 0);
  const items = Array.from({ length: Math.min(3, length - from) }, (_, at) => from + at);
  return Promise.resolve({ items, next: from + 3 < length ? String(from + 3) : null });
};

it('reads one page where nothing is shown yet', async () => {
  expect(await readUntil(pagesOf(8))).toEqual({ items: [0, 1, 2], next: '3' });
});

it('goes on from what is shown', async () => {
  const shown = await readUntil(pagesOf(8));
  expect(await readUntil(pagesOf(8), 4, shown)).toEqual({ items: [0, 1, 2, 3, 4, 5], next: '6' });
});

it('is as far open as it was, or to the end of a list that has become shorter', async () => {
  expect((await readUntil(pagesOf(20), 6)).items).toHaveLength(6);
  expect((await readUntil(pagesOf(20), 7)).items).toHaveLength(9);
  expect(await readUntil(pagesOf(5), 9)).toEqual({ items: [0, 1, 2, 3, 4], next: null });
});
