import type { NewPresence } from '../../api/types';

/** A presence as it is written: days and times of day as the device shows them. */
export interface PresenceDraft {
  kind: string;
  /** `party:CODE` or `kind:CODE`. */
  by: string;
  day: string;
  from: string;
  until: string;
}

const dayMs = 86_400_000;

/** The body to send, or nothing while a time is missing. An end before the start is on the next day. */
export function bodyOf(place: string, draft: PresenceDraft): NewPresence | null {
  const starts = new Date(`${draft.day}T${draft.from}`);
  const sameDay = new Date(`${draft.day}T${draft.until}`);
  if (Number.isNaN(starts.getTime()) || Number.isNaN(sameDay.getTime())) return null;
  const ends = sameDay > starts ? sameDay : new Date(`${dayAfter(draft.day)}T${draft.until}`);
  const [what, code = ''] = draft.by.split(/:(.*)/s);
  return {
    place,
    presence_kind: draft.kind,
    starts_at: starts.toISOString(),
    ends_at: ends.toISOString(),
    ...(what === 'party' && { party: code }),
    ...(what === 'kind' && { organisation_kind: code }),
  };
}

/** By the calendar, so that a night in which the clock is changed is still one night. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}
