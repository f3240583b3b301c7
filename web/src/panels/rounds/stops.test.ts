import { describe, expect, it } from 'vitest';
import { moved, stopsOf } from './stops';

describe('the stops of a round', () => {
  it('move a step at a time, and not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });

  it('keep their numbers, and say what they are of where the label does not', () => {
    const stop = { position: { lon: 18, lat: 59, accuracy_m: 3 }, site: { id: 'S', name: 'Skolan' } };
    const round = {
      id: 'R',
      name: 'Ronden',
      ended: false,
      last_walked_at: null,
      held_by: { party: { code: 'V', name: 'Väster' } },
      stops: [
        { number: 3, label: 'Baksidan', ...stop },
        { number: 1, label: 'Skolan', ...stop },
      ],
    };
    const position = { lon: 18, lat: 59 };
    expect(stopsOf(round).map(({ key, ...rest }) => (key > 0 ? rest : null))).toEqual([
      { number: 3, label: 'Baksidan', position, site: 'S', of: 'Skolan' },
      { number: 1, label: 'Skolan', position, site: 'S' },
    ]);
    expect(stopsOf(null)).toEqual([]);
  });
});
