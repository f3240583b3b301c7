/** The moment just before another: of a midnight that ends a day, the last of that day. */
export function lastDayBefore(until: string): string {
  return new Date(Date.parse(until) - 1).toISOString();
}
