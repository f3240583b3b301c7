/** Calls about rounds, walks and presence, by the contract's nouns. */
import { get, getAll, read, write, type Query, type Versioned, type WriteOptions } from './client';
import type { Effort, KnownAtStop, NewPresence, NewRound, Page, Presence, Round } from './types';

export const rounds = {
  list: () => getAll<Round>('/api/rounds'),
  find: (id: string): Promise<Versioned<Round>> => read<Round>(`/api/rounds/${id}`),
  known: (id: string) => get<Page<KnownAtStop>>(`/api/rounds/${id}/known`),
  create: (round: NewRound, key: string) => write<Round>('POST', '/api/rounds', round, { key }),
  edit: (id: string, round: NewRound, options: WriteOptions) =>
    write<Round>('PUT', `/api/rounds/${id}`, round, options),
};

export const effort = {
  atPlace: (place: string) => get<Effort>(`/api/places/${place}/effort`),
  presences: (place: string, query: Query, signal?: AbortSignal) =>
    get<Page<Presence>>('/api/presences', { ...query, place, limit: 20 }, signal),
  addPresence: (presence: NewPresence, key: string) => write<Presence>('POST', '/api/presences', presence, { key }),
  findPresence: (id: string): Promise<Versioned<Presence>> => read<Presence>(`/api/presences/${id}`),
  withdraw: (id: string, options: WriteOptions) =>
    write<Presence>('POST', `/api/presences/${id}/withdraw`, undefined, options),
};
