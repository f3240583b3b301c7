import type { Feature, FeatureCollection } from 'geojson';
import type { LonLat, PlaceGeometry } from '../api/types';
import { boxAround } from '../state/near';

/** A circle on the ground as a polygon of 48 sides; `radiusM` in metres. For drawing, never for measuring. */
export function circle(centre: LonLat, radiusM: number): Feature {
  const [, , east, north] = boxAround(centre, radiusM);
  const ring = Array.from({ length: 49 }, (_, i) => {
    const angle = (i / 48) * 2 * Math.PI;
    return [centre.lon + Math.cos(angle) * (east - centre.lon), centre.lat + Math.sin(angle) * (north - centre.lat)];
  });
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
}

/** Extents that have been drawn so far, to be seen together. */
export function extents(all: readonly (PlaceGeometry | null)[]): FeatureCollection {
  const features = all
    .filter((geometry) => geometry !== null)
    .map((geometry): Feature => ({ type: 'Feature', properties: {}, geometry }));
  return { type: 'FeatureCollection', features };
}
