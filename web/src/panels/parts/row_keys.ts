/**
 * Arrows, Home and End go among the rows of a list, which a selector names; Tab still reaches every one, and what is folded
 * away is passed over. For a list's `keydown`.
 */
export const amongRows = (rows: string) => (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
  const controls = [...event.currentTarget.querySelectorAll<HTMLElement>(rows)].filter((one) => one.offsetParent);
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  const at = controls.indexOf(document.activeElement as HTMLElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  controls[Math.max(0, Math.min(controls.length - 1, at + step))]?.focus();
};
