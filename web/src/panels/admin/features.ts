import type { Feature, FeatureCollection, Geometry } from 'geojson';

/** Shapes as they are drawn on the map; what has none is left out. */
export function featuresOf(geometries: readonly unknown[]): FeatureCollection {
  const features = geometries
    .filter((geometry) => geometry !== undefined && geometry !== null)
    .map((geometry): Feature => ({ type: 'Feature', properties: {}, geometry: geometry as Geometry }));
  return { type: 'FeatureCollection', features };
}
