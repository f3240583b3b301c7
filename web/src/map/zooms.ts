/** How far out and in one can look. */
export const minZoom = 6;
export const maxZoom = 19;

export const clampedZoom = (zoom: number): number => Math.min(Math.max(zoom, minZoom), maxZoom);
