/** ISO weeks as the weekly list names them: `2026-W48`. */

const dayMs = 86_400_000;

/** The Monday of a week, as a moment at midnight of UTC; nothing where there is no such week. */
function mondayOf(week: string): number | null {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined || number === undefined) return null;
  // The fourth of January is always in the first week.
  const fourth = Date.UTC(Number(year), 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs;
  return monday + (Number(number) - 1) * 7 * dayMs;
}

/** The week that a day of UTC lies in. */
function weekOf(moment: number): string {
  const thursday = new Date(moment + (3 - ((new Date(moment).getUTCDay() + 6) % 7)) * dayMs);
  const year = thursday.getUTCFullYear();
  const first = mondayOf(`${year}-W01`) ?? 0;
  const number = Math.floor((thursday.getTime() - first) / (7 * dayMs)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** The week so many weeks later, or earlier. */
export function weeksLater(week: string, weeks: number): string {
  const monday = mondayOf(week);
  return monday === null ? week : weekOf(monday + weeks * 7 * dayMs);
}

/** Its number alone, as people say it. */
export const numberOf = (week: string) => String(Number(week.slice(-2)));
