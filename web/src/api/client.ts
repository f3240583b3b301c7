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

/** What every request says about who reads it. What nobody sits before keeps no log-in alive. */
export function commonHeaders(): Record<string, string> {
  return {
    'accept-language': acceptLanguage,
    ...(seen !== null && { 'samplats-seen': seen }),
    ...(!isAttended() && { 'x-samplats-unattended': '1' }),
  };
}

/** In the background nobody is there; the page knows better. */
let isAttended = () => false;

/** Sets how it is known whether somebody sits before the page. */
export function whenAttended(ask: () => boolean): void {
  isAttended = ask;
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

/** Hears of every answer, and of every time that none came. */
export interface LineWatcher {
  /** The server answered; `date` is its clock. */
  answered(date: string | null): void;
  silent(): void;
}
let line: LineWatcher = { answered: () => undefined, silent: () => undefined };

/** Sets who hears whether the server can be reached. */
export function watchLine(watcher: LineWatcher): void {
  line = watcher;
}

/** A network that swallows everything is no network: an answer that takes longer than this is not waited for. */
const patienceMs = 20_000;
/** A photo takes its time on a poor line. */
const sendingPatienceMs = 120_000;

/** The gates of other people's networks answer too, but neither in JSON nor in tiles. */
function isOurs(answer: Response): boolean {
  const kind = answer.headers.get('content-type') ?? '';
  return answer.status === 204 || kind.includes('json') || kind.includes('vector-tile') || kind.startsWith('image/');
}

/** Nobody waits for the answer any more; a caller whose patience has run out has had no answer. */
function isGivenUp(signal: AbortSignal | null | undefined): boolean {
  return signal?.aborted === true && !(signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError');
}

function noAnswer(cause: unknown): NoAnswer {
  line.silent();
  return new NoAnswer(cause);
}

async function ask(path: string, init: RequestInit = {}, patientMs = patienceMs): Promise<Response> {
  const headers = { ...commonHeaders(), ...(init.headers as Record<string, string> | undefined) };
  const patience = AbortSignal.timeout(patientMs);
  const signal = init.signal ? AbortSignal.any([init.signal, patience]) : patience;
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, headers, signal, credentials: 'same-origin' });
  } catch (cause) {
    if (isGivenUp(init.signal)) throw cause;
    throw noAnswer(cause);
  }
  return checked(answer);
}

/** Takes notice of what every answer tells; throws where it is a no, and where somebody else has answered for the server. */
export async function checked(answer: Response): Promise<Response> {
  if (!isOurs(answer)) throw noAnswer(`${answer.status} in the server's place`);
  line.answered(answer.headers.get('date'));
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
    throw noAnswer(cause); // the line broke in the middle of the body
  }
}

/** Reads a list or any other answer whose version nobody needs. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return bodyOf<T>(await ask(path + queryString(query), signal ? { signal } : {}));
}

/** Reads a tile. */
export async function bytes(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  const answer = await ask(path, signal ? { signal } : {});
  try {
    return await answer.arrayBuffer();
  } catch (cause) {
    if (isGivenUp(signal)) throw cause;
    throw noAnswer(cause);
  }
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

/** Sends bytes, once under their key. */
export async function send<T>(path: string, bytes: ArrayBuffer, type: string, key: string): Promise<T> {
  const headers = { 'x-samplats': '1', 'idempotency-key': key, 'content-type': type };
  return bodyOf<T>(await ask(path, { method: 'POST', headers, body: bytes }, sendingPatienceMs));
}
