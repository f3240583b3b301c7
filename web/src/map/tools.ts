import type { StyleSpecification } from 'maplibre-gl';

/** What the sources and layers of a drawing tool are called by, in front of their own names. */
export const toolPrefix = 'tool';

/** A style with what lies on the map besides: the overlay as it is, and what a drawing tool has put there. */
export function withTools(before: StyleSpecification, next: StyleSpecification): StyleSpecification {
  const isTools = (id: string) => id.startsWith(`${toolPrefix}-`);
  const kept = Object.entries(before.sources).filter(([id]) => isTools(id) || (id === 'overlay' && id in next.sources));
  return {
    ...next,
    sources: { ...next.sources, ...Object.fromEntries(kept) },
    layers: [...next.layers, ...before.layers.filter(({ id }) => isTools(id))],
  };
}
