import { describe, expect, it } from 'vitest';
import type { LonLat } from '../../api/types';
import { cornersOf } from '../../edits/corners';
import { noGround } from '../../edits/outline';
import type { CityMap } from '../../map/create_map';
import { drawOutline, outlineDrawn } from './draw_outline';
import { Drawing } from './drawing.svelte';

const at = (lon: number, lat: number): LonLat => ({ lon, lat });
/** A map on which a degree is a hundred pixels. */
function screen() {
  const drawn: number[] = [];
  const map = {
    draw: (all: { features: unknown[] }) => drawn.push(all.features.length),
    pixelsBetween: (a: LonLat, b: LonLat) => Math.hypot(a.lon - b.lon, a.lat - b.lat) * 100,
  } as unknown as CityMap;
  return { map, drawn };
}
const told = (drawing: Drawing) => cornersOf(drawing.outline).map(({ at }) => [at.lon, at.lat]);

function begun(addsByClick = true) {
  const drawing = new Drawing(noGround);
  const { map, drawn } = screen();
  const mode = drawOutline(drawing, { addsByClick: () => addsByClick, snapped: (position) => position });
  return { drawing, map, drawn, mode, leave: mode.enter(map) };
}

describe('drawing on the map', () => {
  it('puts corners in by click, one after the other, and leaves nothing behind', () => {
    const { drawing, map, drawn, mode, leave } = begun();
    for (const corner of [at(0, 0), at(2, 0), at(2, 2)]) mode.clicked(map, corner, null);
    expect(told(drawing)).toEqual([
      [0, 0],
      [2, 0],
      [2, 2],
    ]);
    leave();
    expect(drawn.at(-1)).toBe(0);
  });

  it('chooses the corner that is clicked, and the next one follows it', () => {
    const { drawing, map, mode } = begun();
    for (const corner of [at(0, 0), at(2, 0), at(2, 2)]) mode.clicked(map, corner, null);
    mode.clicked(map, at(0.05, 0), null);
    mode.clicked(map, at(0.5, -0.5), null);
    expect(told(drawing)[1]).toEqual([0.5, -0.5]);
  });

  it('puts one in at the middle of a side, even where a click means nothing else', () => {
    const { drawing, map, mode } = begun(false);
    drawing.add(at(0, 0));
    drawing.add(at(2, 0));
    mode.clicked(map, at(5, 5), null);
    mode.clicked(map, at(1, 0), null);
    expect(told(drawing)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
  });

  it('draws a corner along as one step, and leaves the map its own drags', () => {
    const { drawing, map, mode } = begun();
    for (const corner of [at(0, 0), at(2, 0), at(2, 2)]) mode.clicked(map, corner, null);
    expect(mode.pressed?.(map, at(5, 5))).toBe(false);
    expect(mode.pressed?.(map, at(2, 2))).toBe(true);
    for (const step of [at(2, 3), at(2, 4), at(2, 5)]) mode.dragged?.(map, step);
    mode.dropped?.();
    mode.dragged?.(map, at(9, 9));
    expect(told(drawing)[2]).toEqual([2, 5]);
    drawing.undo();
    expect(told(drawing)[2]).toEqual([2, 2]);
    drawing.redo();
    expect(told(drawing)[2]).toEqual([2, 5]);
  });

  it('makes no step of a press that moves nothing', () => {
    const { drawing, map, mode } = begun();
    mode.clicked(map, at(0, 0), null);
    mode.pressed?.(map, at(0, 0));
    mode.dropped?.();
    drawing.undo();
    expect(drawing.canUndo).toBe(false);
  });

  it('forgets what the server refused once something is changed', () => {
    const { drawing } = begun();
    drawing.add(at(0, 0));
    drawing.refused = [{ ring: 0, corner: 0 }];
    drawing.move({ ring: 0, corner: 0 }, at(1, 1));
    expect(drawing.refused).toEqual([]);
  });

  it('shows what is wrong, what is chosen, and where a corner can be put in', () => {
    const { drawing } = begun();
    for (const corner of [at(0, 0), at(2, 0), at(2, 2)]) drawing.add(corner);
    const { features } = outlineDrawn(drawing.outline, { ring: 0, corner: 1 }, [{ ring: 0, corner: 2 }]);
    expect(features.map(({ geometry }) => geometry.type)).toEqual(['Polygon', ...Array<string>(6).fill('Point')]);
    expect(features.map(({ properties }) => properties?.what as string | undefined)).toEqual([
      undefined,
      'middle',
      'middle',
      'middle',
      'corner',
      'chosen',
      'bad',
    ]);
  });
});
