import type { Bounds } from '../api/types';
import { degrees, flat } from '../state/mercator';
import type { Camera } from '../state/view_url';
import type { CityMap, MapNews } from './create_map';
import { clampedZoom } from './zooms';

/** Pixels across the world at zoom 0, and left free around what is fitted in: as the drawn map has them. */
const worldPx = 512;
const paddingPx = 24;

interface Size {
  width: number;
  height: number;
}

/** What a map of a size shows from a camera: west, south, east, north. */
export function seenFrom(camera: Camera, { width, height }: Size): Bounds {
  const world = worldPx * 2 ** camera.zoom;
  const { x, y } = flat(camera);
  const [halfWide, halfHigh] = [width / world / 2, height / world / 2];
  const northWest = degrees({ x: x - halfWide, y: y - halfHigh });
  const southEast = degrees({ x: x + halfWide, y: y + halfHigh });
  return [northWest.lon, southEast.lat, southEast.lon, northWest.lat];
}

/** From where a map of a size shows all of some bounds. */
export function cameraOver([west, south, east, north]: Bounds, { width, height }: Size): Camera {
  const [northWest, southEast] = [flat({ lon: west, lat: north }), flat({ lon: east, lat: south })];
  const fits = (px: number, part: number) => Math.log2(Math.max(px - 2 * paddingPx, 1) / (part * worldPx));
  const zoom = Math.min(fits(width, southEast.x - northWest.x), fits(height, southEast.y - northWest.y));
  const middle = degrees({ x: (northWest.x + southEast.x) / 2, y: (northWest.y + southEast.y) / 2 });
  return { ...middle, zoom: clampedZoom(zoom) };
}

/**
 * The map where the browser cannot draw one: it knows where one looks and how much of the city that is, so that the list, the
 * search, the cross and all that goes to a place work as ever.
 */
export function undrawnMap(
  container: HTMLElement,
  start: { camera: Camera | null; bounds: Bounds | null },
  news: Pick<MapNews, 'moved'>,
): CityMap {
  const size = (): Size => ({ width: container.clientWidth, height: container.clientHeight });
  let camera = start.camera ?? (start.bounds ? cameraOver(start.bounds, size()) : { lon: 0, lat: 0, zoom: 6 });
  const move = (to: Camera) => {
    camera = { ...to, zoom: clampedZoom(to.zoom) };
    news.moved(camera, seenFrom(camera, size()));
  };
  const resized = new ResizeObserver(() => move(camera)); // tells of the size that there is, too
  resized.observe(container);
  const drawNothing = () => undefined;
  return {
    show: drawNothing,
    refresh: drawNothing,
    draw: drawNothing,
    lend: () => drawNothing,
    label: drawNothing,
    lookAt: ({ lon, lat }, zoom = camera.zoom) => move({ lon, lat, zoom }),
    fit: (bounds) => move(cameraOver(bounds, size())),
    zoomBy: (steps) => move({ ...camera, zoom: camera.zoom + steps }),
    centre: () => ({ lon: camera.lon, lat: camera.lat }),
    zoom: () => camera.zoom,
    pixelsBetween: (a, b) => {
      const [from, to] = [flat(a), flat(b)];
      return Math.hypot(from.x - to.x, from.y - to.y) * worldPx * 2 ** camera.zoom;
    },
    remove: () => resized.disconnect(),
  };
}
