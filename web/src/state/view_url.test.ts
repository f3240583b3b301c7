import { describe, expect, it } from 'vitest';
import { firstView, parseView, writeView, type View } from './view_url';
import { noFilters } from './filters';

describe('the address of a view', () => {
  const views: View[] = [
    firstView,
    { ...firstView, panel: 'place', id: '4QX9K2M7D1A', camera: { lon: 18.0632, lat: 59.3342, zoom: 14.5 } },
    {
      ...firstView,
      panel: 'list',
      filters: {
        places: true,
        reports: false,
        statuses: ['active', 'in_action'],
        types: ['graffiti', 'open_drug_scene'],
        district: '12',
        withoutCoordinator: true,
        childRelevant: true,
        overdue: true,
        followed: true,
        party: 'sdf-01',
        since: '2026-01-01',
        until: '2026-03-31',
        hours: ['17-22', '22-6'],
      },
    },
    { ...firstView, panel: 'make', reports: ['0000000001A', '0000000001B'] },
    { ...firstView, panel: 'sheet', id: '4QX9K2M7D1A', about: 'sdf-01' },
    { ...firstView, panel: 'weekly', about: '2026-W48' },
    { ...firstView, filters: { ...noFilters, places: false } },
    { ...firstView, panel: 'unsettled', filters: { ...noFilters, district: '12' } },
    { ...firstView, panel: 'admin', page: 'codes', id: 'problem_type.graffiti' },
    { ...firstView, panel: 'admin', page: 'accounts', id: 'lots@kommun.test' },
  ];

  it.each(views)('reads back what it wrote ($panel)', (view) => {
    expect(parseView(writeView(view).slice(1))).toEqual(view);
  });

  it('is plain for the plain view', () => expect(writeView(firstView)).toBe('/'));

  it('can be read by a person', () => {
    const view: View = { ...firstView, camera: { lon: 18, lat: 59.5, zoom: 12 } };
    expect(writeView(view)).toBe('/?at=12.00/59.50000/18.00000');
  });

  it.each([
    '?view=nowhere',
    '?at=12/north/18',
    '?at=99/59/18',
    '?at=12/59',
    '?status=misspelt',
    '?view=place',
    '?view=place&id=<script>',
    '?type=%00',
    '?district=a%20b',
    '?since=2026-13-01',
    '?page=codes',
  ])('%s opens the plain map', (search) => {
    const view = parseView(search);
    expect({ ...view, id: null }).toEqual(firstView);
  });
});
