import type { Filters } from './filters';
import { firstView, parseView, writeView, type Camera, type Panel, type View } from './view_url';

/** The view and the address bar, kept equal. Opening something makes a step in the history; moving the map does not. */
class CurrentView {
  current = $state.raw<View>(parseView(location.search));

  constructor() {
    window.addEventListener('popstate', () => {
      this.current = { ...parseView(location.search), camera: this.current.camera };
    });
  }

  get panel(): Panel {
    return this.current.panel;
  }

  get filters(): Filters {
    return this.current.filters;
  }

  open(panel: Panel, id: string | null = null, reports: string[] = []): void {
    this.current = { ...this.current, panel, id, reports };
    history.pushState(null, '', writeView(this.current));
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

  private replace(change: Partial<View>): void {
    this.current = { ...this.current, ...change };
    history.replaceState(null, '', writeView(this.current));
  }
}

export const view = new CurrentView();
