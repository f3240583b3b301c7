import type { PlaceStatus, ReportStatus } from '../api/types';
import type { Palette } from './palette';

/** A mark in a box of 20 by 20, drawn the same in the list, the legend and the map. */
export interface Mark {
  path: string;
  colour: string;
  filled: boolean;
}

/** Status is said by shape as well as by colour: no two statuses that are in use share a shape. */
const placePaths: Record<PlaceStatus, { path: string; filled: boolean }> = {
  suspected: { path: 'M10 4a6 6 0 1 1 0 12a6 6 0 1 1 0-12z', filled: false },
  active: { path: 'M10 2.5l7.5 7.5l-7.5 7.5l-7.5-7.5z', filled: true },
  under_analysis: { path: 'M4.5 4.5h11v11h-11z', filled: true },
  in_action: { path: 'M10 3l7.5 13.5h-15z', filled: true },
  monitoring: { path: 'M10 4a6 6 0 1 1 0 12a6 6 0 1 1 0-12z', filled: true },
  dormant: { path: 'M3.5 8h13v4h-13z', filled: true },
  dismissed: { path: 'M5 5l10 10M15 5l-10 10', filled: false },
  merged: { path: 'M10 4v12M4 10h12', filled: false },
  split: { path: 'M7 4v12M13 4v12', filled: false },
};

const reportPaths: Record<ReportStatus, { path: string; filled: boolean }> = {
  received: { path: 'M10 17.5l-4.5-7.2a5.3 5.3 0 1 1 9 0z', filled: false },
  triaged: { path: 'M10 17.5l-4.5-7.2a5.3 5.3 0 1 1 9 0z', filled: true },
};

/** What stands in the name of a mark's picture where the status is not told. */
export const untoldStatus = 'untold';

/** Below `summary` the status is not told; the mark says only that something is known here. */
const untold = { path: 'M10 6.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z', filled: true };

export function placeMark(status: PlaceStatus | null | undefined, palette: Palette): Mark {
  if (!status) return { ...untold, colour: palette.site };
  return { ...placePaths[status], colour: palette.status[status] };
}

export function reportMark(status: ReportStatus, palette: Palette): Mark {
  return { ...reportPaths[status], colour: palette.report };
}

/** The name of a mark's picture in the map: `light:place:active`, or with `:interim` for the dashed ring. */
export function imageName(palette: Palette, kind: 'place' | 'report', status: string, interim = false): string {
  return `${palette.name}:${kind}:${status}${interim ? ':interim' : ''}`;
}
