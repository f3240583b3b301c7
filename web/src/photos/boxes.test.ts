import { describe, expect, it } from 'vitest';
import { between, byKey, firstBox, inPixels, leastSide, moved, resized } from './boxes';

const box = { left: 0.4, top: 0.4, width: 0.2, height: 0.1 };

describe('a box over a face', () => {
  it('is drawn from any corner, and ends at the edge of the picture', () => {
    expect(between({ x: 0.75, y: 0.5 }, { x: 0.25, y: 0.25 })).toEqual({
      left: 0.25,
      top: 0.25,
      width: 0.5,
      height: 0.25,
    });
    expect(between({ x: 0.5, y: 0.5 }, { x: 2, y: -1 })).toEqual({ left: 0.5, top: 0, width: 0.5, height: 0.5 });
  });

  it('is none where it would hide nothing', () => {
    expect(between({ x: 0.5, y: 0.5 }, { x: 0.51, y: 0.9 })).toBeNull();
  });

  it('is moved and resized, but never out of the picture', () => {
    expect(moved(box, 9, -9)).toEqual({ ...box, left: 0.8, top: 0 });
    expect(resized(box, 9, 9)).toEqual({ ...box, width: 0.6, height: 0.6 });
    expect(resized(box, -9, -9)).toEqual({ ...box, width: leastSide, height: leastSide });
  });

  it('is moved and resized by arrows, and by no other key', () => {
    expect(byKey(firstBox, 'ArrowRight', false)?.left).toBeGreaterThan(firstBox.left);
    expect(byKey(firstBox, 'ArrowDown', true)?.height).toBeGreaterThan(firstBox.height);
    expect(byKey(firstBox, 'Tab', false)).toBeNull();
  });

  it('covers whole pixels, outwards', () => {
    expect(inPixels({ left: 0.101, top: 0, width: 0.1, height: 0.995 }, 100, 100)).toEqual([10, 0, 11, 100]);
  });
});
