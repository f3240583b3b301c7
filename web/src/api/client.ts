import { NoAnswer, problemOf } from './problem';

/** A thing as it was read, with the version that a change of it has to name. */
export interface Versioned<T> {
  value: T;
  etag: string;
}

export type QueryValue = string | number | boolean | undefined | string[];
export type Query = Record<string, QueryValue>;

/** Writes the query of an address; what is undefined or empty is left out, lists are joined with commas. */
export function queryString(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value === undefined ? '' : String(value);
    if (text !== '') params.set(name, text);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** What every request says about who reads it. */
export function commonHeaders(): Record<string, string> {
  return { 'accept-language': acceptLanguage, ...(seen !== null && { 'samplats-seen': seen }) };
}

let acceptLanguage = 'sv';

/** Sentences that the server writes come in this language where it has them. */
export function speak(language: string): void {
  acceptLanguage = language;
}

/**
 * The newest write this page has made. Reads carry it, so that an instance that is a moment behind waits for it instead
 * of showing the state before.
 */
let seen: string | null = null;

let loggedOut: () => void = () => undefined;

/** Sets what happens when an answer says that the log-in has run out. */
export function whenLoggedOut(act: () => void): void {
  loggedOut = act;
}

let stale: (seconds: number) => void = () => undefined;

/** Sets what happens with the age of what an answer rests on, in seconds: 0 when it is fresh. */
export function whenStale(act: (seconds: number) => void): void {
  stale = act;
}

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...commonHeaders(), ...(init.headers as Record<string, string> | undefined) };
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, headers, credentials: 'same-origin' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new NoAnswer(cause);
  }
  return checked(answer);
}

/** Takes notice of what every answer tells; throws where it is a no. */
export async function checked(answer: Response): Promise<Response> {
  stale(Number(answer.headers.get('samplats-stale') ?? 0));
  if (answer.status === 401) loggedOut();
  if (!answer.ok) throw await problemOf(answer);
  seen = answer.headers.get('samplats-seen') ?? seen;
  return answer;
}

export async function bodyOf<T>(answer: Response): Promise<T> {
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch (cause) {
    throw new NoAnswer(cause); // the line broke in the middle of the body
  }
}

/** Reads a list or any other answer whose version nobody needs. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return bodyOf<T>(await ask(path + queryString(query), signal ? { signal } : {}));
}

/** More than this many pages of one list are no list that a person reads. */
const pagesMax = 30;

/** Reads a list to its end, as many at a time as the server gives; one without end is an error, not a part of a list. */
export async function getAll<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const page = await get<{ items: T[]; next?: string | null }>(path, { ...query, limit: 1000, cursor }, signal);
    items.push(...page.items);
    if (!page.next) return items;
    cursor = page.next;
  }
  throw new Error(`${path} has more than ${pagesMax} pages`);
}

/** Reads one thing together with its version. */
export async function read<T>(path: string, signal?: AbortSignal): Promise<Versioned<T>> {
  const answer = await ask(path, signal ? { signal } : {});
  return { etag: answer.headers.get('etag') ?? '', value: await bodyOf<T>(answer) };
}

export interface WriteOptions {
  /** Made before the first attempt and kept on every retry: the same key is carried out once. */
  key?: string;
  /** The version that was seen; needed to change or command one existing thing. */
  etag?: string;
}

/** Makes a key for one intended write. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** Sends one write. */
export async function write<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options: WriteOptions = {},
): Promise<T> {
  const headers: Record<string, string> = { 'x-samplats': '1', 'idempotency-key': options.key ?? newKey() };
  if (options.etag) headers['if-match'] = options.etag;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers };
  if (body !== undefined) init.body = JSON.stringify(body);
  return bodyOf<T>(await ask(path, init));
}
