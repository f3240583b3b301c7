import { noFilters, statusesFrom, type Filters } from './filters';
import { bandsFrom } from './time_bands';

export const panels = [
  'map',
  'list',
  'here',
  'report',
  'news',
  'weekly',
  'triage',
  'duties',
  'sites',
  'my_reports',
  'outbox',
  'account',
  'phones',
  'place',
  'sheet',
  'one_report',
  'make',
  'merge',
  'split',
  'extent',
  'unsettled',
  'rounds',
  'round',
  'walk',
  'figures',
  'accessibility',
  'document',
  'document_request',
  'diary',
  'own_data',
  'access_review',
  'reads',
  'admin',
] as const;
/** Panels about one thing, which the address has to name. */
const panelsOfOne: readonly Panel[] = [
  'place',
  'sheet',
  'one_report',
  'merge',
  'split',
  'extent',
  'round',
  'document',
  'document_request',
];
export type Panel = (typeof panels)[number];

/** Pages of administration; `id` then names what is open on them. */
export const adminPages = [
  'start',
  'import',
  'parties',
  'areas',
  'sites',
  'codes',
  'settings',
  'rules',
  'retention',
  'publications',
  'accounts',
  'tokens',
] as const;
export type AdminPage = (typeof adminPages)[number];
/** Stands for a thing that is yet to be made: no id, code or log-in is written like this. */
export const fresh = 'NEW';

/** Where the map looks: WGS 84 degrees and a web map zoom. */
export interface Camera {
  lon: number;
  lat: number;
  zoom: number;
}

/** All that a link to a colleague has to carry. */
export interface View {
  panel: Panel;
  /** The page of administration, on that panel alone. */
  page: AdminPage;
  /** The chosen place or report, or what is open on a page of administration. */
  id: string | null;
  /** Reports that a new place is made of. */
  reports: string[];
  /** The party that a sheet is for, the week of a weekly list, or whether a document is a place or a report. */
  about: string | null;
  camera: Camera | null;
  filters: Filters;
}

export const firstView: View = {
  panel: 'map',
  page: 'start',
  id: null,
  reports: [],
  about: null,
  camera: null,
  filters: noFilters,
};

const idForm = /^[0-9A-Za-z]{1,32}$/;
/** Codes, log-ins and names of settings. */
const codeForm = /^[\w.@-]{1,64}$/;
const dayForm = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

const matching = (text: string | null, form: RegExp) => (text !== null && form.test(text) ? text : null);

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
  const id = matching(params.get('id'), panel === 'admin' || panel === 'figures' ? codeForm : idForm);
  const needsId = panelsOfOne.includes(panel);
  const show = params.get('show');
  return {
    panel: needsId && id === null ? 'map' : panel,
    page: adminPages.find((name) => panel === 'admin' && name === params.get('page')) ?? 'start',
    id,
    reports: (params.get('reports') ?? '').split(',').filter((part) => idForm.test(part)),
    about: matching(params.get('about'), codeForm),
    camera: cameraFrom(params.get('at')),
    filters: {
      places: show !== 'reports',
      reports: show !== 'places',
      statuses: statusesFrom(params.get('status') ?? ''),
      types: (params.get('type') ?? '').split(',').filter((part) => codeForm.test(part)),
      district: matching(params.get('district'), codeForm),
      withoutCoordinator: params.get('coordinator') === 'none',
      childRelevant: params.get('children') === 'yes',
      overdue: params.get('overdue') === 'yes',
      followed: params.get('followed') === 'yes',
      party: matching(params.get('party'), codeForm),
      since: matching(params.get('since'), dayForm),
      until: matching(params.get('until'), dayForm),
      hours: bandsFrom(params.get('hours') ?? ''),
    },
  };
}

/** Writes an address that `parseView` reads back as the same view. What is as usual is left out. */
export function writeView(view: View): string {
  const params = new URLSearchParams();
  if (view.panel !== 'map') params.set('view', view.panel);
  if (view.page !== 'start') params.set('page', view.page);
  if (view.id !== null) params.set('id', view.id);
  if (view.reports.length > 0) params.set('reports', view.reports.join(','));
  if (view.about !== null) params.set('about', view.about);
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
  if (filters.childRelevant) params.set('children', 'yes');
  if (filters.overdue) params.set('overdue', 'yes');
  if (filters.followed) params.set('followed', 'yes');
  if (filters.party !== null) params.set('party', filters.party);
  if (filters.since !== null) params.set('since', filters.since);
  if (filters.until !== null) params.set('until', filters.until);
  if (filters.hours.length > 0) params.set('hours', filters.hours.join(','));
  // Commas and slashes may stand as they are in a query, and a person can read the link.
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
  return text === '' ? '/' : `/?${text}`;
}
