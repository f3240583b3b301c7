import { countOfSeveral, labelFont, type MapLayer } from './layer';
import { imageName, reportMark } from './marks';

/** Reports: open drops wait for somebody, filled ones have been handled. */
export const reports: MapLayer = {
  collection: 'reports',
  group: 'reports',
  word: 'layer.reports',
  shownAtFirst: true,
  paint: (palette) => [
    {
      id: 'reports-mark',
      type: 'symbol',
      source: 'reports',
      'source-layer': 'reports',
      layout: {
        'icon-image': ['concat', imageName(palette, 'report', ''), ['coalesce', ['get', 'status'], 'triaged']],
        'icon-size': 0.85,
        'icon-anchor': 'bottom',
        'icon-allow-overlap': true,
      },
    },
    {
      id: 'reports-summary',
      type: 'symbol',
      source: 'reports',
      'source-layer': 'reports_summary',
      minzoom: 9,
      layout: {
        'icon-image': imageName(palette, 'report', 'received'),
        'icon-size': 0.7,
        'text-field': countOfSeveral,
        'text-font': labelFont,
        'text-size': 11,
        'text-anchor': 'left',
        'text-offset': [0.8, 0],
      },
      paint: { 'text-color': palette.report, 'text-halo-color': palette.halo, 'text-halo-width': 1.5 },
    },
  ],
  legend: (palette) => [
    { word: 'report_status.received', mark: reportMark('received', palette) },
    { word: 'report_status.triaged', mark: reportMark('triaged', palette) },
  ],
  pick: ({ id }) => (typeof id === 'string' ? { panel: 'one_report', id } : null),
};
