/** Every call of the API that the app makes, one line each, by the contract's nouns; what the queue sends is beside it. */
import { get, getAll, queryString, read, write, type Query, type Versioned, type WriteOptions } from './client';
import type {
  Code,
  CoordinationCommand,
  Desk,
  DeskMark,
  Disclosure,
  Duty,
  NamedSpot,
  HandOut,
  HistoryItem,
  IdentityProvider,
  Layers,
  Located,
  LoggedOut,
  LonLat,
  Me,
  Measure,
  NewMeasure,
  Level,
  Merge,
  MySite,
  NearSite,
  NewPlace,
  News,
  Page,
  Party,
  Photo,
  Place,
  PlaceEdit,
  PlaceStatus,
  Report,
  ReportClass,
  ReportedPosition,
  Rhythm,
  Sharing,
  Sheet,
  Site,
  Split,
  Triage,
  Waiting,
  WeeklyList,
} from './types';
import { me } from './queue_calls';

export const session = {
  me,
  logIn: (login: string, password: string, code: string | null) =>
    write<Me>('POST', '/api/session', { login, password, code }),
  /** Binds this phone with the secret of a link. */
  phone: (secret: string) => write<Me>('POST', '/api/session/phone', { secret }),
  first: (token: string, login: string, password: string) =>
    write<Me>('POST', '/api/session/first', { token, login, password }),
  /** Where the identity provider goes on with it, if one vouches for the account. */
  logOut: () => write<LoggedOut | undefined>('DELETE', '/api/session'),
};

export const providers = {
  list: async () => (await get<{ items: IdentityProvider[] }>('/api/session/providers')).items,
};

export const catalogue = {
  codes: () => get<Page<Code>>('/api/codes', { limit: 1000 }),
  layers: () => get<Layers>('/api/layers'),
  parties: () => get<Page<Party>>('/api/parties', { limit: 1000 }),
  sites: (q: string) => get<Page<Site>>('/api/sites', { q, limit: 8 }),
};

/** Addresses and sites that somebody means who types this, the likeliest first. */
export async function findAddresses(query: string, signal?: AbortSignal): Promise<NamedSpot[]> {
  return (await get<Page<NamedSpot>>('/api/addresses', { query, limit: 8 }, signal)).items;
}

/** The address of a list as a file, for the browser to fetch. */
export function exportAddress(
  layer: 'places' | 'reports' | 'walks',
  format: 'csv' | 'gpkg' | 'geojson',
  query: Query,
): string {
  return `/api/exports/${layer}${queryString({ ...query, format })}`;
}

export function locate(position: LonLat, signal?: AbortSignal): Promise<Located> {
  return get<Located>('/api/locate', { lon: position.lon, lat: position.lat }, signal);
}

export const reports = {
  list: (query: Query, signal?: AbortSignal) => get<Page<Report>>('/api/reports', query, signal),
  find: (id: string) => read<Report>(`/api/reports/${id}`),
  triage: (id: string, triage: Triage, options: WriteOptions) =>
    write<Report>('POST', `/api/reports/${id}/triage`, triage, options),
  putBack: (id: string, options: WriteOptions) =>
    write<Report>('POST', `/api/reports/${id}/put-back`, undefined, options),
  sharing: (id: string) => get<Sharing>(`/api/reports/${id}/sharing`),
  disclosures: (id: string) => getAll<Disclosure>(`/api/reports/${id}/disclosures`),
  setClass: (id: string, change: ReportClass, options: WriteOptions) =>
    write<Report>('POST', `/api/reports/${id}/class`, change, options),
};

export const places = {
  list: (query: Query, signal?: AbortSignal) => get<Page<Place>>('/api/places', query, signal),
  find: (id: string, signal?: AbortSignal): Promise<Versioned<Place>> => read<Place>(`/api/places/${id}`, signal),
  create: (place: NewPlace, key: string) => write<Place>('POST', '/api/places', place, { key }),
  edit: (id: string, change: PlaceEdit, options: WriteOptions) =>
    write<Place>('PATCH', `/api/places/${id}`, change, options),
  objection: (id: string, act: 'object' | 'uphold', reason: string, options: WriteOptions) =>
    write<Place>('POST', `/api/places/${id}/${act}`, { reason }, options),
  setStatus: (id: string, status: PlaceStatus, reason: string, options: WriteOptions) =>
    write<Place>('POST', `/api/places/${id}/status`, { status, reason }, options),
  coordination: (id: string, command: CoordinationCommand, body: object, options: WriteOptions) =>
    write<Place>('POST', `/api/places/${id}/coordination/${command}`, body, options),
  merge: (id: string, merge: Merge, options: WriteOptions) =>
    write<Place>('POST', `/api/places/${id}/merge`, merge, options),
  split: (id: string, split: Split, options: WriteOptions) =>
    write<Page<Place>>('POST', `/api/places/${id}/split`, split, options),
  /** Takes back the merge or the split that ended it. */
  takeBack: (id: string, options: WriteOptions) =>
    write<Place>('POST', `/api/places/${id}/take-back`, undefined, options),
  sharing: (id: string) => get<Sharing>(`/api/places/${id}/sharing`),
  disclosures: (id: string) => getAll<Disclosure>(`/api/places/${id}/disclosures`),
  handOut: (id: string, given: HandOut, options: WriteOptions) =>
    write<Place>('POST', `/api/places/${id}/hand-out`, given, options),
  setParty: (id: string, party: string, level: Level | null, options: WriteOptions) =>
    write<Place>('POST', `/api/places/${id}/parties`, { party, level }, options),
  rhythm: (id: string) => get<Rhythm>(`/api/places/${id}/rhythm`),
  sheet: (id: string, party: string | null, signal?: AbortSignal) =>
    get<Sheet>(`/api/places/${id}/sheet`, { for: party ?? undefined }, signal),
  measures: (id: string) => getAll<Measure>('/api/measures', { place: id }),
  history: (id: string, query: Query, signal?: AbortSignal) =>
    get<Page<HistoryItem>>(`/api/places/${id}/history`, query, signal),
  neighbours: (id: string) => getAll<NearSite>(`/api/places/${id}/neighbours`),
  reports: (id: string, query: Query, signal?: AbortSignal) =>
    get<Page<Report>>(`/api/places/${id}/reports`, query, signal),
  allReports: (id: string, signal?: AbortSignal) => getAll<Report>(`/api/places/${id}/reports`, {}, signal),
};

/** Who would see a report from a position, in each class that it may be given. */
export function whoWillSee(at: ReportedPosition, signal?: AbortSignal): Promise<Sharing> {
  return get<Sharing>('/api/sharing', { lon: at.lon, lat: at.lat, accuracy_m: at.accuracy_m ?? undefined }, signal);
}

/** Who would see a place that is made of reports, in each class that it may be given. */
export function whoWillSeePlace(reports: readonly string[], signal?: AbortSignal): Promise<Sharing> {
  return get<Sharing>('/api/sharing', { reports: reports.join(',') }, signal);
}

/** Where the list of all that the caller's organisation has handed on is, as a file. */
export function disclosuresAddress(): string {
  return `/api/exports/disclosures${queryString({ format: 'csv' })}`;
}

export const mine = {
  reports: (query: Query = {}, signal?: AbortSignal) =>
    get<Page<Report>>('/api/me/reports', { ...query, limit: 50 }, signal),
  sites: (signal?: AbortSignal) => getAll<MySite>('/api/me/sites', {}, signal),
  duties: () => getAll<Duty>('/api/me/duties'),
};

/** The account's own desk: what it follows, what is new, what waits. */
export const desk = {
  find: () => get<Desk>('/api/me/desk'),
  mark: (place: string, mark: DeskMark | null) => write<Desk>('PUT', `/api/me/desk/places/${place}`, { mark }),
  read: (until: string) => write<Desk>('PUT', '/api/me/desk/read', { until }),
  news: (query: Query, signal?: AbortSignal) => get<News>('/api/me/news', query, signal),
  waiting: (query: Query, signal?: AbortSignal) => get<Waiting>('/api/me/triage', query, signal),
};

/** The list of a week, the last whole one unless told: as many lines as the server gives at once. */
export function weeklyList(week: string | null, district: string | null, signal?: AbortSignal): Promise<WeeklyList> {
  const query = { week: week ?? undefined, district: district ?? undefined, limit: 1000 };
  return get<WeeklyList>('/api/weekly-list', query, signal);
}

/** Whose photos: a report's, or those of a place's reports. */
export type PhotosOf = { report: string } | { place: string };

export const photos = {
  list: (of: PhotosOf, signal?: AbortSignal) => getAll<Photo>('/api/photos', of, signal),
  newest: async (place: string, signal?: AbortSignal) =>
    (await get<Page<Photo>>('/api/photos', { place, limit: 1 }, signal)).items[0],
  find: (id: string) => read<Photo>(`/api/photos/${id}`),
  check: (id: string, options: WriteOptions) => write<Photo>('POST', `/api/photos/${id}/check`, undefined, options),
  remove: (id: string, reason: string, options: WriteOptions) =>
    write<void>('POST', `/api/photos/${id}/remove`, { reason }, options),
};

/** Where a photo is, for the browser to fetch. */
export function photoAddress(id: string, size: 'large' | 'small'): string {
  return `/api/photos/${id}/${size}`;
}

/** Places that nobody has accepted to coordinate, by district and by the party that is asked or holds them. */
export function unsettled(district: string | null, party: string | null, signal?: AbortSignal): Promise<Place[]> {
  const query = { without_coordinator: true, district: district ?? undefined, party: party ?? undefined };
  return getAll<Place>('/api/places', query, signal);
}

export const measures = {
  list: (signal?: AbortSignal) => getAll<Measure>('/api/measures', {}, signal),
  find: (id: string) => read<Measure>(`/api/measures/${id}`),
  add: (measure: NewMeasure, key: string) => write<Measure>('POST', '/api/measures', measure, { key }),
  close: (id: string, options: WriteOptions) => write<Measure>('POST', `/api/measures/${id}/close`, undefined, options),
  restate: (id: string, particulars: Record<string, string>, options: WriteOptions) =>
    write<Measure>('POST', `/api/measures/${id}/restate`, { particulars }, options),
};

/** Sites of a party in a district. */
export function sitesIn(district: string, party: string, signal?: AbortSignal): Promise<Site[]> {
  return getAll<Site>('/api/sites', { district, party }, signal);
}
