import type { PlaceStatus } from '../api/types';

export type ThemeName = 'light' | 'dark';

/** As six or three hexadecimal digits. */
export type Colour = `#${string}`;

/** Colours of the map and its legend. Marks keep 3:1 against the ground, text 4.5:1. */
export interface Palette {
  name: ThemeName;
  ground: Colour;
  water: Colour;
  park: Colour;
  street: Colour;
  building: Colour;
  border: Colour;
  label: Colour;
  halo: Colour;
  site: Colour;
  report: Colour;
  selected: Colour;
  status: Record<PlaceStatus, Colour>;
}

export const palettes: Record<ThemeName, Palette> = {
  light: {
    name: 'light',
    ground: '#f1f2ee',
    water: '#c4d9e0',
    park: '#dbe6d2',
    street: '#ffffff',
    building: '#e4e4de',
    border: '#6d7f83',
    label: '#37474b',
    halo: '#ffffff',
    site: '#53646a',
    report: '#5d3f6e',
    selected: '#0b3d44',
    status: {
      suspected: '#7a5c00',
      active: '#a62b1f',
      under_analysis: '#5b3f8f',
      in_action: '#155f9c',
      monitoring: '#22663f',
      dormant: '#5c666a',
      dismissed: '#5c666a',
      merged: '#5c666a',
      split: '#5c666a',
    },
  },
  dark: {
    name: 'dark',
    ground: '#1a2022',
    water: '#0f2a33',
    park: '#1d2b22',
    street: '#2c3538',
    building: '#242c2f',
    border: '#8da0a5',
    label: '#d3dcde',
    halo: '#12181a',
    site: '#a9b9be',
    report: '#cfaee0',
    selected: '#9fe0e6',
    status: {
      suspected: '#e6c35c',
      active: '#ff9a8a',
      under_analysis: '#c5a9f5',
      in_action: '#86c2f5',
      monitoring: '#86d6a5',
      dormant: '#a9b3b7',
      dismissed: '#a9b3b7',
      merged: '#a9b3b7',
      split: '#a9b3b7',
    },
  },
};
