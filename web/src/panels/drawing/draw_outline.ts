import type { Feature, FeatureCollection } from 'geojson';
import type { LonLat } from '../../api/types';
import { cornersOf, middles } from '../../edits/corners';
import { geometryOf, isSame, type CornerRef, type Outline } from '../../edits/outline';
import type { CityMap } from '../../map/create_map';
import type { Mode } from '../../modes/mode';
import type { Drawing } from './drawing.svelte';

/** Fingers are wider than corners. */
const reachPx = 18;

interface Asked {
  /** Whether a click on open ground puts a corner in. */
  addsByClick: () => boolean;
  /** Where a position comes to lie: at what is near, or as it is. `except` is the corner that is moved. */
  snapped: (at: LonLat, except: CornerRef | null) => LonLat;
}

/** Drawing ground on the map: corners are put in by click and drawn along; whatever is done here the list does too. */
export function drawOutline(drawing: Drawing, { addsByClick, snapped }: Asked): Mode {
  let held: CornerRef | null = null;

  const cornerAt = (map: CityMap, at: LonLat) => nearest(map, at, cornersOf(drawing.outline), ({ at }) => at);
  const middleAt = (map: CityMap, at: LonLat) => nearest(map, at, middles(drawing.outline), ({ at }) => at);

  return {
    crosshair: true,
    enter: (map) => () => map.draw({ type: 'FeatureCollection', features: [] }),
    clicked: (map, position) => {
      const corner = cornerAt(map, position);
      if (corner) {
        drawing.chosen = corner.ref;
        return;
      }
      const middle = middleAt(map, position);
      if (middle) drawing.add(middle.at, middle.after);
      else if (addsByClick()) drawing.add(snapped(position, null));
    },
    pressed: (map, position) => {
      const corner = cornerAt(map, position);
      if (!corner) return false;
      held = corner.ref;
      drawing.hold();
      return true;
    },
    dragged: (_map, position) => {
      if (held) drawing.move(held, snapped(position, held));
    },
    dropped: () => {
      held = null;
      drawing.letGo();
    },
  };
}

function nearest<T>(map: CityMap, at: LonLat, all: readonly T[], where: (one: T) => LonLat): T | undefined {
  const near = all
    .map((one) => ({ one, px: map.pixelsBetween(at, where(one)) }))
    .filter(({ px }) => px <= reachPx)
    .sort((a, b) => a.px - b.px);
  return near[0]?.one;
}

/** What the map shows of an outline: its ground or line, its corners, and the middles where new ones can be put in. */
export function outlineDrawn(outline: Outline, chosen: CornerRef | null, bad: readonly CornerRef[]): FeatureCollection {
  const corners = cornersOf(outline);
  const geometry = corners.length > 2 ? geometryOf(outline) : null;
  const line = corners.length === 2 ? corners.map(({ at }) => [at.lon, at.lat]) : null;
  const features: Feature[] = [];
  if (geometry) features.push({ type: 'Feature', properties: {}, geometry });
  if (line) features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: line } });
  const spot = (at: LonLat, what: string): Feature => ({
    type: 'Feature',
    properties: { what },
    geometry: { type: 'Point', coordinates: [at.lon, at.lat] },
  });
  features.push(...middles(outline).map(({ at }) => spot(at, 'middle')));
  const whatIs = (ref: CornerRef) =>
    bad.some((one) => isSame(one, ref)) ? 'bad' : isSame(chosen, ref) ? 'chosen' : 'corner';
  features.push(...corners.map(({ ref, at }) => spot(at, whatIs(ref))));
  return { type: 'FeatureCollection', features };
}
