import type { LonLat } from '../../api/types';
import { addCorner, lastCorner, moveCorner, removeCorner } from '../../edits/corners';
import { begun, done, redone, undone, type History } from '../../edits/history';
import type { CornerRef, Outline } from '../../edits/outline';

/** One outline while it is drawn: every change goes through here and can be taken back. */
export class Drawing {
  private history = $state.raw<History<Outline>>(begun<Outline>({ kind: 'point', at: null }));
  /** The corner that is worked on; the next new one follows it. */
  chosen = $state.raw<CornerRef | null>(null);
  /** Corners that the server has refused, until something is changed. */
  refused = $state.raw<readonly CornerRef[]>([]);
  /** Where the outline stood when a corner was taken hold of: a whole drag is one step. */
  private held: History<Outline> | undefined;

  constructor(start: Outline) {
    this.history = begun(start);
  }

  get outline(): Outline {
    return this.history.now;
  }

  get canUndo(): boolean {
    return this.history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.history.future.length > 0;
  }

  /** Puts a corner in after one that is named, else after the chosen one, and goes on from there. */
  add(at: LonLat, after: CornerRef | null = this.chosen): void {
    const { ring, corner } = after ?? lastCorner(this.outline);
    this.take(addCorner(this.outline, after, at));
    this.chosen = { ring, corner: corner + 1 };
  }

  move(ref: CornerRef, at: LonLat): void {
    this.take(moveCorner(this.outline, ref, at));
    this.chosen = ref;
  }

  remove(ref: CornerRef): void {
    this.take(removeCorner(this.outline, ref));
    this.chosen = null;
  }

  /** From here on what is done is one step, until it is let go of. */
  hold(): void {
    this.held = this.history;
  }

  letGo(): void {
    if (this.held && this.held.now !== this.outline) this.history = done(this.held, this.outline);
    this.held = undefined;
  }

  /** Not in the middle of a drag, which may be of the corner that would go. */
  undo(): void {
    if (!this.held) this.go(undone(this.history));
  }

  redo(): void {
    if (!this.held) this.go(redone(this.history));
  }

  private take(next: Outline): void {
    this.go(done(this.history, next));
  }

  private go(next: History<Outline>): void {
    if (next === this.history) return;
    this.history = next;
    this.refused = [];
    this.chosen = null;
  }
}
