import { describe, expect, it } from 'vitest';
import { noFilters } from './filters';
import { keep, keptMax, readKept, viewOf } from './kept_views';
import { firstView } from './view_url';

const view = {
  ...firstView,
  panel: 'place' as const,
  id: '4QX9K2M7D1A',
  camera: { lon: 18.0632, lat: 59.3342, zoom: 14.5 },
  filters: { ...noFilters, district: '12', childRelevant: true },
};

describe('kept views', () => {
  it('come back with their filters and where they looked, and open nothing', () => {
    const [kept] = keep([], ' Skolor ', view);
    expect(kept?.name).toBe('Skolor');
    expect(kept && viewOf(kept)).toEqual({ ...view, panel: 'list', id: null });
  });

  it('give way to a new one of the same name, and stand in order', () => {
    const once = keep(keep([], 'Öster', view), 'Aspen', view);
    const again = keep(once, 'Öster', firstView);
    expect(again.map(({ name }) => name)).toEqual(['Aspen', 'Öster']);
    expect(again[1] && viewOf(again[1]).filters).toEqual(noFilters);
  });

  it('are no more than a person finds her way among', () => {
    const many = Array.from({ length: keptMax + 5 }, (_, at) => `v${at}`).reduce(
      (all, name) => keep(all, name, firstView),
      keep([], '', firstView),
    );
    expect(many.length).toBe(keptMax);
  });

  it.each([null, '', '{', '{"a":1}', '[1,{"name":2}]'])('are none in %s', (text) => expect(readKept(text)).toEqual([]));
});
