/** The quarters that were over on a day (`2026-11-28`), the newest first: `2026-Q3`, `2026-Q2`, ... */
export function quartersBefore(day: string, count: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const current = year * 4 + Math.floor((month - 1) / 3);
  return Array.from({ length: count }, (_, back) => {
    const quarter = current - 1 - back;
    return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
  });
}
