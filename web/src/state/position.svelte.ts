import type { LonLat } from '../api/types';

/** A rougher fix than this is shown, but the person is asked to move the cross. Metres. */
export const roughAboveM = 100;
const timeoutMs = 10_000;

/** Where the device says it is, and how well it knows. */
export type Fix = LonLat & { accuracy_m: number };

export type Finding = 'idle' | 'waiting' | 'found' | 'denied' | 'failed';

/** The device's own position, asked for only when somebody taps the button. */
export class OwnPosition {
  finding = $state<Finding>('idle');
  fix = $state.raw<Fix | null>(null);

  /** Asks once, with high accuracy; `found` is called when it worked. */
  ask(found: (fix: Fix) => void): void {
    this.finding = 'waiting';
    if (!('geolocation' in navigator)) {
      this.finding = 'failed';
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.fix = { lon: coords.longitude, lat: coords.latitude, accuracy_m: Math.round(coords.accuracy) };
        this.finding = 'found';
        found(this.fix);
      },
      (error) => (this.finding = error.code === error.PERMISSION_DENIED ? 'denied' : 'failed'),
      { enableHighAccuracy: true, timeout: timeoutMs, maximumAge: 5_000 },
    );
  }
}

/** Reads a degree as people write it, with comma or point; nothing if it is not within the range. */
export function degree(text: string, limit: 90 | 180): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return Math.abs(value) <= limit ? value : null;
}
