/**
 * Reads again what the stream of changes does not tell of, accounts and tokens, when somebody comes back to the page. Made
 * while a component is.
 */
export function onReturn(load: () => void): void {
  $effect(() => {
    const look = () => document.visibilityState === 'visible' && load();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  });
}
