import type { Feature, FeatureCollection } from 'geojson';
import type { LonLat, PlaceGeometry } from '../api/types';

/** Metres of one degree of latitude, near enough for a circle on the screen. */
const metresPerDegree = 111_320;

/** A circle on the ground as a polygon of 48 sides; `radiusM` in metres. For drawing, never for measuring. */
export function circle(centre: LonLat, radiusM: number): Feature {
  const narrowing = Math.cos((centre.lat * Math.PI) / 180);
  const ring = Array.from({ length: 49 }, (_, i) => {
    const angle = (i / 48) * 2 * Math.PI;
    return [
      centre.lon + (Math.cos(angle) * radiusM) / (metresPerDegree * narrowing),
      centre.lat + (Math.sin(angle) * radiusM) / metresPerDegree,
    ];
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
