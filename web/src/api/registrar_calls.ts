/** The calls of public documents, the diary, the review of access and the log of reads; fetched together with their pages. */
import { get, getAll, queryString, read, write, type Versioned, type WriteOptions } from './client';
import type {
  Access,
  AccessReview,
  AnsweredDocument,
  Disclosure,
  Document,
  DocumentAnswer,
  DocumentRequest,
  Filing,
  NewFiling,
  Page,
  Place,
  ReadsPage,
  Report,
} from './types';

export type DocumentKind = 'place' | 'report';
const noun = (kind: DocumentKind) => (kind === 'place' ? 'places' : 'reports');

export const documents = {
  preview: (kind: DocumentKind, id: string) => get<Document>(`/api/${noun(kind)}/${id}/document`),
  /** The thing itself, for its version: an answer is decided on what was read. */
  thing: (kind: DocumentKind, id: string): Promise<Versioned<Place | Report>> => read(`/api/${noun(kind)}/${id}`),
  answer: (kind: DocumentKind, id: string, body: DocumentAnswer, options: WriteOptions) =>
    write<DocumentRequest>('POST', `/api/${noun(kind)}/${id}/document-requests`, body, options),
  requests: (reference: string) => get<Page<DocumentRequest>>('/api/document-requests', wanted(reference)),
  request: (id: string) => get<AnsweredDocument>(`/api/document-requests/${id}`),
};

export const filings = {
  find: (reference: string) => get<Page<Filing>>('/api/filings', wanted(reference)),
  of: (kind: string, id: string) => getAll<Filing>('/api/filings', { kind, id }),
  add: (body: NewFiling, options: WriteOptions) => write<Filing>('POST', '/api/filings', body, options),
  withdraw: async (id: string, key: string) => {
    const { etag } = await read<Filing>(`/api/filings/${id}`);
    return write<Filing>('POST', `/api/filings/${id}/withdraw`, undefined, { key, etag });
  },
};

const wanted = (reference: string) => (reference.trim() === '' ? {} : { reference: reference.trim() });

/** Which reads of what is restricted are asked for; what is empty is left out. */
export type ReadsAsked = Partial<
  Record<'kind' | 'id' | 'account' | 'party' | 'surface' | 'since' | 'until' | 'cursor', string>
>;

export const reads = {
  find: (asked: ReadsAsked) => get<ReadsPage>('/api/reads', asked),
  /** The browser fetches it by itself. */
  file: (asked: ReadsAsked) => `/api/reads/file${queryString(asked)}`,
};

/** What a party was handed. */
export const handedOnTo = (party: string) => getAll<Disclosure>('/api/disclosures', { party });

export const accessReview = {
  find: () => get<AccessReview>('/api/access-review'),
  record: (confirmed: readonly Access[], ended: readonly Access[]) => {
    const refs = (all: readonly Access[]) => all.map(({ kind, id }) => ({ kind, id }));
    return write<AccessReview>('POST', '/api/access-review', { confirmed: refs(confirmed), ended: refs(ended) });
  },
};
