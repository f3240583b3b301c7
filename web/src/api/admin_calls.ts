/** The calls of administration, by the contract's nouns; fetched together with its pages. */
import { get, getAll, newKey, queryString, read, write, type Query, type Versioned, type WriteOptions } from './client';
import type {
  Area,
  AreaKind,
  AssignmentBody,
  Code,
  CodeList,
  Erasure,
  ImportAnswer,
  NewCode,
  NewParty,
  NewPublication,
  NewRelation,
  NewRetentionRule,
  NewRule,
  NewSetting,
  NewToken,
  NewUser,
  Page,
  Party,
  Publication,
  PublicationTried,
  PlaceGeometry,
  RetentionPlan,
  RetentionRule,
  RetentionRun,
  Rule,
  RuleTried,
  Setting,
  Site,
  Token,
  User,
} from './types';
import { upload, type Sent } from './upload';

export const parties = {
  list: () => getAll<Party>('/api/parties'),
  find: (code: string): Promise<Versioned<Party>> => read<Party>(`/api/parties/${encodeURIComponent(code)}`),
  put: (code: string, body: NewParty, options: WriteOptions) =>
    write<Party>('PUT', `/api/parties/${encodeURIComponent(code)}`, body, options),
};

export const areas = {
  list: (kind?: AreaKind) => getAll<Area>('/api/areas', { kind }),
  find: (id: string): Promise<Versioned<Area>> => read<Area>(`/api/areas/${id}`),
  draw: (id: string, geometry: PlaceGeometry, options: WriteOptions) =>
    write<Area>('PUT', `/api/areas/${id}/geometry`, { geometry }, options),
};

export const sites = {
  find: (id: string): Promise<Versioned<Site>> => read<Site>(`/api/sites/${id}`),
  draw: (id: string, geometry: PlaceGeometry, options: WriteOptions) =>
    write<Site>('PUT', `/api/sites/${id}/geometry`, { geometry }, options),
  relate: (id: string, relation: NewRelation, options: WriteOptions) =>
    write<Site>('POST', `/api/sites/${id}/relations`, relation, options),
};

export const codes = {
  list: () => getAll<Code>('/api/codes'),
  find: (list: CodeList, code: string): Promise<Versioned<Code>> =>
    read<Code>(`/api/codes/${list}/${encodeURIComponent(code)}`),
  put: (list: CodeList, code: string, body: NewCode, options: WriteOptions) =>
    write<Code>('PUT', `/api/codes/${list}/${encodeURIComponent(code)}`, body, options),
};

export const settings = {
  list: () => getAll<Setting>('/api/settings'),
  find: (name: string): Promise<Versioned<Setting>> => read<Setting>(`/api/settings/${name}`),
  put: (name: string, body: NewSetting, options: WriteOptions) =>
    write<Setting>('PUT', `/api/settings/${name}`, body, options),
};

export const publications = {
  find: (id: string): Promise<Versioned<Publication>> => read<Publication>(`/api/publications/${id}`),
  dryRun: (body: NewPublication) => write<PublicationTried>('POST', '/api/publications/dry-run', body),
  publish: (body: NewPublication, options: WriteOptions) =>
    write<Publication>('POST', '/api/publications', body, options),
  withdraw: (id: string, ground: string, options: WriteOptions) =>
    write<Publication>('POST', `/api/publications/${id}/withdraw`, { ground }, options),
};

export const rules = {
  list: () => getAll<Rule>('/api/designations'),
  find: (id: string): Promise<Versioned<Rule>> => read<Rule>(`/api/designations/${id}`),
  add: (rule: NewRule, options: WriteOptions) => write<Rule>('POST', '/api/designations', rule, options),
  dryRun: (rule: NewRule) => write<RuleTried>('POST', '/api/designations/dry-run', rule),
  end: (id: string, until: string | null, options: WriteOptions) =>
    write<Rule>('POST', `/api/designations/${id}/end`, { until }, options),
};

export const users = {
  list: () => getAll<User>('/api/users'),
  create: (user: NewUser) => write<User>('POST', '/api/users', user),
  disable: (login: string) => write<User>('POST', `/api/users/${encodeURIComponent(login)}/disable`),
  enable: (login: string) => write<User>('POST', `/api/users/${encodeURIComponent(login)}/enable`),
  removeSecondFactor: (login: string) =>
    write<User>('POST', `/api/users/${encodeURIComponent(login)}/second-factor/remove`),
  assign: (login: string, to: AssignmentBody) =>
    write<User>('POST', `/api/users/${encodeURIComponent(login)}/assignment`, to),
  setPassword: (login: string, password: string) =>
    write<User>('POST', `/api/users/${encodeURIComponent(login)}/password`, { password }),
};

export const tokens = {
  list: () => getAll<Token>('/api/tokens'),
  create: (token: NewToken) => write<Token>('POST', '/api/tokens', token),
  revoke: (id: string) => write<void>('DELETE', `/api/tokens/${id}`),
};

export const retention = {
  rules: () => getAll<RetentionRule>('/api/retention/rules'),
  rule: (name: string): Promise<Versioned<RetentionRule>> => read<RetentionRule>(`/api/retention/rules/${name}`),
  put: (name: string, body: NewRetentionRule, options: WriteOptions) =>
    write<RetentionRule>('PUT', `/api/retention/rules/${name}`, body, options),
  due: () => write<RetentionPlan>('POST', '/api/retention/runs', { dry_run: true }),
  begin: () => write<RetentionPlan>('POST', '/api/retention/runs', {}),
  runs: () => getAll<RetentionRun>('/api/retention/runs'),
  /** The newest hundred; there may be many. */
  erasures: async () => {
    const { items, next } = await get<Page<Erasure>>('/api/erasures');
    return { items, next: next ?? null };
  },
};

/** What a file is sent with. */
export interface ImportOrder {
  query: Query;
  /** Nothing where it is not known: the server looks for itself. */
  contentType: string | null;
  /** A mapping file in base64url without padding. */
  mapping: string | null;
}

export function importFile(file: Blob, order: ImportOrder, key = newKey(), sent: Sent = () => undefined) {
  const headers: Record<string, string> = { 'idempotency-key': key };
  if (order.contentType !== null) headers['content-type'] = order.contentType;
  if (order.mapping !== null) headers['samplats-mapping'] = order.mapping;
  // Without a type of its own: what the device takes a file for is no claim of ours.
  return upload<ImportAnswer>(`/api/imports${queryString(order.query)}`, new Blob([file]), headers, sent);
}
