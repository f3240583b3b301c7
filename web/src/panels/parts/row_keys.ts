/** Arrows, Home and End go among the rows of a list; Tab still reaches every one. For a list's `keydown`. */
export function goAmongRows(event: KeyboardEvent, controls: readonly HTMLElement[]): void {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  const at = controls.indexOf(document.activeElement as HTMLElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  controls[Math.max(0, Math.min(controls.length - 1, at + step))]?.focus();
}
