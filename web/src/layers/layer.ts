import type { ExpressionSpecification, LayerSpecification } from '../map/types';
import type { PlainWord } from '../words/say';
import type { Mark } from './marks';
import type { Palette } from './palette';

/** A row of the legend: a mark, a line or a coloured field, and what it means. */
export interface LegendRow {
  word: PlainWord;
  mark?: Mark;
  /** Width in pixels. */
  line?: { colour: string; width: number };
  field?: string;
  ring?: boolean;
}

/** What a click on a layer means. */
export type Pick = { panel: 'place' | 'one_report'; id: string };

/**
 * One layer of the map. It names the server's collection it draws; the list equivalent of places and reports is the
 * list panel, of sites and districts the answer to "what is here".
 */
export interface MapLayer {
  collection: string;
  /** Layers of one group are switched together. */
  group: 'base' | 'districts' | 'neighbourhoods' | 'sites' | 'places' | 'reports';
  word: PlainWord;
  shownAtFirst: boolean;
  paint(palette: Palette): LayerSpecification[];
  legend(palette: Palette): LegendRow[];
  /** Only for layers whose features can be opened. */
  pick?(properties: Record<string, unknown>): Pick | null;
}

/** The font of all labels, loaded from our own server through the style's `font-faces`. */
export const labelFont = ['Noto Sans Regular'];

/** What stands beside a summary's mark: how many it stands for, when they are several. A mark says "one" by itself. */
export const countOfSeveral: ExpressionSpecification = [
  'case',
  ['>', ['get', 'count'], 1],
  ['to-string', ['get', 'count']],
  '',
];
