import { tick } from 'svelte';

/**
 * A form that opens further down a panel: what it begins with comes into view, and reading starts there. Once it is taken
 * away the focus goes back to what opened it, or to what has its name where that gave way to it meanwhile; else to the
 * head of the panel.
 */
export function arrive(heading: HTMLElement): () => void {
  const form = heading.closest('.card');
  const around = form?.parentElement;
  const opener = document.activeElement as HTMLElement | null;
  const name = form?.getAttribute('aria-label') ?? heading.textContent;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start' });
  return () =>
    void tick().then(() => {
      // What is shown in somebody else's card leaves that card behind.
      const left = form?.isConnected ? form : around;
      const named = [...(left?.querySelectorAll('button') ?? [])].find(
        ({ textContent }) => textContent.trim() === name,
      );
      // What is gone, or takes no focus, lets the next one have it.
      for (const one of [opener, named, document.getElementById('panel-title')]) {
        if (document.activeElement === document.body) one?.focus({ preventScroll: true });
      }
    });
}
