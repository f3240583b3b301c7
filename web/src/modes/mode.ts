import type { LonLat } from '../api/types';
import type { Pick } from '../layers/layer';
import type { CityMap } from '../map/create_map';

/** What a click on the map means for as long as the mode lasts. `enter` returns what leaves nothing behind. */
export interface Mode {
  /** A cross in the middle of the map that says which spot is meant. */
  crosshair: boolean;
  enter(map: CityMap): () => void;
  clicked(map: CityMap, position: LonLat, pick: Pick | null): void;
}
