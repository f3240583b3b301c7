import { bytes } from '../api/client';
import { NoAnswer } from '../api/problem';
import { keptZooms, type TileAddress } from './area';
import { catalogue } from './catalogue.svelte';
import { connection } from './connection.svelte';
import { copiesKept, copyOf, dropCopies, keepCopy } from './kept_copy';

/** Before the path of a tile: says that the page fetches it, and not the map's worker, which has no copies. */
export const tileScheme = 'samplats-tile';
/** So many tiles an account may keep; the oldest go first. */
const tilesMax = 1_000;
/** Reports by others are never kept on a phone; a tile of a filtered view is nobody's base map. */
const isKept = (path: string) => !path.includes('?') && !path.includes('/reports/') && zoomOf(path) <= keptZooms.max;
const zoomOf = (path: string) => Number(/\/(\d+)\/\d+\/\d+$/.exec(path)?.[1] ?? Infinity);
const idOf = (path: string) => `tile:${path}`;

/** The path of a tile of a collection. */
export function tilePath(collection: string, { z, x, y }: TileAddress): string {
  const values: Record<string, string | number> = { id: collection, z, row: y, col: x };
  return catalogue.tiles.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** The path of a tile of the map under the layers; nothing where there is none, or not as far in or out. */
export function backgroundPath({ z, x, y }: TileAddress): string | null {
  const map = catalogue.background;
  if (!map || z < map.min_zoom || z > map.max_zoom) return null;
  return map.tiles.replace('{z}', String(z)).replace('{row}', String(y)).replace('{col}', String(x));
}

/** A tile from the server, kept on the way where it belongs to what is kept; without a network, the kept one. */
export async function fetchTile(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  const copy = connection.reached ? null : await copyOf<ArrayBuffer>(idOf(path));
  if (copy) return copy.value;
  try {
    const tile = await bytes(path, signal);
    // The map takes the tile's bytes into its own keeping, so that the copy is made of others.
    if (isKept(path)) keepCopy(idOf(path), tile.slice(0));
    return tile;
  } catch (error) {
    const kept = error instanceof NoAnswer ? await copyOf<ArrayBuffer>(idOf(path)) : null;
    if (!kept) throw error;
    return kept.value;
  }
}

/** Lets go of the oldest tiles above what an account may keep. */
export function trimTiles(): Promise<void> {
  return dropCopies((id) => id.startsWith('tile:'), tilesMax);
}

/** When each tile was kept, milliseconds since 1970, by its path. */
export async function tilesKept(): Promise<Map<string, number>> {
  const kept = await copiesKept();
  return new Map(kept.filter(({ id }) => id.startsWith('tile:')).map(({ id, at }) => [id.slice('tile:'.length), at]));
}
