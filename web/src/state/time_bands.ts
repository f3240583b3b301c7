import type { Code } from '../api/types';
import { dayAfter, dayBefore, momentInStockholm, todayInStockholm } from './days';

/** When something was seen, where that is known to some hours from a moment on, or to the day that it begins. */
export interface Seen {
  at: string;
  hours: number | null;
}

/** A part of the day that has begun, and when that was. */
export interface RecentBand {
  code: string;
  day: 'today' | 'yesterday';
  from: number;
  until: number;
  seen: Seen;
}

const hourMs = 3_600_000;
/** What is known to more hours than this is known to the day, for the server too. */
const knownHoursMax = 12;
/** About a day of them; whatever is longer ago has its day. */
const offeredMost = 4;

/** Parts of the day that lie behind somebody, the last first. One that has not ended is known until now. */
export function recentBands(codes: readonly Code[], now: Date): RecentBand[] {
  const today = todayInStockholm(now);
  const days = { today, yesterday: dayBefore(today) };
  return codes
    .flatMap(({ code, hours }) => (hours ? [{ code, ...hours }] : []))
    .flatMap((band) =>
      (['today', 'yesterday'] as const).map((day) => ({ ...band, day, seen: seenIn(days[day], band, now) })),
    )
    .filter(({ seen }) => Date.parse(seen.at) < now.getTime() && (seen.hours ?? 0) <= knownHoursMax)
    .sort((one, other) => Date.parse(other.seen.at) - Date.parse(one.seen.at))
    .slice(0, offeredMost);
}

/** A band that begins on a day, in whole hours by the sun: one in which the clocks are moved has more or fewer. */
function seenIn(day: string, { from, until }: { from: number; until: number }, now: Date): Seen {
  const begins = momentInStockholm(day, from);
  const ends = momentInStockholm(until > from ? day : dayAfter(day), until);
  const lasts = Math.min(ends.getTime(), now.getTime()) - begins.getTime();
  return { at: begins.toISOString(), hours: Math.max(1, Math.ceil(lasts / hourMs)) };
}

/** A whole day; without one it has yet to be said which. */
export function seenOn(day: string): Seen {
  return { at: day === '' ? '' : momentInStockholm(day, 0).toISOString(), hours: null };
}

/** Hours of the day as the address and the server write them: 17-22, and over midnight 22-6. */
export function bandOf({ hours }: Pick<Code, 'hours'>): string | null {
  return hours ? `${hours.from}-${hours.until}` : null;
}

const bandForm = /^(?!(\d+)-\1$)(\d|1\d|2[0-3])-([1-9]|1\d|2[0-4])$/;

/** The bands that an address names; what is none is left out. */
export function bandsFrom(text: string): string[] {
  return text.split(',').filter((part) => bandForm.test(part));
}
