/** A form that opens further down a panel: what it begins with comes into view, and reading starts there. */
export function arrive(heading: HTMLElement): void {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start' });
}
