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

/** The corners of an area that is being drawn, with its sides, and its field from the third corner. */
export function cornersDrawn(corners: readonly LonLat[]): FeatureCollection {
  const ring = corners.map(({ lon, lat }) => [lon, lat]);
  const features: Feature[] = ring.map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates },
  }));
  const first = ring[0];
  if (ring.length === 2) {
    features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: ring } });
  } else if (first && ring.length > 2) {
    features.push({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...ring, first]] } });
  }
  return { type: 'FeatureCollection', features };
}

/** Extents that have been drawn so far, to be seen together. */
export function extents(all: readonly (PlaceGeometry | null)[]): FeatureCollection {
  const features = all
    .filter((geometry) => geometry !== null)
    .map((geometry): Feature => ({ type: 'Feature', properties: {}, geometry }));
  return { type: 'FeatureCollection', features };
}
