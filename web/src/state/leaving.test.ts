import { beforeEach, expect, test, vi } from 'vitest';
import type { CityMap } from '../map/create_map';

/** What the page has: a form that somebody has written in, or one that was not taken; and what is asked. */
let found: string | null = null;
const asked = vi.fn(() => false);
vi.stubGlobal('location', { search: '', hash: '' });
vi.stubGlobal('history', { state: 0, pushState: () => undefined, replaceState: () => undefined });
vi.stubGlobal('window', { addEventListener: () => undefined });
vi.stubGlobal('document', {
  documentElement: {},
  querySelector: (selector: string) => (found !== null && selector.includes(found) ? {} : null),
});
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('confirm', asked);

const { mapState } = await import('./map.svelte');
const { view } = await import('./view.svelte');
const press = (id: string) => mapState.clicked({ lon: 18, lat: 59 }, { panel: 'place', id });

beforeEach(() => {
  asked.mockClear();
  mapState.attach({} as CityMap);
  view.open('place', 'A');
});

test('a mark opens its place at once where nothing would be lost', () => {
  found = null;
  press('B');
  expect([view.id, asked.mock.calls.length]).toEqual(['B', 0]);
});

test('a form that was written in, or sent and not taken, is asked about first', () => {
  for (const one of ['form.touched', ':has([role="alert"])']) {
    found = one;
    press('B');
  }
  expect([view.id, asked.mock.calls.length]).toEqual(['A', 2]);
});

test('the mark of what is open takes nothing along, and asks nothing', () => {
  found = 'form.touched';
  press('A');
  expect([view.id, asked.mock.calls.length]).toEqual(['A', 0]);
});
