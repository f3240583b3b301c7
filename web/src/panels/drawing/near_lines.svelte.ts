import { areas } from '../../api/admin_calls';
import { get } from '../../api/client';
import type { Area, Bounds, Page, PlaceGeometry, Site } from '../../api/types';
import type { Line } from '../../edits/snap';
import { Loading } from '../../state/loading.svelte';

/** Nearer than this the sides of sites can be told apart on the screen. */
const leastZoom = 14;
const sitesMost = 200;
const areasMost = 12;

/** The sides of sites and areas in view, as they are in the register and not as the map has rounded them. */
export class NearLines {
  private readonly loading = new Loading<Line[]>();
  private readonly areas = new Map<string, Line[]>();

  get lines(): readonly Line[] {
    return this.loading.value ?? [];
  }

  /** Why there is nothing to draw corners to, where that could not be fetched. */
  get error(): unknown {
    return this.loading.error;
  }

  /** Fetches what is in view, without what is being drawn itself. */
  look(bounds: Bounds | null, zoom: number, own: string | null): void {
    if (!bounds || zoom < leastZoom) {
      this.loading.clear();
      return;
    }
    const bbox = bounds.map((degree) => degree.toFixed(6)).join(',');
    void this.loading.run(async (signal) => {
      const [sites, around] = await Promise.all([
        get<Page<Site>>('/api/sites', { bbox, limit: sitesMost }, signal),
        get<Page<Area>>('/api/areas', { bbox, limit: areasMost }, signal),
      ]);
      const others = around.items.filter(({ id, members }) => id !== own && members === undefined);
      const ofAreas = await Promise.all(others.map(({ id }) => this.ofArea(id)));
      const ofSites = sites.items.filter(({ id }) => id !== own).flatMap(({ geometry }) => linesOf(geometry));
      return [...ofSites, ...ofAreas.flat()];
    });
  }

  /** An area is large and lies still: it is fetched once. */
  private async ofArea(id: string): Promise<Line[]> {
    const known = this.areas.get(id);
    if (known) return known;
    const { geometry } = (await areas.find(id)).value;
    const lines = geometry ? linesOf(geometry) : [];
    this.areas.set(id, lines);
    return lines;
  }
}

function linesOf(geometry: PlaceGeometry): Line[] {
  const line = (positions: readonly (readonly number[])[]) => positions.map(([lon = 0, lat = 0]) => ({ lon, lat }));
  if (geometry.type === 'Point') return [line([geometry.coordinates])];
  if (geometry.type === 'Polygon') return geometry.coordinates.map(line);
  return geometry.coordinates.flat().map(line);
}
