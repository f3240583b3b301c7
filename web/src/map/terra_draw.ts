import type { Map as LibraryMap } from 'maplibre-gl';
import { TerraDraw, type TerraDrawExtend } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { toolPrefix } from './tools';

/** So many pixels a press may slide and still be a click: fingers are less steady than a mouse. */
const dragPx = () => (matchMedia('(pointer: coarse)').matches ? 8 : 3);

/** A finger, pen or button that went down on the map by itself: where, in pixels of the map, and whether it asks for a menu. */
export interface Press {
  containerX: number;
  containerY: number;
  isForMenu: boolean;
}

/** A mode that is told of presses, which Terra Draw tells of once they have moved or ended. */
interface PressedMode extends TerraDrawExtend.TerraDrawBaseDrawMode<Record<string, never>> {
  /** The press that what follows belongs to; none where it is no click and no drag of one finger. Returns whether it takes hold. */
  press(press: Press | null): boolean;
}

/** Holds the map still for what is drawn along, also where a tap just before would make a zoom of it. */
class StillAdapter extends TerraDrawMapLibreGLAdapter<LibraryMap> {
  private readonly map: LibraryMap;

  constructor(map: LibraryMap) {
    super({ map, prefixId: toolPrefix, minPixelDragDistance: dragPx() });
    this.map = map;
  }

  override setDraggability(may: boolean): void {
    super.setDraggability(may);
    if (may) this.map.touchZoomRotate.enable();
    else this.map.touchZoomRotate.disable();
  }
}

/** Draws on the map with Terra Draw, in one mode. Returns what leaves nothing behind. */
export function drawWith(mode: PressedMode, map: LibraryMap): () => void {
  const adapter = new StillAdapter(map);
  const draw = new TerraDraw({ adapter, modes: [mode], tracked: false });
  const noMorePresses = listenForPresses(map.getCanvas(), mode, () => adapter.setDraggability(false));
  draw.start();
  draw.setMode(mode.mode);
  return () => {
    noMorePresses();
    adapter.setDraggability(true);
    draw.setMode('static'); // what the mode has set on the map, it takes back
    draw.stop();
  };
}

function listenForPresses(canvas: HTMLCanvasElement, mode: PressedMode, hold: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let press: Press | null = null;
  /** Terra Draw does not hear of what is broken off, and would go on with it. */
  const end = () => {
    press = null;
    mode.press(null);
    canvas.dispatchEvent(new PointerEvent('pointerup', { isPrimary: true }));
  };
  const down = ({ isPrimary, button, pointerId, clientX, clientY }: PointerEvent) => {
    if (!isPrimary || button === 1) {
      end(); // two fingers are the map's
      return;
    }
    canvas.setPointerCapture(pointerId); // what is drawn out over the panel is let go of there, too
    const { left, top } = canvas.getBoundingClientRect();
    press = { containerX: clientX - left, containerY: clientY - top, isForMenu: button === 2 };
    if (mode.press(press)) hold();
  };
  canvas.addEventListener('pointerdown', down, { signal });
  canvas.addEventListener('lostpointercapture', ({ isPrimary }) => isPrimary && end(), { signal });
  // By a finger that stays; some systems ask for the menu only once the button is up.
  canvas.addEventListener('contextmenu', () => press && (press.isForMenu = true), { signal });
  return () => listening.abort();
}
