import type { FeatureCollection, Geometry, Position } from 'geojson';
import type { Bounds } from '../api/types';

/** Half the side of the smallest box, degrees: some two hundred metres. */
const roomDeg = 0.002;

function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf);
  const flat = (geometry.coordinates as unknown[]).flat(Infinity) as number[];
  // Longitude and latitude alternate: what is drawn here has no heights.
  return Array.from({ length: flat.length / 2 }, (_, at) => [flat[2 * at] as number, flat[2 * at + 1] as number]);
}

/** The box around all features, with some room around a single point or what lies close together; nothing where there is nothing. */
export function boundsOf({ features }: FeatureCollection): Bounds | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of features) {
    for (const [lon = 0, lat = 0] of positionsOf(geometry)) {
      [west, east] = [Math.min(west, lon), Math.max(east, lon)];
      [south, north] = [Math.min(south, lat), Math.max(north, lat)];
    }
  }
  if (west > east) return null;
  const room = Math.max(0, roomDeg - Math.max(east - west, north - south) / 2);
  return [west - room, south - room, east + room, north + room];
}
