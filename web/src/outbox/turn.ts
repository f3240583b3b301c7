/**
 * Runs one thing at a time over all tabs and the service worker: sending, logging in and logging out. So no report is
 * sent twice at once, and none is sent while the session becomes somebody else's.
 */
export function inTurn<T>(act: () => Promise<T>): Promise<T> {
  return navigator.locks.request('samplats.outbox', act) as Promise<T>;
}
