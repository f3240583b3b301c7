import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it, vi } from 'vitest';
import { palettes } from '../layers/palette';
import { noFilters } from '../state/filters';
import type { StyleInput } from './style';
import { withTools } from './tools';
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

describe('what panels and tools draw over the map', () => {
  it('is ground, lines and points', () => {
    const over = styleOf({ ...plain, collections: [] }).layers.filter(
      (one) => 'source' in one && one.source === 'overlay',
    );
    expect(over.map(({ type }) => type)).toEqual(['fill', 'line', 'circle']);
  });

  it('stays when the map gets another style, and lies on top', () => {
    const before = styleOf(plain);
    const here: GeoJSON.Feature = {
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: [18, 59] },
    };
    before.sources.overlay = { type: 'geojson', data: here };
    before.sources['tool-point'] = { type: 'geojson', data: here };
    before.layers.push({ id: 'tool-point', type: 'circle', source: 'tool-point' });
    const after = withTools(before, styleOf({ ...plain, palette: palettes.dark }));
    expect(validateStyleMin(after)).toEqual([]);
    expect([after.sources.overlay, after.sources['tool-point']]).toEqual([
      before.sources.overlay,
      before.sources['tool-point'],
    ]);
    expect(after.layers.at(-1)?.id).toBe('tool-point');
    expect(after.layers.find(({ id }) => id === 'ground')).toMatchObject({
      paint: { 'background-color': palettes.dark.ground },
    });
  });
});
