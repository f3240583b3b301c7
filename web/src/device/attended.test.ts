import { expect, it } from 'vitest';
import { aloneAfterMs, watchTouches } from './attended';

it('a page is alone when nobody has touched it for some minutes, and not once somebody does', () => {
  let nowMs = 0;
  const page = new EventTarget();
  const isAttended = watchTouches(page, () => nowMs);
  expect(isAttended()).toBe(true);
  nowMs = aloneAfterMs;
  expect(isAttended()).toBe(false);
  page.dispatchEvent(new Event('keydown'));
  expect(isAttended()).toBe(true);
  nowMs += aloneAfterMs - 1;
  expect(isAttended()).toBe(true);
  page.dispatchEvent(new Event('scroll')); // what moves by itself is nobody
  nowMs += 1;
  expect(isAttended()).toBe(false);
});
