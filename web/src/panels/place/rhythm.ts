import type { Rhythm } from '../../api/types';

/** A bar of a chart: what it stands for, and how high it is. */
export interface Bar {
  /** As a table names it. */
  label: string;
  /** Beneath the axis; only some bars have one, or it could not be read. */
  tick?: string;
  value: number;
  /** Reports that say that it was gone. */
  gone: number;
}

const hour = (at: number) => String(at % 24).padStart(2, '0');

/** Weeks as bars; the first of each month is named, by `month`. */
export function weekBars(rhythm: Rhythm, month: (monday: string) => string): Bar[] {
  let before = '';
  return rhythm.weeks.map(({ week, monday, there, gone }, at) => {
    const isFirst = monday.slice(0, 7) !== before && at > 0;
    before = monday.slice(0, 7);
    const bar = { label: week, value: there, gone };
    return isFirst ? { ...bar, tick: month(monday) } : bar;
  });
}

/** Hours as bars; every sixth is named. */
export function hourBars(rhythm: Rhythm): Bar[] {
  return rhythm.hours.map((value, at) => {
    const bar = { label: `${hour(at)}–${hour(at + 1)}`, value, gone: 0 };
    return at % 6 === 0 ? { ...bar, tick: hour(at) } : bar;
  });
}

/** The first of the highest bars; nothing where all are empty. */
export function highest(bars: readonly Bar[]): Bar | undefined {
  const most = Math.max(0, ...bars.map(({ value }) => value));
  return most === 0 ? undefined : bars.find(({ value }) => value === most);
}

export const sum = (bars: readonly Bar[]) => bars.reduce((all, { value }) => all + value, 0);
