import { daysBetween, todayInStockholm } from '../state/days';
import { say, type Language } from './say';

const locales: Record<Language, string> = { sv: 'sv-SE', en: 'en-GB' };
/** The city's own zone: a deadline is the same day for everybody, wherever the reader's device thinks it is. */
const timeZone = 'Europe/Stockholm';

/** A formatter for each language, made when it is first asked for: making one takes far longer than using it. */
function inEach<F>(make: (locale: string) => F): (language: Language) => F {
  const made = new Map<Language, F>();
  return (language) => {
    const formatter = made.get(language) ?? make(locales[language]);
    made.set(language, formatter);
    return formatter;
  };
}

const times = (options: Intl.DateTimeFormatOptions) =>
  inEach((locale) => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
const numbers = (options: Intl.NumberFormatOptions) => inEach((locale) => new Intl.NumberFormat(locale, options));

const days = times({ dateStyle: 'medium' });
const moments = times({ dateStyle: 'medium', timeStyle: 'short' });
const months = times({ month: 'long', year: 'numeric' });
const relative = inEach((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const whole = numbers({ maximumFractionDigits: 0 });
const sixDecimals = numbers({ minimumFractionDigits: 6, useGrouping: false });
const metresWhole = numbers({ style: 'unit', unit: 'meter', maximumFractionDigits: 0 });
const kilometres = numbers({ style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 });
const kilobytes = numbers({ style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });
const megabytes = numbers({ style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });

/** A day, such as "23 nov. 2026". */
export function day(language: Language, time: string): string {
  return days(language).format(new Date(time));
}

/** A day with hours and minutes. */
export function moment(language: Language, time: string): string {
  return moments(language).format(new Date(time));
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
      return moments(language).formatRange(new Date(observed_at), ends);
    }
    case 'day':
      return day(language, observed_at);
    case 'month':
      return months(language).format(new Date(observed_at));
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
  if (seconds < 3600) return relative(language).format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative(language).format(-Math.floor(seconds / 3600), 'hour');
  const since = daysBetween(todayInStockholm(new Date(time)), todayInStockholm(new Date(now)));
  return since < 30 ? relative(language).format(-since, 'day') : day(language, time);
}

/** Metres as people say them: whole metres below a kilometre, then one decimal of a kilometre. */
export function distance(language: Language, metres: number): string {
  return metres >= 1000 ? kilometres(language).format(metres / 1000) : metresWhole(language).format(metres);
}

/** Ground in square metres, to the metre. */
export function ground(language: Language, squareMetres: number): string {
  return `${whole(language).format(squareMetres)} m²`;
}

/** A degree with the six decimals that tell one corner from the next. */
export function degree(language: Language, value: number): string {
  return sixDecimals(language).format(value);
}

/** How large a file is: kilobytes, and from a million bytes on megabytes with one decimal. */
export function fileSize(language: Language, bytes: number): string {
  return bytes >= 1_000_000
    ? megabytes(language).format(bytes / 1_000_000)
    : kilobytes(language).format(Math.max(1, bytes / 1000));
}
