/** The calls of what anybody may read; fetched together with its page. */
import { get, getAll } from './client';
import type { Publication, PublicationRef, PublishedAreas } from './types';

/** The catalogue in the words of DCAT, as far as it is read here. */
export interface Catalogue {
  '@graph': readonly Record<string, unknown>[];
}

const of = (quarter: string) => `/api/public/publications/${encodeURIComponent(quarter)}`;

export const published = {
  list: () => getAll<PublicationRef>('/api/public/publications'),
  find: (quarter: string) => get<Publication>(of(quarter)),
  areas: (quarter: string) => get<PublishedAreas>(`${of(quarter)}/geojson`),
  /** The address of a file. */
  file: (quarter: string, format: 'csv' | 'geojson') => `${of(quarter)}/${format}`,
  catalogue: '/api/public/catalogue',
  described: () => get<Catalogue>('/api/public/catalogue'),
};
