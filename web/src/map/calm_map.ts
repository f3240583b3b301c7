import { Map as LibraryMap, type MapOptions } from 'maplibre-gl';

/** While its first tiles come in, a drawing that took long is left to stand so many times as long, but not longer than a second. */
const standsTimes = 4;
const standsMaxMs = 1_000;
/** Whoever takes hold of it sees at once what they do. */
const hands = ['pointerdown', 'wheel', 'keydown'] as const;

/**
 * A map that is not drawn anew for each of its first tiles. Those of eight layers come in one by one, and where there is no
 * graphics card each drawing takes processor time from those that are still to come. Once it stands, or somebody takes hold
 * of it, it is drawn whenever something changes.
 */
export class CalmMap extends LibraryMap {
  /** Not yet set while the library makes itself. */
  private gathers: boolean;
  /** Since when the next drawing has been on its way, by the page's clock. */
  private askedAt: number | null = performance.now();
  /** When the one after it is due. */
  private dueAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MapOptions) {
    super(options);
    this.gathers = true;
    const end = () => {
      this.gathers = false;
      for (const hand of hands) this.getContainer().removeEventListener(hand, end, { capture: true });
      if (this.timer !== undefined) this.drawSoon();
    };
    this.on('render', () => {
      if (this.askedAt === null) return; // asked for while the one before was being drawn
      const now = performance.now();
      this.dueAt = now + Math.min(standsTimes * (now - this.askedAt), standsMaxMs);
      this.askedAt = null;
    });
    this.once('idle', end);
    this.once('remove', () => clearTimeout(this.timer));
    for (const hand of hands) this.getContainer().addEventListener(hand, end, { capture: true, passive: true });
  }

  override triggerRepaint(): void {
    const waitMs = this.dueAt - performance.now();
    if (!this.gathers || waitMs <= 0 || this.isMoving() || this.areTilesLoaded()) this.drawSoon();
    else this.timer ??= setTimeout(() => this.drawSoon(), waitMs);
  }

  /** With the next frame, as the library does by itself. */
  private drawSoon(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.askedAt ??= performance.now();
    super.triggerRepaint();
  }
}
