/**
 * Pictures redrawn in the browser: what leaves it is a JPEG of the pixels on a canvas, and nothing that lay beside them in
 * the file. The server does the same once more.
 */
import { inPixels, type Box } from './boxes';

/** Longest side of what is sent, pixels: the server keeps no more. */
const sideMax = 1600;
const quality = 0.82;
/** What hides is opaque. */
const cover = '#000';

/** The browser cannot read the file as a picture. */
export class NotAPicture extends Error {}

/** A picture the right way up, no larger than is sent. */
export async function readPicture(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new NotAPicture();
  }
}

/** The picture on a canvas of its own, no larger than is sent, with what is covered covered. */
export function onCanvas(picture: CanvasImageSource & Sized, boxes: readonly Box[] = []): HTMLCanvasElement {
  const scale = Math.min(1, sideMax / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const drawing = canvas.getContext('2d');
  if (!drawing) throw new NotAPicture();
  // What shines through would be black.
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
  drawing.fillStyle = cover;
  for (const box of boxes) drawing.fillRect(...inPixels(box, canvas.width, canvas.height));
  return canvas;
}

interface Sized {
  width: number;
  height: number;
}

/** What is on a canvas as a JPEG. */
export async function asJpeg(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  const blob = await new Promise<Blob | null>((settle) => canvas.toBlob(settle, 'image/jpeg', quality));
  if (!blob) throw new NotAPicture();
  return blob.arrayBuffer();
}
