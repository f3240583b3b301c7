/** What the service worker is asked to do after the page has been closed: the tag of a background sync. */
export const syncTag = 'samplats-outbox';

/** A registration of a browser that wakes a service worker when the network is back. */
type WithSync = ServiceWorkerRegistration & { sync: { register(tag: string): Promise<void> } };

/** The program that lies on the phone, and whether the server has a newer one. */
class Shell {
  /** A newer version has been fetched and waits for a yes. */
  waiting = $state.raw<ServiceWorker | null>(null);
  /** It was this page that said yes. */
  private isAsked = false;

  /** Puts the program on the phone. Where the browser cannot, the app needs the network, and works otherwise as usual. */
  async install(): Promise<void> {
    if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
    let isFirst = navigator.serviceWorker.controller === null;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (this.isAsked) location.reload();
      // Another tab said yes: somebody may be writing in this one, which says that there is a newer version and waits.
      else if (!isFirst) this.waiting = navigator.serviceWorker.controller;
      isFirst = false;
    });
    try {
      this.watch(await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }));
    } catch (error) {
      console.warn('the app is not kept on this device', error);
    }
  }

  /** Takes the newer version into use: this page is loaded anew, and other tabs when somebody says so there. */
  update(): void {
    this.isAsked = true;
    if (this.waiting?.state === 'installed') this.waiting.postMessage('take over');
    else location.reload();
  }

  private watch(registration: ServiceWorkerRegistration): void {
    const look = () => {
      // The very first one takes over by itself; there is nothing older to be replaced.
      if (registration.waiting && navigator.serviceWorker.controller) this.waiting = registration.waiting;
    };
    look();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look);
    });
  }
}

export const shell = new Shell();

/** Asks to be woken when the network is back, where the browser can; the page sends by itself while it is open. */
export async function askForSync(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration || !('sync' in registration)) return;
  try {
    await (registration as WithSync).sync.register(syncTag);
  } catch {
    // Not permitted on this device: the queue is sent when the app is opened.
  }
}
