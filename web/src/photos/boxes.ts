/**
 * Boxes over what should not be seen on a photo: faces and plates. Pure functions; a box is told in shares of the
 * picture's width and height, 0 to 1, so that it is the same on every screen.
 */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A corner of a picture, or any other spot of it. */
export interface Spot {
  x: number;
  y: number;
}

/** Smaller boxes hide nothing and cannot be taken hold of. */
export const leastSide = 0.03;

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);

/** A new box in the middle, for those who do not draw. */
export const firstBox: Box = { left: 0.4, top: 0.35, width: 0.2, height: 0.2 };

/** The box between two spots, whichever way it was drawn; nothing where it would hide nothing. */
export function between(from: Spot, to: Spot): Box | null {
  const [left, right] = [within(Math.min(from.x, to.x), 0, 1), within(Math.max(from.x, to.x), 0, 1)];
  const [top, bottom] = [within(Math.min(from.y, to.y), 0, 1), within(Math.max(from.y, to.y), 0, 1)];
  const box = { left, top, width: right - left, height: bottom - top };
  return box.width < leastSide || box.height < leastSide ? null : box;
}

/** The box somewhere else, as far as the picture goes. */
export function moved(box: Box, right: number, down: number): Box {
  return {
    ...box,
    left: within(box.left + right, 0, 1 - box.width),
    top: within(box.top + down, 0, 1 - box.height),
  };
}

/** The box with its lower right corner somewhere else, as far as the picture goes. */
export function resized(box: Box, right: number, down: number): Box {
  return {
    ...box,
    width: within(box.width + right, leastSide, 1 - box.left),
    height: within(box.height + down, leastSide, 1 - box.top),
  };
}

/** One step of an arrow key. */
const stepShare = 0.02;

/** What a key does to a box: arrows move it, with shift they change its size. Nothing for any other key. */
export function byKey(box: Box, key: string, shift: boolean): Box | null {
  const steps: Record<string, [number, number]> = {
    ArrowLeft: [-stepShare, 0],
    ArrowRight: [stepShare, 0],
    ArrowUp: [0, -stepShare],
    ArrowDown: [0, stepShare],
  };
  const step = steps[key];
  return step ? (shift ? resized : moved)(box, ...step) : null;
}

/** The pixels that a box covers, outwards to whole ones. */
export function inPixels(box: Box, width: number, height: number): [number, number, number, number] {
  const left = Math.floor(box.left * width);
  const top = Math.floor(box.top * height);
  return [
    left,
    top,
    Math.ceil((box.left + box.width) * width) - left,
    Math.ceil((box.top + box.height) * height) - top,
  ];
}
