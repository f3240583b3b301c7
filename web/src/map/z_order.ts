import { parks, streets, water } from '../layers/base';
import { districts, neighbourhoods } from '../layers/districts';
import type { MapLayer } from '../layers/layer';
import { places } from '../layers/places';
import { reports } from '../layers/reports';
import { sites } from '../layers/sites';

/** Every layer, from the ground up. */
export const zOrder: readonly MapLayer[] = [parks, water, streets, sites, neighbourhoods, districts, reports, places];
