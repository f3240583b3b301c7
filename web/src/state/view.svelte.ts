import type { Filters } from './filters';
import { firstView, parseView, writeView, type AdminPage, type Camera, type Panel, type View } from './view_url';

/**
 * The link within the page that a click follows: none where it asks for another tab or a file, or where somebody has
 * dealt with it.
 */
function linkOf(event: MouseEvent): URL | null {
  const asksForMore = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || asksForMore || event.defaultPrevented || link.target !== '' || link.hasAttribute('download'))
    return null;
  const url = new URL(link.href);
  return url.origin === location.origin && url.pathname === '/' && url.hash === '' ? url : null;
}

/** How many steps back there are before the page is left. */
const stepsHere = () => Number(history.state ?? 0);

/** The view and the address bar, kept equal. Opening something makes a step in the history; moving the map does not. */
class CurrentView {
  current = $state.raw<View>(parseView(location.search));
  /** Something has been pressed or opened since the first panel stood there: only then does a new one take the focus. */
  hasMoved = false;

  constructor() {
    window.addEventListener('popstate', () => {
      this.hasMoved = true;
      this.current = { ...parseView(location.search), camera: this.current.camera };
    });
    window.addEventListener('click', (event) => this.follow(event));
  }

  // Derived one by one, so that what depends on the filters does not run again whenever the map moves.
  panel = $derived(this.current.panel);
  page = $derived(this.current.page);
  id = $derived(this.current.id);
  about = $derived(this.current.about);
  filters = $derived(this.current.filters);
  /** What the map and the list beside it let through: the queue is about places that nobody has accepted, whatever else is chosen. */
  shown = $derived<Filters>(
    this.panel === 'unsettled'
      ? { ...this.filters, places: true, reports: false, withoutCoordinator: true }
      : this.filters,
  );

  open(panel: Panel, id: string | null = null, reports: string[] = [], about: string | null = null): void {
    this.current = { ...this.current, panel, page: 'start', id, reports, about };
    this.step();
  }

  /** A step back; to another panel where there is none within the page, because what is shown was opened by a link. */
  back(panel: Panel, id: string | null = null): void {
    if (stepsHere() > 0) history.back();
    else this.open(panel, id);
  }

  /** The address of a view: links to it are followed in the page, and can be opened in a tab of their own. */
  href(panel: Panel, id: string | null = null, about: string | null = null): string {
    return writeView({ ...this.current, panel, page: 'start', id, reports: [], about });
  }

  /** Opens a page of administration, and perhaps something on it. */
  openPage(page: AdminPage, id: string | null = null): void {
    this.current = { ...this.current, panel: 'admin', page, id, reports: [], about: null };
    this.step();
  }

  hrefPage(page: AdminPage, id: string | null = null): string {
    return writeView({ ...this.current, panel: 'admin', page, id, reports: [], about: null });
  }

  /** Follows a link without loading the page anew; the map stays where it is. */
  private follow(event: MouseEvent): void {
    const link = linkOf(event);
    if (!link) return;
    event.preventDefault();
    this.current = { ...parseView(link.search), camera: this.current.camera };
    this.step();
  }

  /** Says what the open panel is about, without a step in the history. */
  setAbout(about: string | null): void {
    this.replace({ about });
  }

  setFilters(change: Partial<Filters>): void {
    this.replace({ filters: { ...this.current.filters, ...change } });
  }

  clearFilters(): void {
    this.replace({ filters: firstView.filters });
  }

  setCamera(camera: Camera): void {
    this.replace({ camera });
  }

  /** Takes up a kept view: its filters and where it looked. */
  take(kept: Pick<View, 'filters' | 'camera'>): void {
    this.replace(kept);
  }

  /** A step in the history, which says how many there are behind it within the page. */
  private step(): void {
    this.hasMoved = true;
    history.pushState(stepsHere() + 1, '', writeView(this.current));
  }

  private replace(change: Partial<View>): void {
    this.current = { ...this.current, ...change };
    history.replaceState(history.state, '', writeView(this.current));
  }
}

export const view = new CurrentView();
