import type { Point, Polygon, LineString } from 'geojson';
import type { GeoJSONStoreFeatures, TerraDrawAdapterStyling } from 'terra-draw';
import { cornersOf, middles } from '../../edits/corners';
import { isSame, partsOf, type CornerRef, type Outline } from '../../edits/outline';
import type { Palette } from '../../layers/palette';

/** What is drawn of an outline: ground, or a line while there is none; corners; and middles, where new ones can be put in. */
export type What = 'ground' | 'middle' | 'corner' | 'chosen' | 'bad';

export interface Drawn {
  geometry: Point | LineString | Polygon;
  properties: { what: What };
}

/** Everything that the map shows of an outline. A part is a polygon with its holes, from three corners on. */
export function outlineDrawn(outline: Outline, chosen: CornerRef | null, bad: readonly CornerRef[]): Drawn[] {
  if (outline.kind === 'point') return [];
  const spot = ({ lon, lat }: { lon: number; lat: number }, what: What): Drawn => ({
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { what },
  });
  const whatIs = (ref: CornerRef): What =>
    bad.some((one) => isSame(one, ref)) ? 'bad' : isSame(chosen, ref) ? 'chosen' : 'corner';
  return [
    ...partsOf(outline.rings).flatMap(groundOf),
    ...middles(outline).map(({ at }) => spot(at, 'middle')),
    ...cornersOf(outline).map(({ ref, at }) => spot(at, whatIs(ref))),
  ];
}

/** Rings are closed: three corners are four positions, and a line there and back is three. */
function groundOf(rings: ReturnType<typeof partsOf>[number]): Drawn[] {
  const properties = { what: 'ground' } as const;
  const closed = rings.filter((ring) => ring.length > 3);
  const lines = rings.filter((ring) => ring.length === 3);
  return [
    ...(closed.length > 0 ? [{ geometry: { type: 'Polygon', coordinates: closed } as Polygon, properties }] : []),
    ...lines.map((ring) => ({ geometry: { type: 'LineString', coordinates: ring } as LineString, properties })),
  ];
}

/** Widths in pixels. What is chosen is larger and filled, what is wrong has a thick ring, a middle is small: no colour says it alone. */
const widths: Record<What, { point: number; ring: number }> = {
  ground: { point: 0, ring: 0 },
  middle: { point: 4, ring: 1.5 },
  corner: { point: 6, ring: 2.5 },
  chosen: { point: 9, ring: 2.5 },
  bad: { point: 8, ring: 5 },
};

/** How it looks, for Terra Draw. Corners lie over middles, and both over ground. */
export function lookOf(what: What, { selected, halo, status }: Palette): TerraDrawAdapterStyling {
  const { point, ring } = widths[what];
  return {
    pointColor: what === 'chosen' ? selected : halo,
    pointWidth: point,
    pointOutlineColor: what === 'bad' ? status.active : selected,
    pointOutlineWidth: ring,
    polygonFillColor: selected,
    polygonFillOpacity: 0.15,
    polygonOutlineColor: selected,
    polygonOutlineWidth: 2,
    lineStringColor: selected,
    lineStringWidth: 2,
    zIndex: Object.keys(widths).indexOf(what),
  };
}

export const whatOf = ({ properties }: GeoJSONStoreFeatures): What => properties.what as What;
