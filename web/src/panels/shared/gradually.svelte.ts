/** So many at once: more than one sees without scrolling. */
const step = 20;
/** A page that is never at rest gets the next ones all the same. Milliseconds. */
const patienceMs = 300;

/** Calls when nothing else wants the page, or soon where the browser cannot tell. Returns what calls it off. */
function whenIdle(act: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(act, patienceMs / 10);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(act, { timeout: patienceMs });
  return () => cancelIdleCallback(idle);
}

/**
 * A long list that gets onto the page in pieces, so that hands and the map do not wait for rows that nobody sees yet. What
 * is there stays there. To be made while a component is.
 */
export function gradually<T>(all: () => readonly T[]): { readonly items: readonly T[]; readonly isWhole: boolean } {
  let reach = $state(step);
  const items = $derived(all().slice(0, reach));
  const isWhole = $derived(items.length === all().length);
  // Anew for each piece, and not only when the list gets whole.
  $effect(() => (items.length < all().length ? whenIdle(() => (reach += step)) : undefined));
  return {
    get items() {
      return items;
    },
    get isWhole() {
      return isWhole;
    },
  };
}
