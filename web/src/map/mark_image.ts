import { placeStatuses, type ReportStatus } from '../api/types';
import { placeMark, reportMark, untoldStatus, type Mark } from '../layers/marks';
import { palettes, type Palette } from '../layers/palette';

/** Side of a mark's picture in map pixels; the mark itself fills the middle 20. */
const side = 28;
/** Drawn at twice the size, for dense screens. */
export const pixelRatio = 2;

/** One canvas for all: making one takes longer than drawing a mark on it. */
const canvas = document.createElement('canvas');

function draw(mark: Mark, palette: Palette, interim: boolean): ImageData | null {
  // Read back at once: on the graphics card that would wait for all that the map has asked of it.
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return null;
  canvas.width = canvas.height = side * pixelRatio; // empties it and puts the pen back to its beginning
  pen.scale(pixelRatio, pixelRatio);
  pen.translate((side - 20) / 2, (side - 20) / 2);
  const path = new Path2D(mark.path);
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
  pen.strokeStyle = palette.halo;
  pen.lineWidth = 6;
  pen.stroke(path);
  pen.fillStyle = mark.filled ? mark.colour : palette.halo;
  pen.fill(path);
  pen.strokeStyle = mark.colour;
  pen.lineWidth = 2.5;
  pen.stroke(path);
  if (interim) {
    pen.setLineDash([4, 3]);
    pen.lineWidth = 1.8;
    pen.beginPath();
    pen.arc(10, 10, 12.5, 0, 2 * Math.PI);
    pen.stroke();
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** Draws the picture that the style asks for by name (see `imageName`), or nothing if it is none of ours. */
export function markImage(name: string): ImageData | null {
  const [theme, kind, status, interim] = name.split(':');
  const palette = theme === 'light' || theme === 'dark' ? palettes[theme] : undefined;
  if (!palette || !status) return null;
  const place = placeStatuses.find((known) => known === status);
  if (kind === 'place' && place) return draw(placeMark(place, palette), palette, interim === 'interim');
  if (kind === 'place' && status === untoldStatus) return draw(placeMark(null, palette), palette, false);
  const report = (['received', 'triaged'] satisfies ReportStatus[]).find((known) => known === status);
  if (kind === 'report' && report) return draw(reportMark(report, palette), palette, false);
  return null;
}
