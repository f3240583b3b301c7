/** The calls about one's own log-ins, and for administrators about everybody's. */
import { getAll, write } from './client';
import type { Enrolled, Enrolment, LogInSession, NewPhoneLink, PhoneLink } from './types';

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

export const phoneLinks = {
  list: () => getAll<PhoneLink>('/api/phone-links'),
  create: (link: NewPhoneLink) => write<PhoneLink>('POST', '/api/phone-links', link),
  revoke: (id: string) => write<void>('DELETE', `/api/phone-links/${id}`),
};
