/** So long after somebody has last touched the page it is taken to be alone, in milliseconds. */
export const aloneAfterMs = 5 * 60_000;

const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Notices whether somebody sits before a page. Returns a question that can be asked at any time. */
export function watchTouches(page: EventTarget, now = () => performance.now()): () => boolean {
  let touchedMs = now(); // whoever has opened it sits there
  const touched = () => {
    touchedMs = now();
  };
  for (const kind of touches) page.addEventListener(kind, touched, { passive: true, capture: true });
  return () => now() - touchedMs < aloneAfterMs;
}
