/** The calls about one's own log-ins, and for administrators about everybody's. */
import { get, getAll, write } from './client';
import type {
  Enrolled,
  Enrolment,
  LogInSession,
  NewPhoneLink,
  OtherPassword,
  PhoneLink,
  OwnAccount,
  OwnData,
} from './types';

export const sessions = {
  mine: () => getAll<LogInSession>('/api/me/sessions'),
  endMine: (id: string) => write<void>('DELETE', `/api/me/sessions/${id}`),
  of: (login: string) => getAll<LogInSession>('/api/sessions', { login }),
  end: (id: string) => write<void>('DELETE', `/api/sessions/${id}`),
};

export const secondFactor = {
  begin: (password: string) => write<Enrolment>('POST', '/api/me/second-factor', { password }),
  confirm: (sealed: string, code: string) => write<Enrolled>('POST', '/api/me/second-factor/confirm', { sealed, code }),
  remove: (password: string, code: string) => write<void>('POST', '/api/me/second-factor/remove', { password, code }),
};

export const ownPassword = {
  change: (to: OtherPassword) => write<void>('POST', '/api/me/password', to),
};

export const phoneLinks = {
  list: () => getAll<PhoneLink>('/api/phone-links'),
  create: (link: NewPhoneLink) => write<PhoneLink>('POST', '/api/phone-links', link),
  revoke: (id: string) => write<void>('DELETE', `/api/phone-links/${id}`),
};

/** What is held about oneself. */
export const own = {
  data: () => get<OwnData>('/api/me/data'),
  correct: (functionName: string | null) => write<OwnAccount>('PUT', '/api/me/details', { function: functionName }),
  askToForget: () => write<OwnAccount>('POST', '/api/me/forget'),
  askNoMore: () => write<void>('DELETE', '/api/me/forget'),
  forget: (login: string, decision: string) =>
    write<{ reports: number; more: boolean }>('POST', `/api/users/${encodeURIComponent(login)}/forget`, { decision }),
};
