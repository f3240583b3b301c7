import {
  addProtocol,
  GeoJSONSource,
  ScaleControl,
  setWorkerUrl,
  type Map as LibraryMap,
  type MapMouseEvent,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import type { FeatureCollection } from 'geojson';
import type { Bounds, LonLat } from '../api/types';
import { noPicture } from '../layers/background';
import type { Pick } from '../layers/layer';
import { tileScheme } from '../state/tiles';
import type { Camera } from '../state/view_url';
import { CalmMap } from './calm_map';
import { fetchAhead, forgetAhead, tileFor } from './first_tiles';
import { markImage, pixelRatio } from './mark_image';
import { styleOf, type StyleInput } from './style';
import { withTools } from './tools';
import { zOrder } from './z_order';
import { maxZoom, minZoom } from './zooms';

// The library's worker is a file of its own; without this it asks for a path that the build does not have.
setWorkerUrl(workerUrl);
addProtocol(tileScheme, async ({ url, type }, { signal }) => {
  const tile = await tileFor(url, signal);
  // Nothing is no vector tile, but an empty one; of pictures it is none that can be read.
  return { data: type === 'image' && tile.byteLength === 0 ? noPicture() : tile };
});

/** What the map tells the page. */
export interface MapNews {
  moved(camera: Camera, bounds: Bounds): void;
  /** A click or tap; `pick` is what lies under it, if it can be opened. */
  clicked(position: LonLat, pick: Pick | null): void;
  /** A tile could not be fetched. */
  tileFailed(): void;
}

/** The map as the rest of the app knows it. */
export interface CityMap {
  show(input: StyleInput): void;
  /** Asks the server again for a collection's tiles, without emptying the map meanwhile. */
  refresh(collection: string): void;
  lookAt(position: LonLat, zoom?: number): void;
  fit(bounds: Bounds): void;
  zoomBy(steps: number): void;
  centre(): LonLat;
  zoom(): number;
  /** Pixels on the screen between two positions. */
  pixelsBetween(a: LonLat, b: LonLat): number;
  draw(features: FeatureCollection): void;
  /** Gives the map itself to a tool that draws on it, once it has its style. Returns what takes it away again. */
  lend(begin: (map: LibraryMap) => () => void): () => void;
  label(text: string): void;
  remove(): void;
}

/** Fingers are wider than marks: a click opens the nearest mark within this many pixels. */
const reachPx = 12;

/** Makes the map in a container. Throws where the browser has no WebGL. */
export function createMap(
  container: HTMLElement,
  start: { camera: Camera | null; bounds: Bounds | null; input: StyleInput },
  news: MapNews,
): CityMap {
  const first = styleOf(start.input);
  const map = new CalmMap({
    container,
    style: first,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom,
    minZoom,
    fadeDuration: 0,
    validateStyle: false, // style.test.ts does, once for all
    ...(start.camera
      ? { center: [start.camera.lon, start.camera.lat] as [number, number], zoom: start.camera.zoom }
      : start.bounds && { bounds: start.bounds, fitBoundsOptions: { padding: 24 } }),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 96 }), 'bottom-left');
  const styled = new Promise<void>((resolve) => map.once('style.load', () => resolve()));
  let isGone = false;
  let drawn: FeatureCollection = { type: 'FeatureCollection', features: [] };

  const putDrawing = () => {
    const source = map.getSource('overlay');
    if (source instanceof GeoJSONSource) source.setData(drawn);
  };
  const seen = (): Bounds => {
    const box = map.getBounds();
    return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
  };
  const tellMoved = () => {
    const { lng, lat } = map.getCenter();
    news.moved({ lon: lng, lat, zoom: map.getZoom() }, seen());
  };
  fetchAhead(first, map.getZoom(), seen());
  map.once('idle', forgetAhead);
  map.once('remove', forgetAhead);

  map.setMissingStyleImageResolver((id) => {
    const image = markImage(id);
    if (image && !map.hasImage(id)) map.addImage(id, image, { pixelRatio });
  });
  map.on('style.load', putDrawing);
  map.on('moveend', tellMoved);
  map.on('resize', tellMoved);
  map.on('error', () => news.tileFailed());
  map.on('click', (event: MapMouseEvent) => {
    news.clicked({ lon: event.lngLat.lng, lat: event.lngLat.lat }, pickAt(map, event));
  });

  tellMoved(); // the list need not wait for the first tile
  let shown = JSON.stringify(first);

  return {
    show: (input) => {
      const style = styleOf(input);
      const text = JSON.stringify(style);
      if (text === shown) return;
      shown = text;
      map.setStyle(style, { transformStyle: (before, next) => (before ? withTools(before, next) : next) });
    },
    refresh: (collection) => {
      if (map.getSource(collection)) map.refreshTiles(collection);
    },
    lookAt: ({ lon, lat }, zoom) => {
      const to = { center: [lon, lat] as [number, number], ...(zoom !== undefined && { zoom }) };
      map.easeTo({ ...to, duration: 400 });
    },
    fit: (bounds) => {
      map.resize(); // it may have got another size in this very moment
      map.fitBounds(bounds, { padding: 24, duration: 400 });
    },
    zoomBy: (steps) => map.easeTo({ zoom: map.getZoom() + steps, duration: 200 }),
    centre: () => {
      const { lng, lat } = map.getCenter();
      return { lon: lng, lat };
    },
    zoom: () => map.getZoom(),
    pixelsBetween: (a, b) => {
      const [from, to] = [map.project([a.lon, a.lat]), map.project([b.lon, b.lat])];
      return Math.hypot(from.x - to.x, from.y - to.y);
    },
    draw: (features) => {
      drawn = features;
      putDrawing();
    },
    label: (text) => map.getCanvas().setAttribute('aria-label', text),
    lend: (begin) => {
      let end = () => undefined as void;
      let isOver = false;
      void styled.then(() => {
        if (!isOver && !isGone) end = begin(map);
      });
      return () => {
        isOver = true;
        if (!isGone) end();
      };
    },
    remove: () => {
      isGone = true;
      map.remove();
    },
  };
}

function pickAt(map: LibraryMap, event: MapMouseEvent): Pick | null {
  const { x, y } = event.point;
  const drawnLayers = new Set(map.getStyle().layers.map((layer) => layer.id));
  for (const layer of zOrder.toReversed()) {
    if (!layer.pick) continue;
    const layers = [...drawnLayers].filter((id) => id.startsWith(`${layer.collection}-`));
    const found = map.queryRenderedFeatures(
      [
        [x - reachPx, y - reachPx],
        [x + reachPx, y + reachPx],
      ],
      { layers },
    );
    const pick = found[0] && layer.pick(found[0].properties);
    if (pick) return pick;
  }
  return null;
}
