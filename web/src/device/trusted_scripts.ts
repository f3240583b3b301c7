/** The part of the browser's trusted types that is used here; browsers without them take any address. */
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string | null }): unknown;
}

/** Scripts that the page may start beside itself: its worker on the phone, and what the build left among its assets. */
const own = /^\/(?:sw|assets\/[\w-]+)\.js$/;

/** Whether an address is that of a script of this build. */
export function isOwnScript(url: string, page: string): boolean {
  const address = new URL(url, page);
  return address.origin === new URL(page).origin && own.test(address.pathname);
}

/**
 * Lets those scripts be started, and no others. The server asks for trusted types, so that no text becomes a script or a
 * worker by mistake; the map library and the registration of our own worker hand over plain addresses, which come here.
 */
export function trustOwnScripts(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => (isOwnScript(url, location.href) ? url : null),
  });
}
