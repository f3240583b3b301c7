import { daysBetween, todayInStockholm } from '../state/days';
import { say, type Language } from './say';

const locales: Record<Language, string> = { sv: 'sv-SE', en: 'en-GB' };
/** The city's own zone: a deadline is the same day for everybody, wherever the reader's device thinks it is. */
const timeZone = 'Europe/Stockholm';

/** A day, such as "23 nov. 2026". */
export function day(language: Language, time: string): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone }).format(new Date(time));
}

/** A day with hours and minutes. */
export function moment(language: Language, time: string): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(time),
  );
}

/** When something was seen, and how closely that is known, as reports tell it. */
export interface SeenTime {
  observed_at?: string | null | undefined;
  observed_precision?: string | undefined;
  observed_hours?: number | null | undefined;
}

/** When something was seen, no more closely than it is known: a moment, from one hour to another, a day or a month. */
export function seen(language: Language, { observed_at, observed_precision, observed_hours }: SeenTime): string {
  if (!observed_at) return '';
  switch (observed_precision) {
    case 'hours': {
      const ends = new Date(Date.parse(observed_at) + (observed_hours ?? 1) * 3_600_000);
      const range = new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeStyle: 'short', timeZone });
      return range.formatRange(new Date(observed_at), ends);
    }
    case 'day':
      return day(language, observed_at);
    case 'month':
      return new Intl.DateTimeFormat(locales[language], { month: 'long', year: 'numeric', timeZone }).format(
        new Date(observed_at),
      );
    default:
      return moment(language, observed_at);
  }
}

/** Hours of the day as clocks show them: 22-6 is 22–06. */
export function hours(band: string): string {
  return band
    .split('-')
    .map((hour) => hour.padStart(2, '0'))
    .join('–');
}

/**
 * How long ago, in the largest unit that fits; a day once a month has passed. Days are those of the calendar: yesterday is
 * the day before, however many hours ago. `now` is milliseconds since 1970.
 */
export function ago(language: Language, time: string, now: number): string {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < 60) return say(language, 'time.now');
  const relative = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' });
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour');
  const days = daysBetween(todayInStockholm(new Date(time)), todayInStockholm(new Date(now)));
  return days < 30 ? relative.format(-days, 'day') : day(language, time);
}

/** Metres as people say them: whole metres below a kilometre, then one decimal of a kilometre. */
export function distance(language: Language, metres: number): string {
  const kilometres = metres >= 1000;
  return new Intl.NumberFormat(locales[language], {
    style: 'unit',
    unit: kilometres ? 'kilometer' : 'meter',
    maximumFractionDigits: kilometres ? 1 : 0,
  }).format(kilometres ? metres / 1000 : metres);
}

/** Ground in square metres, to the metre. */
export function ground(language: Language, squareMetres: number): string {
  return `${new Intl.NumberFormat(locales[language], { maximumFractionDigits: 0 }).format(squareMetres)} m²`;
}

/** A degree with the six decimals that tell one corner from the next. */
export function degree(language: Language, value: number): string {
  return new Intl.NumberFormat(locales[language], { minimumFractionDigits: 6, useGrouping: false }).format(value);
}

/** How large a file is: kilobytes, and from a million bytes on megabytes with one decimal. */
export function fileSize(language: Language, bytes: number): string {
  const isLarge = bytes >= 1_000_000;
  return new Intl.NumberFormat(locales[language], {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: isLarge ? 1 : 0,
  }).format(isLarge ? bytes / 1_000_000 : Math.max(1, bytes / 1000));
}
