/** What the queue asks and sends, from the page and from the service worker alike, which carries no other call. */
import { get, send, write } from './client';
import type { Me, NewReport, NewWalk, Photo, Report, Walk } from './types';
import { whoIs } from './who';

export const me = (signal?: AbortSignal) => get<Me>('/api/me', {}, signal);

/** Whom the server takes this device for, now. */
export const who = async () => whoIs(await me());

export const sendReport = (report: NewReport, key: string) => write<Report>('POST', '/api/reports', report, { key });

export const sendPhoto = (report: string, bytes: ArrayBuffer, key: string) =>
  send<Photo>(`/api/photos?report=${report}`, bytes, 'image/jpeg', key);

export const sendWalk = (walk: NewWalk, key: string) => write<Walk>('POST', '/api/walks', walk, { key });
