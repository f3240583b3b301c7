import { describe, expect, it } from 'vitest';
import { neighbourLayers, notAmong } from './neighbours';
import { palettes } from './palette';

const neighbours = [
  { id: 'A1', manager: 'Skolbolaget' },
  { id: 'B2', manager: 'Parkförvaltningen' },
];
const layers = neighbourLayers(neighbours, palettes.dark);
const text = (value: unknown) => JSON.stringify(value);

describe('the neighbours of a place on the map', () => {
  it('are nothing while no place with neighbours is open', () => {
    expect(neighbourLayers([], palettes.light)).toEqual([]);
  });

  it('are drawn of the sites that they are, and of no other', () => {
    for (const layer of layers) {
      expect(layer).toMatchObject({ source: 'sites' });
      expect(text('filter' in layer && layer.filter)).toContain('["in",["get","id"],["literal",["A1","B2"]]]');
    }
  });

  it('have the name of each and who manages it, whether it is a ground or a point', () => {
    const named = layers.filter((layer) => layer.type === 'symbol');
    expect(named.map((layer) => 'source-layer' in layer && layer['source-layer'])).toEqual(['sites', 'sites_points']);
    for (const layer of named) {
      const field = text(layer.layout?.['text-field']);
      expect(field).toContain('["get","name"]');
      expect(field).toContain('["match",["get","id"],"A1","Skolbolaget","B2","Parkförvaltningen",""]');
    }
  });

  it('are left out where all sites have their names', () => {
    expect(notAmong(neighbours)).toEqual(['!', ['in', ['get', 'id'], ['literal', ['A1', 'B2']]]]);
  });
});
