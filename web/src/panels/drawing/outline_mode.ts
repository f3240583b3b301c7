import { TerraDrawExtend, type GeoJSONStoreFeatures, type TerraDrawMouseEvent } from 'terra-draw';
import type { LonLat } from '../../api/types';
import { cornersOf, middles } from '../../edits/corners';
import type { CornerRef } from '../../edits/outline';
import { palettes, type Palette } from '../../layers/palette';
import type { Press } from '../../map/terra_draw';
import type { Drawing } from './drawing.svelte';
import { lookOf, whatOf, type Drawn } from './outline_drawn';

/** Fingers are wider than corners. */
const reachPx = 18;

interface Asked {
  /** Whether a click on open ground puts a corner in. */
  addsByClick: () => boolean;
  /** Where a position comes to lie: at what is near, or as it is. `except` is the corner that is moved. */
  snapped: (at: LonLat, except: CornerRef | null) => LonLat;
}

/** A spot on the map, in pixels. */
type Spot = Pick<Press, 'containerX' | 'containerY'>;

/**
 * Terra Draw's mode for ground as a city has it: in several parts, with holes, and begun with a single corner, none of which its
 * own polygon mode takes. What is drawn is the `Drawing`'s: corners are put in, drawn along and taken out there, as the list does.
 */
export class OutlineMode extends TerraDrawExtend.TerraDrawBaseDrawMode<Record<string, never>> {
  override mode = 'outline';
  private readonly drawing: Drawing;
  private readonly asked: Asked;
  private palette: Palette = palettes.light;
  private drawn: readonly Drawn[] = [];
  /** What Terra Draw has of it, in the same order. */
  private shown: { drawn: readonly Drawn[]; ids: TerraDrawExtend.FeatureId[] } = { drawn: [], ids: [] };
  private pressed: Press | null = null;
  private held: CornerRef | null = null;

  constructor(drawing: Drawing, asked: Asked) {
    super();
    this.drawing = drawing;
    this.asked = asked;
  }

  /** Shows what has been drawn so far, also what was before the map was there. */
  show(drawn: readonly Drawn[], palette: Palette): void {
    const isRecoloured = palette !== this.palette;
    [this.drawn, this.palette] = [drawn, palette];
    if (this.state !== 'started') return;
    if (isRecoloured) this.empty();
    this.fill();
  }

  /** What follows is a click or a drag from here, or neither. A press on a corner takes hold of it. */
  press(press: Press | null): boolean {
    this.pressed = press;
    return press !== null && !press.isForMenu && this.cornerAt(press) !== undefined;
  }

  start(): void {
    this.setStarted();
    this.fill();
  }

  stop(): void {
    this.onDragEnd();
    this.setCursor('unset');
    this.setStopped();
  }

  cleanUp(): void {
    this.shown = { drawn: [], ids: [] };
  }

  styleFeature(feature: GeoJSONStoreFeatures) {
    return lookOf(whatOf(feature), this.palette);
  }

  override onClick(event: TerraDrawMouseEvent): void {
    const { drawing, pressed } = this;
    this.pressed = null;
    if (!pressed) return;
    const corner = this.cornerAt(event);
    if (pressed.isForMenu) {
      if (corner) drawing.remove(corner.ref);
      return;
    }
    if (corner) {
      drawing.chosen = corner.ref;
      return;
    }
    const middle = this.middleAt(event);
    if (middle) drawing.add(middle.at, middle.after);
    else if (this.asked.addsByClick()) drawing.add(this.asked.snapped(lonLat(event), null));
  }

  override onMouseMove(event: TerraDrawMouseEvent): void {
    this.setCursor(this.cornerAt(event) ? 'move' : this.middleAt(event) ? 'copy' : 'crosshair');
  }

  /** From where it was pressed, and not from where it is first seen to move. */
  override onDragStart(): void {
    const { pressed } = this;
    this.held = (pressed && !pressed.isForMenu && this.cornerAt(pressed)?.ref) || null;
    if (this.held) this.drawing.hold();
  }

  override onDrag(event: TerraDrawMouseEvent): void {
    if (this.held) this.drawing.move(this.held, this.asked.snapped(lonLat(event), this.held));
  }

  override onDragEnd(): void {
    if (this.held) this.drawing.letGo();
    this.held = null;
    this.pressed = null;
  }

  private empty(): void {
    this.store.delete(this.shown.ids);
    this.cleanUp();
  }

  /** While there are as many of the same, as in a drag, what has moved is told alone. */
  private fill(): void {
    const { drawn, shown } = this;
    const kinds = (all: readonly Drawn[]) => all.map(({ geometry }) => geometry.type).join();
    if (kinds(drawn) !== kinds(shown.drawn)) {
      this.empty();
      const features = drawn.map(({ geometry, properties }) => ({
        geometry,
        properties: { ...properties, mode: this.mode },
      }));
      this.shown = { drawn, ids: this.store.create(features) };
      return;
    }
    const pairs = drawn.flatMap((now, n) => {
      const [id, before] = [shown.ids[n], shown.drawn[n]];
      return id === undefined || before === undefined ? [] : [{ id, now, before }];
    });
    const moved = pairs.filter(
      ({ now, before }) => String(now.geometry.coordinates) !== String(before.geometry.coordinates),
    );
    const changed = pairs.filter(({ now, before }) => now.properties.what !== before.properties.what);
    this.shown = { drawn, ids: shown.ids };
    if (moved.length > 0) this.store.updateGeometry(moved.map(({ id, now }) => ({ id, geometry: now.geometry })));
    if (changed.length > 0) {
      this.store.updateProperty(changed.map(({ id, now }) => ({ id, property: 'what', value: now.properties.what })));
    }
  }

  private cornerAt(spot: Spot) {
    return this.nearest(spot, cornersOf(this.drawing.outline));
  }

  private middleAt(spot: Spot) {
    return this.nearest(spot, middles(this.drawing.outline));
  }

  private nearest<T extends { at: LonLat }>({ containerX, containerY }: Spot, all: readonly T[]): T | undefined {
    const away = ({ at }: T) => {
      const { x, y } = this.project(at.lon, at.lat);
      return Math.hypot(x - containerX, y - containerY);
    };
    const near = all.map((one) => ({ one, px: away(one) })).filter(({ px }) => px <= reachPx);
    return near.sort((a, b) => a.px - b.px)[0]?.one;
  }
}

const lonLat = ({ lng, lat }: TerraDrawMouseEvent): LonLat => ({ lon: lng, lat });
