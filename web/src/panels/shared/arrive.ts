import { tick } from 'svelte';

/**
 * A form that opens further down a panel: what it begins with comes into view, and reading starts there. Once it is taken
 * away the focus goes back to what opened it, which has its name; else to what stands there, or to the head of the panel.
 */
export function arrive(heading: HTMLElement): () => void {
  const form = heading.closest('.card');
  const around = form?.parentElement;
  const name = form?.getAttribute('aria-label') ?? heading.textContent;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start' });
  return () =>
    void tick().then(() => {
      if (document.activeElement !== document.body) return;
      // What is shown in somebody else's card leaves that card behind.
      const left = form?.isConnected ? form : around;
      const buttons = left?.isConnected ? [...left.querySelectorAll('button')] : [];
      const opener = buttons.find(({ textContent }) => textContent.trim() === name) ?? buttons[0];
      (opener ?? document.getElementById('panel-title'))?.focus({ preventScroll: true });
    });
}
