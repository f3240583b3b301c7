/** Something that holds from one day until another: the first included, the last not. Days are Stockholm's. */
export interface Dated {
  from?: string | null;
  until?: string | null;
}

const stockholm = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short' });

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

function shifted(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
