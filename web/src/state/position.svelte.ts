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
  private watch: number | null = null;
  private limit: ReturnType<typeof setTimeout> | undefined;

  /**
   * Asks with high accuracy until a fix can be trusted, for ten seconds at most: the first one of a phone is often
   * that of a mast. `found` is called once, with the best there was, if there was any.
   */
  ask(found: (fix: Fix) => void): void {
    this.stop();
    this.finding = 'waiting';
    this.fix = null;
    if (!('geolocation' in navigator)) {
      this.finding = 'failed';
      return;
    }
    const end = (finding: Finding) => {
      this.stop();
      this.finding = finding;
      if (finding === 'found' && this.fix) found(this.fix);
    };
    this.limit = setTimeout(() => end(this.fix ? 'found' : 'failed'), timeoutMs);
    this.watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        const fix = { lon: coords.longitude, lat: coords.latitude, accuracy_m: Math.round(coords.accuracy) };
        if (!this.fix || fix.accuracy_m < this.fix.accuracy_m) this.fix = fix;
        if (fix.accuracy_m <= roughAboveM) end('found');
      },
      // Whatever else goes wrong may pass within the time there is.
      (error) => error.code === error.PERMISSION_DENIED && end('denied'),
      { enableHighAccuracy: true, timeout: timeoutMs, maximumAge: 5_000 },
    );
  }

  /** Asks no longer. */
  stop(): void {
    clearTimeout(this.limit);
    if (this.watch !== null) navigator.geolocation.clearWatch(this.watch);
    this.watch = null;
    if (this.finding === 'waiting') this.finding = 'idle';
  }
}

/** Reads a degree as people write it, with comma or point; nothing if it is not within the range. */
export function degree(text: string, limit: 90 | 180): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return Math.abs(value) <= limit ? value : null;
}
