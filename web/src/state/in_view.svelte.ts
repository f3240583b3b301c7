import { places as placeCalls, reports as reportCalls } from '../api/calls';
import type { Bounds, Page, Place, Report } from '../api/types';
import { holds, shownIn, type KeptPlaces } from './area';
import { area } from './area.svelte';
import { placeQuery, reportQuery, showsPlaces, showsReports, type Filters } from './filters';
import { Loading } from './loading.svelte';
import { readUntil } from './read_until';
import { isSame } from './rebased';

/** What the list holds: the same things, by the same filters, as the map shows. */
export interface InView {
  places: Page<Place>;
  reports: Page<Report>;
}

const nothing = { items: [], next: null };
const pageSize = 100;

/** Six decimals are a tenth of a metre: equal views give equal addresses. */
function box(bounds: Bounds): string {
  return bounds.map((degree) => degree.toFixed(6)).join(',');
}

/** What both lists are read with: from the first page, until there is as much as is shown, or one page on from that. */
async function fetchBoth(
  bounds: Bounds,
  filters: Filters,
  signal: AbortSignal,
  shown?: InView,
  goesOn = false,
): Promise<InView> {
  const common = { bbox: box(bounds), limit: pageSize };
  const pages = <T>(list: Page<T> | undefined, fetchPage: (cursor: string | undefined) => Promise<Page<T>>) => {
    if (!list || !goesOn) return readUntil(fetchPage, list?.items.length);
    return list.next ? readUntil(fetchPage, list.items.length + 1, list) : list;
  };
  const [places, reports] = await Promise.all([
    showsPlaces(filters)
      ? pages(shown?.places, (cursor) => placeCalls.list({ ...placeQuery(filters), ...common, cursor }, signal))
      : nothing,
    showsReports(filters)
      ? pages(shown?.reports, (cursor) => reportCalls.list({ ...reportQuery(filters), ...common, cursor }, signal))
      : nothing,
  ]);
  return { places, reports };
}

/** The same from the copy on the device, which holds no reports by others. */
function fromCopy(copy: KeptPlaces, bounds: Bounds, filters: Filters): InView {
  const items = shownIn(copy, filters).filter(({ position }) => holds(bounds, position));
  return { places: { items, next: null }, reports: nothing };
}

class InViewList extends Loading<InView> {
  private of: unknown;

  /** As far as it was open, where it is the same list that has changed. */
  load(bounds: Bounds, filters: Filters): Promise<void> {
    const of = [bounds, filters];
    const shown = isSame(of, this.of) ? this.value : undefined;
    this.of = of;
    return this.run((signal) =>
      area.orCopy(
        () => fetchBoth(bounds, filters, signal, shown),
        (copy) => fromCopy(copy, bounds, filters),
      ),
    );
  }

  more(bounds: Bounds, filters: Filters): Promise<void> {
    return this.run((signal) => fetchBoth(bounds, filters, signal, this.value, true));
  }
}

/** One list for the whole page, so that it is still there after a place has been opened and closed. */
export const inView = new InViewList();
