import { NoAnswer } from '../api/problem';
import { places as calls } from '../api/calls';
import type { LonLat, Page, Place } from '../api/types';
import { areaReachM, holds, keptZooms, shownIn, tilesAround, type KeptPlaces } from './area';
import { connection } from './connection.svelte';
import { places } from '../layers/places';
import type { Filters } from './filters';
import { copyOf, keepCopy } from './kept_copy';
import { boxAround } from './near';
import { backgroundPath, fetchTile, tilePath, tilesKept, trimTiles } from './tiles';
import { session } from './session.svelte';

/** Places change, and are fetched anew after this long while the page is open; the ground they lie on seldom does. */
const placesFreshMs = 1_800_000;
const groundFreshMs = 21_600_000;
/** The map has to rest for so long before its surroundings are kept. Milliseconds. */
const restMs = 3_000;
/** As many places as one list gives; a circle of three kilometres seldom has more. */
const placesMax = 1_000;

const name = 'places';

/** The surroundings of where the map looks, kept for when there is no network: base map, sites, and known places. */
class Area {
  /** The copy that is shown while the server does not answer. */
  copy = $state.raw<KeptPlaces | null>(null);
  private keptAt = 0;
  private centre: LonLat | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Places of the copy that the filters let through. */
  shown(filters: Filters): Place[] {
    return this.copy ? shownIn(this.copy, filters) : [];
  }

  /** Whether the map can be drawn from the copy there. */
  covers(at: LonLat | null, zoom: number): boolean {
    const isDeepEnough = zoom >= keptZooms.min;
    return at !== null && this.copy !== null && isDeepEnough && holds(boxAround(this.copy.centre, areaReachM), at);
  }

  /** Reads the copy, and says how old it is. Nothing where there is none. */
  async read(): Promise<KeptPlaces | null> {
    const copy = await copyOf<KeptPlaces>(name);
    if (!copy) return null;
    connection.showsCopyOf(copy.at);
    this.copy = copy.value;
    return copy.value;
  }

  /** What `fetch` gives, or what `pick` makes of the copy where no answer comes. */
  async orCopy<T>(fetch: () => Promise<T>, pick: (copy: KeptPlaces) => T | undefined): Promise<T> {
    const known = connection.reached ? undefined : await this.picked(pick);
    if (known !== undefined) return known;
    try {
      return await fetch();
    } catch (error) {
      const picked = error instanceof NoAnswer ? await this.picked(pick) : undefined;
      if (picked === undefined) throw error;
      return picked;
    }
  }

  private async picked<T>(pick: (copy: KeptPlaces) => T | undefined): Promise<T | undefined> {
    const copy = await this.read();
    return copy ? pick(copy) : undefined;
  }

  /** The map has come to rest here. */
  rests(at: LonLat, collections: readonly string[]): void {
    clearTimeout(this.timer);
    const isFresh = Date.now() - this.keptAt < placesFreshMs;
    const isNear = this.centre !== null && holds(boxAround(this.centre, areaReachM / 2), at);
    if (!connection.reached || (isFresh && isNear)) return;
    this.timer = setTimeout(() => void this.keep(at, collections), restMs);
  }

  private async keep(at: LonLat, collections: readonly string[]): Promise<void> {
    const { connection: line } = navigator as Navigator & { connection?: { saveData?: boolean } };
    if (line?.saveData || session.phase !== 'in' || document.visibilityState !== 'visible') return;
    this.keptAt = Date.now();
    this.centre = at;
    try {
      const bbox = boxAround(at, areaReachM)
        .map((degree) => degree.toFixed(6))
        .join(',');
      const query = { bbox, limit: placesMax };
      const { items: places, next }: Page<Place> = await calls.list(query);
      const followed = (await calls.list({ ...query, followed: true })).items.map(({ id }) => id);
      keepCopy(name, { centre: at, places, isPart: next != null, followed } satisfies KeptPlaces);
      await this.keepTiles(at, collections);
    } catch (error) {
      this.keptAt = 0; // tried again when the map next comes to rest
      if (!(error instanceof NoAnswer)) console.warn('the area is not kept', error);
    }
  }

  /** One tile after the other, so that whoever uses the map comes first, and until another area is to be kept. */
  private async keepTiles(at: LonLat, collections: readonly string[]): Promise<void> {
    const kept = await tilesKept();
    for (const tile of tilesAround(at)) {
      const ground = backgroundPath(tile);
      const paths = [...(ground ? [ground] : []), ...collections.map((collection) => tilePath(collection, tile))];
      const ofPlaces = tilePath(places.collection, tile);
      for (const path of paths) {
        if (!connection.reached || this.centre !== at) return;
        const freshMs = path === ofPlaces ? placesFreshMs : groundFreshMs;
        if ((kept.get(path) ?? 0) + freshMs < Date.now()) await fetchTile(path);
      }
    }
    await trimTiles();
  }
}

export const area = new Area();
