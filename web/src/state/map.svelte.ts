import type { Bounds, LonLat, NearSite } from '../api/types';
import type { MapLayer, Pick } from '../layers/layer';
import type { CityMap } from '../map/create_map';
import { browse } from '../modes/browse';
import type { Mode } from '../modes/mode';
import { toggled } from './filters';
import { t } from './language.svelte';
import { view } from './view.svelte';

/** Forms that are written in: cards, and those that are all of a page or a card. */
export const written = 'form:is(.card, .whole)';

/**
 * A mark is soon clicked by mistake: where it would take along what is written in a form, that is asked about first. What
 * says that something is amiss stands in a form that was sent and not taken.
 */
function openPicked({ panel, id }: Pick): void {
  const isOpen = panel === view.panel && id === view.id;
  const isUnsent = document.querySelector(`form.touched, ${written}:has([role="alert"])`);
  if (isOpen || !isUnsent || confirm(t('map.leaves_form'))) view.open(panel, id);
}

/** The map as panels see it: what it shows now, and the mode that says what a click means. */
class MapState {
  /** West, south, east, north of what is on the screen. */
  bounds = $state.raw<Bounds | null>(null);
  /** What lies under the cross. */
  centre = $state.raw<LonLat | null>(null);
  crosshair = $state(false);
  /** A panel shows something on the map: on a small screen the two share it. */
  beside = $state(false);
  failed = $state(false);
  tilesFailed = $state(false);
  hiddenGroups = $state.raw<MapLayer['group'][]>(['neighbourhoods']);
  /** The neighbours of a place, and the place that they are of: they are drawn while it is open. */
  neighbours = $state.raw<{ of: string; sites: readonly NearSite[] } | null>(null);
  map = $state.raw<CityMap | undefined>(undefined);
  private mode: Mode = browse(openPicked);
  private leave: () => void = () => undefined;

  /** Takes up a mode for as long as the caller lives; returns what goes back to browsing. */
  enter(mode: Mode): () => void {
    this.change(mode);
    return () => {
      if (this.mode === mode) this.change(browse(openPicked));
    };
  }

  attach(map: CityMap): void {
    this.map = map;
    this.leave = this.mode.enter(map);
  }

  clicked(position: LonLat, pick: Pick | null): void {
    if (this.map) this.mode.clicked(this.map, position, pick);
  }

  toggle(group: MapLayer['group']): void {
    this.hiddenGroups = toggled(this.hiddenGroups, group);
  }

  private change(mode: Mode): void {
    this.leave();
    this.mode = mode;
    this.crosshair = mode.crosshair;
    this.leave = this.map ? mode.enter(this.map) : () => undefined;
  }
}

export const mapState = new MapState();
