import { places as placeCalls, reports as reportCalls } from '../api/calls';
import type { Bounds, Page, Place, Report } from '../api/types';
import { holds, shownIn, type KeptPlaces } from './area';
import { area } from './area.svelte';
import { placeQuery, reportQuery, showsPlaces, showsReports, type Filters } from './filters';
import { Loading } from './loading.svelte';

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

async function fetchAll(bounds: Bounds, filters: Filters, signal: AbortSignal): Promise<InView> {
  const common = { bbox: box(bounds), limit: pageSize };
  const [places, reports] = await Promise.all([
    showsPlaces(filters) ? placeCalls.list({ ...placeQuery(filters), ...common }, signal) : nothing,
    showsReports(filters) ? reportCalls.list({ ...reportQuery(filters), ...common }, signal) : nothing,
  ]);
  return { places, reports };
}

async function fetchMore(shown: InView, bounds: Bounds, filters: Filters, signal: AbortSignal): Promise<InView> {
  const common = { bbox: box(bounds), limit: pageSize };
  const [places, reports] = await Promise.all([
    shown.places.next
      ? placeCalls.list({ ...placeQuery(filters), ...common, cursor: shown.places.next }, signal)
      : nothing,
    shown.reports.next
      ? reportCalls.list({ ...reportQuery(filters), ...common, cursor: shown.reports.next }, signal)
      : nothing,
  ]);
  return {
    places: { items: [...shown.places.items, ...places.items], next: places.next },
    reports: { items: [...shown.reports.items, ...reports.items], next: reports.next },
  };
}

/** The same from the copy on the device, which holds no reports by others. */
function fromCopy(copy: KeptPlaces, bounds: Bounds, filters: Filters): InView {
  const items = shownIn(copy, filters).filter(({ position }) => holds(bounds, position));
  return { places: { items, next: null }, reports: nothing };
}

class InViewList extends Loading<InView> {
  load(bounds: Bounds, filters: Filters): Promise<void> {
    return this.run((signal) =>
      area.orCopy(
        () => fetchAll(bounds, filters, signal),
        (copy) => fromCopy(copy, bounds, filters),
      ),
    );
  }

  more(bounds: Bounds, filters: Filters): Promise<void> {
    const shown = this.value;
    return shown ? this.run((signal) => fetchMore(shown, bounds, filters, signal)) : Promise.resolve();
  }
}

/** One list for the whole page, so that it is still there after a place has been opened and closed. */
export const inView = new InViewList();
