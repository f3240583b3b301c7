import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it, vi } from 'vitest';
import { palettes } from '../layers/palette';
import { noFilters } from '../state/filters';
import type { StyleInput } from './style';
import { zOrder } from './z_order';

vi.mock('../state/tiles', () => ({ tileScheme: 'kept' }));
vi.stubGlobal('location', new URL('http://provstad.example/'));
const { styleOf } = await import('./style');

const plain: StyleInput = {
  palette: palettes.light,
  collections: zOrder.map((layer) => layer.collection),
  tiles: '/ogc/collections/{id}/tiles/WebMercatorQuad/{z}/{row}/{col}',
  background: null,
  hiddenGroups: [],
  filters: noFilters,
  selected: null,
  report: null,
  neighbours: [],
  copied: null,
};
const background = { tiles: '/background/{z}/{row}/{col}', credit: 'Provstad', min_zoom: 0, max_zoom: 14 };
const all: Record<string, Partial<StyleInput>> = {
  'light, with everything that the server lists': {},
  dark: { palette: palettes.dark },
  'with nothing that the server lists': { collections: [] },
  'over a map of vectors': { background: { ...background, kind: 'vector' } },
  'over a map of pictures': { background: { ...background, kind: 'picture' }, palette: palettes.dark },
  'with a place, a report and neighbours open': {
    selected: 'p1',
    report: 'r1',
    neighbours: [{ id: 'A1', manager: 'Skolbolaget' }],
  },
  'of the copy on the phone': { copied: ['p1', 'p2'] },
};

describe('the style of the map, which the browser takes without a check', () => {
  it.each(Object.entries(all))('is one by the specification: %s', (_, input) => {
    expect(validateStyleMin(styleOf({ ...plain, ...input }))).toEqual([]);
  });

  it('would be found out', () => {
    const style = styleOf(plain);
    style.layers.push({ id: 'wrong', type: 'line', source: 'nowhere' });
    expect(validateStyleMin(style)).toHaveLength(1);
  });
});
