import { describe, expect, it } from 'vitest';
import { TerraDraw, type TerraDrawExtend, type TerraDrawMouseEvent } from 'terra-draw';
import type { LonLat } from '../../api/types';
import { cornersOf } from '../../edits/corners';
import { noGround, outlineOf } from '../../edits/outline';
import { palettes } from '../../layers/palette';
import { Drawing } from './drawing.svelte';
import { lookOf, outlineDrawn } from './outline_drawn';
import { OutlineMode } from './outline_mode';

const at = (lon: number, lat: number): LonLat => ({ lon, lat });
const triangle = [at(0, 0), at(2, 0), at(2, 2)];

/** Terra Draw without a screen: a degree is a hundred pixels. */
function begun(addsByClick = true, drawing = new Drawing(noGround)) {
  let tell: TerraDrawExtend.TerraDrawCallbacks | undefined;
  const map = { cursor: '', zoomsByClick: true };
  const tells = () => {
    if (!tell) throw new Error('it has not been started');
    return tell;
  };
  const mode = new OutlineMode(drawing, { addsByClick: () => addsByClick, snapped: (position) => position });
  const draw = new TerraDraw({
    adapter: {
      project: (lng, lat) => ({ x: lng * 100, y: lat * 100 }),
      unproject: (x, y) => ({ lng: x / 100, lat: y / 100 }),
      setCursor: (cursor) => (map.cursor = cursor),
      setDoubleClickToZoom: (may) => (map.zoomsByClick = may),
      getLngLatFromEvent: () => null,
      getMapEventElement: () => ({}) as HTMLElement,
      register: (callbacks) => (tell = callbacks),
      unregister: () => tells().onClear(),
      render: () => undefined,
      clear: () => tells().onClear(),
      getCoordinatePrecision: () => 9,
    },
    modes: [mode],
    tracked: false,
  });
  draw.start();
  draw.setMode(mode.mode);
  const spotOf = ({ lon, lat }: LonLat) => ({ containerX: lon * 100, containerY: lat * 100 });
  const event = (at: LonLat): TerraDrawMouseEvent => ({
    ...{ lng: at.lon, lat: at.lat, ...spotOf(at) },
    ...{ button: 'left', heldKeys: [], isContextMenu: false },
  });
  const still = () => undefined;
  const press = (at: LonLat, isForMenu = false) => mode.press({ ...spotOf(at), isForMenu });
  return {
    drawing,
    draw,
    map,
    show: (palette = palettes.light) =>
      mode.show(outlineDrawn(drawing.outline, drawing.chosen, drawing.refused), palette),
    told: () => cornersOf(drawing.outline).map(({ at }) => [at.lon, at.lat]),
    click: (...spots: LonLat[]) => {
      for (const spot of spots) {
        press(spot);
        tells().onClick(event(spot));
      }
    },
    clickForMenu: (spot: LonLat) => {
      press(spot, true);
      tells().onClick(event(spot));
    },
    /** Lets go over the map of what was not pressed there, or is broken off. */
    letGo: (spot: LonLat) => {
      mode.press(null);
      tells().onClick(event(spot));
    },
    hover: (spot: LonLat) => tells().onMouseMove(event(spot)),
    /** Presses at the first and lets go of it at the last. Returns whether it was taken hold of. */
    drag: (first: LonLat, ...steps: LonLat[]) => {
      const isHeld = press(first);
      const [begin = first, last = first] = [steps[0], steps.at(-1)];
      tells().onDragStart(event(begin), still);
      for (const step of steps) tells().onDrag(event(step), still);
      tells().onDragEnd(event(last), still);
      return isHeld;
    },
    /** A second finger comes down while the first draws. */
    dragBrokenOff: (first: LonLat, step: LonLat) => {
      press(first);
      tells().onDragStart(event(step), still);
      tells().onDrag(event(step), still);
      drawing.undo(); // not in the middle of it
      mode.press(null);
      tells().onDragEnd(event(step), still);
      tells().onDrag(event(at(9, 9)), still);
    },
  };
}

describe('drawing on the map', () => {
  it('puts corners in by click, one after the other', () => {
    const { click, told } = begun();
    click(...triangle);
    expect(told()).toEqual([
      [0, 0],
      [2, 0],
      [2, 2],
    ]);
  });

  it('chooses the corner that is clicked, and the next one follows it', () => {
    const { click, told } = begun();
    click(...triangle, at(0.05, 0), at(0.5, -0.5));
    expect(told()[1]).toEqual([0.5, -0.5]);
  });

  it('puts one in at the middle of a side, even where a click means nothing else', () => {
    const { drawing, click, told } = begun(false);
    drawing.add(at(0, 0));
    drawing.add(at(2, 0));
    click(at(5, 5), at(1, 0));
    expect(told()).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
  });

  it('takes a corner out by a click with the other button or a long touch, and does nothing beside one', () => {
    const { click, clickForMenu, told } = begun();
    click(...triangle);
    clickForMenu(at(4, 4));
    clickForMenu(at(2.05, 0));
    expect(told()).toEqual([
      [0, 0],
      [2, 2],
    ]);
  });

  it('draws a corner along as one step, from where it was pressed, and leaves the map its own drags', () => {
    const { drawing, click, drag, told } = begun();
    click(...triangle);
    expect(drag(at(5, 5), at(6, 6))).toBe(false);
    expect(drag(at(2, 2), at(2, 3), at(2, 4), at(2, 5))).toBe(true);
    expect(told()[2]).toEqual([2, 5]);
    drawing.undo();
    expect(told()[2]).toEqual([2, 2]);
    drawing.redo();
    expect(told()[2]).toEqual([2, 5]);
  });

  it('does nothing by what was pressed elsewhere, or by two fingers', () => {
    const { click, letGo, dragBrokenOff, told } = begun();
    click(...triangle);
    letGo(at(5, 5));
    expect(told()).toHaveLength(3);
    dragBrokenOff(at(2, 2), at(3, 3));
    expect(told()[2]).toEqual([3, 3]);
  });

  it('makes no step of a drag that moves nothing', () => {
    const { drawing, click, drag } = begun();
    click(at(0, 0));
    drag(at(0, 0));
    drawing.undo();
    expect(drawing.canUndo).toBe(false);
  });

  it('says by the cursor what a click would do, and gives all back', () => {
    const { draw, click, hover, map } = begun();
    click(...triangle);
    const cursors = [at(2, 2), at(1, 0), at(5, 5)].map((spot) => (hover(spot), map.cursor));
    expect(cursors).toEqual(['move', 'copy', 'crosshair']);
    expect(map.zoomsByClick).toBe(false);
    draw.setMode('static');
    expect([map.cursor, map.zoomsByClick]).toEqual(['unset', true]);
  });

  it('forgets what the server refused once something is changed', () => {
    const { drawing } = begun();
    drawing.add(at(0, 0));
    drawing.refused = [{ ring: 0, corner: 0 }];
    drawing.move({ ring: 0, corner: 0 }, at(1, 1));
    expect(drawing.refused).toEqual([]);
  });
});

describe('what is shown', () => {
  it('is what is wrong, what is chosen, and where a corner can be put in', () => {
    const { drawing, show, draw } = begun();
    for (const corner of triangle) drawing.add(corner);
    drawing.chosen = { ring: 0, corner: 1 };
    drawing.refused = [{ ring: 0, corner: 2 }];
    show();
    const shown = draw.getSnapshot();
    expect(shown.map(({ geometry }) => geometry.type)).toEqual(['Polygon', ...Array<string>(6).fill('Point')]);
    expect(shown.map(({ properties }) => properties.what)).toEqual([
      'ground',
      ...Array<string>(3).fill('middle'),
      ...['corner', 'chosen', 'bad'],
    ]);
  });

  it('is a line while there are two corners, and never what was there before', () => {
    const { drawing, show, draw } = begun();
    for (const [n, corner] of triangle.entries()) {
      drawing.add(corner);
      show();
      const [first] = draw.getSnapshot();
      expect(first?.geometry.type).toBe(['Point', 'LineString', 'Polygon'][n]);
    }
    drawing.undo();
    drawing.undo();
    show();
    expect(draw.getSnapshot()).toHaveLength(1);
  });

  it('keeps what has not moved, and takes other colours', () => {
    const { drawing, show, draw } = begun();
    for (const corner of triangle) drawing.add(corner);
    show();
    const ids = draw.getSnapshot().map(({ id }) => id);
    drawing.move({ ring: 0, corner: 1 }, at(3, 0));
    show();
    const shown = draw.getSnapshot();
    expect(shown.map(({ id }) => id)).toEqual(ids);
    expect(shown[5]).toMatchObject({ geometry: { coordinates: [3, 0] }, properties: { what: 'chosen' } });
    show(palettes.dark);
    expect(draw.getSnapshot()).toHaveLength(7);
    expect(draw.getSnapshot()[0]?.id).not.toBe(ids[0]);
  });

  it('is ground in several parts with its holes', () => {
    const square = (from: number, to: number) => [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
      [from, from],
    ];
    const coordinates = [[square(0, 9), square(3, 6)], [square(10, 11)]];
    const ground = outlineOf({ type: 'MultiPolygon', coordinates } as Parameters<typeof outlineOf>[0]);
    const { show, draw, drag, told } = begun(true, new Drawing(ground));
    show();
    const parts = draw.getSnapshot().flatMap(({ geometry }) => (geometry.type === 'Polygon' ? [geometry] : []));
    expect(parts.map((part) => part.coordinates)).toEqual(coordinates);
    drag(at(3, 3), at(4, 4));
    expect(told()[4]).toEqual([4, 4]);
  });

  it('is told apart by more than a colour', () => {
    const looks = (['middle', 'corner', 'chosen', 'bad'] as const).map((what) => lookOf(what, palettes.dark));
    const sizes = looks.map(({ pointWidth, pointOutlineWidth }) => `${pointWidth} ${pointOutlineWidth}`);
    expect(new Set(sizes).size).toBe(4);
  });
});
