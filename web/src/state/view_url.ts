import { noFilters, statusesFrom, type Filters } from './filters';

export const panels = [
  'map',
  'list',
  'here',
  'report',
  'triage',
  'duties',
  'sites',
  'my_reports',
  'queue',
  'place',
  'one_report',
  'make',
  'merge',
  'split',
] as const;
/** Panels about one thing, which the address has to name. */
const panelsOfOne: readonly Panel[] = ['place', 'one_report', 'merge', 'split'];
export type Panel = (typeof panels)[number];

/** Where the map looks: WGS 84 degrees and a web map zoom. */
export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}

/** All that a link to a colleague has to carry. */
export interface View {
  panel: Panel;
  /** The chosen place or report. */
  id: string | null;
  /** Reports that a new place is made of. */
  reports: string[];
  camera: Camera | null;
  filters: Filters;
}

export const firstView: View = { panel: 'map', id: null, reports: [], camera: null, filters: noFilters };

const idForm = /^[0-9A-Za-z]{1,32}$/;
const codeForm = /^[\w.-]{1,64}$/;

function cameraFrom(text: string | null): Camera | null {
  const parts = (text ?? '').split('/').map(Number);
  const [zoom, lat, lon] = parts;
  if (parts.length !== 3 || zoom === undefined || lat === undefined || lon === undefined) return null;
  if (!parts.every(Number.isFinite)) return null;
  const inRange = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return inRange ? { lon, lat, zoom } : null;
}

/** Reads an address. What it cannot understand it leaves out: an old link opens the map rather than an error. */
export function parseView(search: string): View {
  const params = new URLSearchParams(search);
  const panel = panels.find((name) => name === params.get('view')) ?? 'map';
  const id = params.get('id');
  const validId = id !== null && idForm.test(id) ? id : null;
  const needsId = panelsOfOne.includes(panel);
  const show = params.get('show');
  const district = params.get('district');
  return {
    panel: needsId && validId === null ? 'map' : panel,
    id: validId,
    reports: (params.get('reports') ?? '').split(',').filter((part) => idForm.test(part)),
    camera: cameraFrom(params.get('at')),
    filters: {
      places: show !== 'reports',
      reports: show !== 'places',
      statuses: statusesFrom(params.get('status') ?? ''),
      types: (params.get('type') ?? '').split(',').filter((part) => codeForm.test(part)),
      district: district !== null && codeForm.test(district) ? district : null,
      withoutCoordinator: params.get('coordinator') === 'none',
    },
  };
}

/** Writes an address that `parseView` reads back as the same view. What is as usual is left out. */
export function writeView(view: View): string {
  const params = new URLSearchParams();
  if (view.panel !== 'map') params.set('view', view.panel);
  if (view.id !== null) params.set('id', view.id);
  if (view.reports.length > 0) params.set('reports', view.reports.join(','));
  if (view.camera) {
    const { zoom, lat, lon } = view.camera;
    params.set('at', `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`);
  }
  const { filters } = view;
  if (!filters.reports) params.set('show', 'places');
  else if (!filters.places) params.set('show', 'reports');
  if (filters.statuses.length > 0) params.set('status', filters.statuses.join(','));
  if (filters.types.length > 0) params.set('type', filters.types.join(','));
  if (filters.district !== null) params.set('district', filters.district);
  if (filters.withoutCoordinator) params.set('coordinator', 'none');
  // Commas and slashes may stand as they are in a query, and a person can read the link.
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
  return text === '' ? '/' : `/?${text}`;
}
