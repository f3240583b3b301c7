import { expect, it } from 'vitest';
import { ServerClock } from './clock';

function memory(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
}

const noon = Date.parse('2026-11-23T12:00:00Z');
const date = 'Mon, 23 Nov 2026 12:00:00 GMT';

it.each([
  ['right', noon + 400, 0],
  ['ten seconds ahead, which may be the network', noon + 10_000, 0],
  ['an hour ahead', noon + 3_600_500, -3_600_000],
  ['a day behind', noon - 86_399_500, 86_400_000],
])('a phone whose clock is %s', (_, phoneNow, shift) => {
  const clock = new ServerClock(memory());
  clock.hear(date, phoneNow);
  expect(clock.at(phoneNow) - phoneNow).toBe(shift);
});

it('is remembered until the next answer', () => {
  const kept = memory();
  new ServerClock(kept).hear(date, noon + 3_600_500);
  expect(new ServerClock(kept).at(noon)).toBe(noon - 3_600_000);
});

it('is not taken from an answer that has none', () => {
  const clock = new ServerClock(memory());
  clock.hear(null, noon);
  clock.hear('soon', noon);
  expect(clock.at(5)).toBe(5);
});
