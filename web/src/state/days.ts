/** Something that holds from one day until another: the first included, the last not. Days are Stockholm's. */
export interface Dated {
  from?: string | null;
  until?: string | null;
}

const stockholm = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short' });

const hourOfDay = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Stockholm',
  hour: '2-digit',
  hourCycle: 'h23',
});

/**
 * When the clocks of Stockholm show an hour of a day, 0 to 24; the first time where they show it twice. One that they
 * skip is taken for the next.
 */
export function momentInStockholm(day: string, hour: number): Date {
  if (hour === 24) return momentInStockholm(dayAfter(day), 0);
  const [summer, winter] = ['+02:00', '+01:00'].map(
    (ahead) => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00${ahead}`),
  ) as [Date, Date];
  return todayInStockholm(summer) === day && Number(hourOfDay.format(summer)) === hour ? summer : winter;
}

/** Today in Stockholm, as 2026-03-01. */
export function todayInStockholm(now = new Date()): string {
  return stockholm.format(now);
}

/** Whether it holds on a day; days written 2026-03-01 order as text. */
export function holdsOn({ from, until }: Dated, day: string): boolean {
  return (!from || from <= day) && (!until || day < until);
}

/** What held on a day, of periods that never overlap. */
export function currentOn<T extends Dated>(periods: readonly T[], day: string): T | undefined {
  return periods.find((period) => holdsOn(period, day));
}

/** The day before, of days written 2026-03-01. */
export function dayBefore(day: string): string {
  return shifted(day, -1);
}

/** The day after. */
export function dayAfter(day: string): string {
  return shifted(day, 1);
}

/** How many days by the calendar from one day to another; below zero where that comes first. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

function shifted(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
