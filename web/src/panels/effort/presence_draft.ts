import type { NewPresence } from '../../api/types';
import { dayAfter, momentInStockholm } from '../../state/days';

/** A presence as it is written: days and times of day by the city's clocks, as it is shown. */
export interface PresenceDraft {
  kind: string;
  /** `party:CODE` or `kind:CODE`. */
  by: string;
  day: string;
  from: string;
  until: string;
}

/** A time of day such as 20:30, on a day. */
function momentOf(day: string, time: string): Date {
  const [hour = 0, minutes = 0] = time.split(':').map(Number);
  const moment = momentInStockholm(day, hour);
  moment.setUTCMinutes(minutes);
  return moment;
}

/** The body to send, or nothing while a time is missing. An end before the start is on the next day. */
export function bodyOf(place: string, draft: PresenceDraft): NewPresence | null {
  if (!draft.day || !draft.from || !draft.until) return null;
  const starts = momentOf(draft.day, draft.from);
  const sameDay = momentOf(draft.day, draft.until);
  // By the calendar, so that a night in which the clock is changed is still one night.
  const ends = sameDay > starts ? sameDay : momentOf(dayAfter(draft.day), draft.until);
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
