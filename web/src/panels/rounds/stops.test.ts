import { describe, expect, it } from 'vitest';
import { mergedRound, moved, stopDraft, stopsOf, type RoundDraft, type StopDraft } from './stops';

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

const position = { lon: 18, lat: 59 };
/** Stops by their letters, as the register numbers them; a small letter is one that has no number yet. */
const numbered = (letters: string) =>
  [...letters].map((label) => stopDraft({ ...(label < 'a' && { number: label.charCodeAt(0) - 64 }), label, position }));
const round = (stops: StopDraft[], name = 'Ronden', isEnded = false): RoundDraft => ({ name, isEnded, stops });
const relabelled = (stops: StopDraft[], number: number, label: string) =>
  stops.map((stop) => (stop.number === number ? { ...stop, label } : stop));
const labels = ({ stops }: RoundDraft) => stops.map(({ label }) => label).join('');

describe('a round that two have changed', () => {
  const merged = (written: string, before: string, latest: string) => {
    const { draft, disputed } = mergedRound(round(numbered(written)), round(numbered(before)), round(numbered(latest)));
    return [labels(draft), disputed];
  };

  it.each([
    ['what one adds beside what the other adds', 'ABx', 'AB', 'ABC', 'ABCx'],
    ['what is added where it was put', 'xAyB', 'AB', 'ACB', 'xACyB'],
    ['not what either has taken away', 'AC', 'ABC', 'AB', 'A'],
    ['what is added before a stop that is taken away', 'AxBC', 'ABC', 'AC', 'AxC'],
    ['the order of the one who moved', 'ABCx', 'ABC', 'CAB', 'CABx'],
    ['the order that is written, with what has come', 'CAB', 'ABC', 'ABCD', 'CABD'],
    ['the same order once where both moved alike', 'BA', 'AB', 'BA', 'BA'],
  ])('has %s', (_, written, before, latest, result) => {
    expect(merged(written, before, latest)).toEqual([result, []]);
  });

  it('tells that both have moved, and keeps the order that is written', () => {
    expect(merged('BAC', 'ABC', 'ACBD')).toEqual(['BACD', ['round.order']]);
  });

  it('tells of a stop and a name that both have changed, and keeps what is written', () => {
    const before = numbered('AB');
    const written = round(relabelled(relabelled(before, 1, 'Grinden'), 2, 'Trappan'), 'Kvällsronden');
    const latest = round(relabelled(numbered('AB'), 1, 'Porten'), 'Nattronden', true);
    const { draft, disputed } = mergedRound(written, round(before), latest);
    expect(draft).toEqual({ ...written, isEnded: true });
    expect(disputed).toEqual(['round.name', written.stops[0]]);
  });

  it('begins a stop anew that one writes in and the other takes away, and tells', () => {
    const before = numbered('AB');
    const written = relabelled(before, 1, 'Grinden');
    const { draft, disputed } = mergedRound(round(written), round(before), round(numbered('B')));
    expect(draft.stops.map(({ number, label }) => [number, label])).toEqual([
      [undefined, 'Grinden'],
      [2, 'B'],
    ]);
    expect(disputed).toEqual([written[0]]);
  });

  it('stays without a stop that is taken away here and written in elsewhere, and tells', () => {
    const latest = relabelled(numbered('AB'), 1, 'Porten');
    const { draft, disputed } = mergedRound(round(numbered('B')), round(numbered('AB')), round(latest));
    expect([labels(draft), disputed]).toEqual(['B', [latest[0]]]);
  });

  it('keeps the rows of the form', () => {
    const written = round(numbered('AB'));
    const { draft } = mergedRound(written, round(numbered('AB')), round(numbered('BA')));
    expect(draft.stops.map(({ key }) => key)).toEqual([written.stops[1]?.key, written.stops[0]?.key]);
  });

  describe('at random', () => {
    let seed = 1;
    const below = (most: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % most;
    };
    /** A few steps of somebody: a stop is renamed, taken away, moved or added. */
    function changed(from: StopDraft[], whose: string): StopDraft[] {
      let stops = from.map((stop) => stopDraft((({ key: _, ...rest }) => rest)(stop)));
      for (let steps = below(5); steps > 0; steps -= 1) {
        const at = below(stops.length + 1);
        const stop = stops[at];
        const what = below(4);
        if (!stop || what === 3) {
          const number = whose === 'theirs' ? { number: 50 + steps } : {};
          stops.splice(at, 0, stopDraft({ ...number, label: `${whose} new ${steps}`, position }));
        } else if (what === 0)
          stops = stops.map((one) => (one === stop ? { ...one, label: `${whose} ${steps}` } : one));
        else if (what === 1) stops.splice(at, 1);
        else stops = moved(stops, at, below(2) === 0 ? 1 : -1);
      }
      return stops;
    }
    const bare = (stops: StopDraft[]) => stops.map(({ number, label }) => ({ number, label }));

    it('what only one has changed is as that one left it', () => {
      for (let times = 0; times < 2000; times += 1) {
        const before = numbered('ABCDEF'.slice(0, below(7)));
        const [mine, theirs] = [changed(before, 'mine'), changed(before, 'theirs')];
        const { draft, disputed } = mergedRound(round(mine), round(before), round(theirs));
        const of = (stops: StopDraft[], number: number | undefined) => stops.find((stop) => stop.number === number);
        for (const { number, label } of before) {
          const [my, their, result] = [of(mine, number), of(theirs, number), of(draft.stops, number)];
          if (their?.label === label) expect(result?.label).toBe(my?.label);
          if (my?.label === label) expect(result?.label).toBe(their?.label);
        }
        // What either has added is there, once; and the register knows every number that is sent.
        const found = bare(draft.stops);
        for (const stop of bare(theirs)) if (!of(before, stop.number)) expect(found).toContainEqual(stop);
        for (const stop of bare(mine)) if (stop.number === undefined) expect(found).toContainEqual(stop);
        const numbers = draft.stops.flatMap(({ number }) => number ?? []);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(numbers.every((number) => of(theirs, number))).toBe(true);
        // The order of those that stand is that of the one who moved, or the written one.
        const inAll = (stops: StopDraft[]) =>
          stops.flatMap(({ number }) =>
            number && of(before, number) && of(mine, number) && of(theirs, number) ? number : [],
          );
        const isMoved = String(inAll(mine)) !== String(inAll(before));
        expect(inAll(draft.stops)).toEqual(inAll(isMoved ? mine : theirs));
        expect(disputed.includes('round.order')).toBe(
          isMoved && ![inAll(mine), inAll(before)].map(String).includes(String(inAll(theirs))),
        );
      }
    });

    it('what nobody else has changed is as it is written, and the other way round', () => {
      for (let times = 0; times < 500; times += 1) {
        const before = numbered('ABCDEF'.slice(0, below(7)));
        const other = changed(before, 'theirs');
        const written = changed(before, 'mine');
        const alone = mergedRound(round(written), round(before), round(before));
        expect([bare(alone.draft.stops), alone.disputed]).toEqual([bare(written), []]);
        const untouched = mergedRound(round(before), round(before), round(other));
        expect([bare(untouched.draft.stops), untouched.disputed]).toEqual([bare(other), []]);
      }
    });
  });
});
