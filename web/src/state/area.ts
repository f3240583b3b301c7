import type { Bounds, LonLat, NearPlace, Place } from '../api/types';
import { placeStatuses } from '../api/types';
import { todayInStockholm } from './days';
import { showsPlaces, type Filters } from './filters';
import { boxAround, metresBetween } from './near';
import { flat } from './mercator';

/** Tiles are kept at these zooms; without a network the deepest are enlarged. */
export const keptZooms = { min: 10, max: 14 };
/** How far the kept area reaches from where the map looked, metres. */
export const areaReachM = 3_000;
/** A place is "here" within this distance, as when the server is asked. Metres. */
const hereM = 250;
/** As the server says it: the same place, or within 25 m of it. */
const samePlaceM = 25;

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/**
 * The tiles of the area around a position: some fifty of them, the deepest first and of those the nearest, since that is
 * what somebody who stands there looks at.
 */
export function tilesAround(at: LonLat): TileAddress[] {
  const tiles: TileAddress[] = [];
  for (let z = keptZooms.max; z >= keptZooms.min; z -= 1) tiles.push(...tilesOver(boxAround(at, areaReachM), z));
  return tiles.sort((a, b) => b.z - a.z || stepsFrom(at, a) - stepsFrom(at, b));
}

/** The tiles of a zoom that a box touches, row by row. */
export function tilesOver([west, south, east, north]: Bounds, z: number): TileAddress[] {
  const [from, to] = [tileAt({ lon: west, lat: north }, z), tileAt({ lon: east, lat: south }, z)];
  const tiles: TileAddress[] = [];
  for (let y = from.y; y <= to.y; y += 1) for (let x = from.x; x <= to.x; x += 1) tiles.push({ z, x, y });
  return tiles;
}

/** How many tiles of its zoom lie between a tile and the one of a position. */
function stepsFrom(at: LonLat, { z, x, y }: TileAddress): number {
  const middle = tileAt(at, z);
  return Math.max(Math.abs(x - middle.x), Math.abs(y - middle.y));
}

function tileAt(at: LonLat, z: number): TileAddress {
  const wide = 2 ** z;
  const within = (value: number) => Math.min(wide - 1, Math.max(0, Math.floor(value * wide)));
  const { x, y } = flat(at);
  return { z, x: within(x), y: within(y) };
}

/** Whether a box holds a position. */
export function holds([west, south, east, north]: Bounds, { lon, lat }: LonLat): boolean {
  return west <= lon && lon <= east && south <= lat && lat <= north;
}

/** The places of the area that is kept, and where it lies. */
export interface KeptPlaces {
  centre: LonLat;
  places: Place[];
  /** There are more of them than one list gives. */
  isPart: boolean;
  /** Those of them that the account follows, by their ids; an earlier version of the app has kept none. */
  followed?: string[];
}

/** What of the kept places the filters let through. */
export function shownIn({ places, followed = [] }: KeptPlaces, filters: Filters): Place[] {
  return places.filter((place) => passes(place, filters, followed));
}

function passes(place: Place, filters: Filters, followed: readonly string[]): boolean {
  const { statuses, types, district, withoutCoordinator } = filters;
  return (
    showsPlaces(filters) &&
    (statuses.length === 0 || (place.status !== undefined && statuses.includes(place.status))) &&
    (types.length === 0 || (place.problem_types ?? []).some((type) => types.includes(type))) &&
    (district === null || place.district?.code === district) &&
    (!withoutCoordinator || place.without_coordinator === true) &&
    (!filters.followed || followed.includes(place.id)) &&
    (!filters.childRelevant || place.child_relevant === true) &&
    (filters.party === null || isOf(place, filters.party)) &&
    wasMadeWithin(place, filters) &&
    (!filters.overdue || place.coordination?.overdue === true)
  );
}

/** It coordinates the place, or is asked to. */
function isOf({ coordinator, coordination }: Place, party: string): boolean {
  const isAsked = coordination?.state === 'proposed' && coordination.party.code === party;
  return isAsked || coordinator?.code === party;
}

function wasMadeWithin({ created_at }: Place, { since, until }: Filters): boolean {
  if (since === null && until === null) return true;
  const day = created_at === undefined ? '' : todayInStockholm(new Date(created_at));
  return day !== '' && (since === null || since <= day) && (until === null || day <= until);
}

/** Places that are over, and no longer known at a spot. */
const over: readonly string[] = placeStatuses.slice(-3);

/** Places known near a position, as far as the copy knows; nothing where it does not reach so far around that. */
export function nearIn({ centre, places, isPart }: KeptPlaces, at: LonLat): NearPlace[] | undefined {
  const isReached = !isPart && holds(boxAround(centre, areaReachM - hereM), at);
  return isReached ? nearAmong(places, at) : undefined;
}

/**
 * Kept places near a position, the nearest first. Distances are to the middle of a place, so that a large one may seem
 * farther away than the server would say.
 */
function nearAmong(places: readonly Place[], at: LonLat): NearPlace[] {
  return places
    .filter((place) => place.position && !over.includes(place.status ?? ''))
    .map((place) => nearPlace(place, metresBetween(at, place.position)))
    .filter(({ distance_m }) => distance_m <= hereM)
    .sort((a, b) => a.distance_m - b.distance_m);
}

function nearPlace(place: Place, distance_m: number): NearPlace {
  const { id, level, name, status, problem_types, last_seen, coordinator, without_coordinator } = place;
  return {
    id,
    level,
    distance_m,
    same_place: distance_m <= samePlaceM,
    coordinator: coordinator ?? null,
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
    ...(problem_types !== undefined && { problem_types }),
    ...(last_seen != null && { last_seen }),
    ...(without_coordinator !== undefined && { without_coordinator }),
  };
}
