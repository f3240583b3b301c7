import type { StyleSpecification } from 'maplibre-gl';
import type { Bounds } from '../api/types';
import { fetchTile, tileScheme } from '../state/tiles';
import { tilesOver } from '../state/area';

/** Tiles that have been asked for before the map did, by their paths. */
const ahead = new Map<string, Promise<ArrayBuffer>>();

/**
 * Asks for the tiles of a map that is about to be drawn for the first time. The library asks when it draws, and its first
 * drawing holds up the page until the shaders are made: meanwhile they can be on their way.
 */
export function fetchAhead(style: StyleSpecification, zoom: number, bounds: Bounds): void {
  for (const [id, source] of Object.entries(style.sources)) {
    const template = source.type === 'vector' ? source.tiles?.[0] : undefined;
    if (source.type !== 'vector' || !template || !isDrawn(style, id, zoom)) continue;
    const z = Math.min(Math.floor(zoom), source.maxzoom ?? Infinity);
    for (const { x, y } of tilesOver(bounds, z)) {
      const path = pathOf(template.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`));
      const tile = fetchTile(path);
      tile.catch(() => undefined); // whoever takes it is told
      ahead.set(path, tile);
    }
  }
}

function isDrawn({ layers }: StyleSpecification, source: string, zoom: number): boolean {
  return layers.some((layer) => {
    const { minzoom = 0, maxzoom = Infinity } = layer;
    return 'source' in layer && layer.source === source && minzoom <= zoom && zoom < maxzoom;
  });
}

/** The tile that the map asks for, by the address that its style gives it. */
export function tileFor(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const path = pathOf(address);
  const tile = ahead.get(path);
  ahead.delete(path);
  return tile ?? fetchTile(path, signal);
}

/** Lets go of what the map did not ask for. */
export function forgetAhead(): void {
  ahead.clear();
}

const pathOf = (address: string) => address.slice(`${tileScheme}://`.length);
