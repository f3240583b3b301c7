import type { Measure, Photo, Report } from '../api/types';
import { todayInStockholm } from '../state/days';

/** A photo with the moment that it shows. */
export type Dated = Photo & { seen_at: string };

/** Two photos to look at side by side. */
export interface Pair {
  before: Dated;
  after: Dated;
}

/** What a photo shows was seen when its report says; of a report that is not at hand there is the day that the photo came. */
export function dated(photos: readonly Photo[], reports: readonly Report[]): Dated[] {
  const seen = new Map(reports.map(({ id, observed_at }) => [id, observed_at]));
  return photos.map((photo) => ({ ...photo, seen_at: seen.get(photo.report) ?? photo.added_at }));
}

const oldestFirst = (photos: readonly Dated[]) =>
  photos.toSorted(
    (one, other) =>
      Date.parse(one.seen_at) - Date.parse(other.seen_at) || Date.parse(one.added_at) - Date.parse(other.added_at),
  );

/** The day that a photo shows, in Stockholm. */
const dayOf = (photo: Dated) => todayInStockholm(new Date(photo.seen_at));

/** The first photo and the last; nothing where there are not two. */
export function widestPair(photos: readonly Dated[]): Pair | undefined {
  const [before, ...others] = oldestFirst(photos);
  const after = others.at(-1);
  return before && after && { before, after };
}

/**
 * The last photo from before a measure began and the last since it ended, or since it began where it has not; nothing
 * where one of them is missing or nobody has said when it began.
 */
export function pairAround(photos: readonly Dated[], { starts, ends, closed_at }: Measure): Pair | undefined {
  if (!starts) return undefined;
  const over = [ends, closed_at && todayInStockholm(new Date(closed_at)), starts].find(Boolean) ?? starts;
  const sorted = oldestFirst(photos);
  const before = sorted.findLast((photo) => dayOf(photo) < starts);
  const after = sorted.findLast((photo) => dayOf(photo) >= over);
  return before && after && { before, after };
}
