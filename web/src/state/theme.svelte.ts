import { palettes, type Palette } from '../layers/palette';

const dark = window.matchMedia('screen and (prefers-color-scheme: dark)');
let isDark = $state(dark.matches);
dark.addEventListener('change', () => (isDark = dark.matches));

/** The colours that the device asks for, for what is drawn rather than styled. Paper is never dark. */
export const theme = {
  get palette(): Palette {
    return palettes[isDark ? 'dark' : 'light'];
  },
};
