import type { Measure, Photo } from '../api/types';
import { todayInStockholm } from '../state/days';

/** Two photos to look at side by side. */
export interface Pair {
  before: Photo;
  after: Photo;
}

const oldestFirst = (photos: readonly Photo[]) =>
  photos.toSorted((one, other) => Date.parse(one.added_at) - Date.parse(other.added_at));

/** The day that a photo came, in Stockholm. */
const dayOf = (photo: Photo) => todayInStockholm(new Date(photo.added_at));

/** The first photo and the last; nothing where there are not two. */
export function widestPair(photos: readonly Photo[]): Pair | undefined {
  const [before, ...others] = oldestFirst(photos);
  const after = others.at(-1);
  return before && after && { before, after };
}

/**
 * The last photo from before a measure began and the last since it ended, or since it began where it has not; nothing
 * where one of them is missing or nobody has said when it began.
 */
export function pairAround(photos: readonly Photo[], { starts, ends, closed_at }: Measure): Pair | undefined {
  if (!starts) return undefined;
  const over = [ends, closed_at && todayInStockholm(new Date(closed_at)), starts].find(Boolean) ?? starts;
  const sorted = oldestFirst(photos);
  const before = sorted.findLast((photo) => dayOf(photo) < starts);
  const after = sorted.findLast((photo) => dayOf(photo) >= over);
  return before && after && { before, after };
}
