import type { LonLat } from '../api/types';

/** A spot in Web Mercator, the world one wide and one high, from its north-western corner. */
export interface Flat {
  x: number;
  y: number;
}

export const flat = ({ lon, lat }: LonLat): Flat => ({
  x: (lon + 180) / 360,
  y: (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2,
});

export const degrees = ({ x, y }: Flat): LonLat => ({
  lon: x * 360 - 180,
  lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
});
