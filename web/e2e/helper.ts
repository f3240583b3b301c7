/** The only file of the specs that knows the browser tool. */
import AxeBuilder from '@axe-core/playwright';
import {
  test as base,
  expect,
  type APIRequestContext,
  type BrowserContext,
  type Locator,
  type Page,
  type Request,
  type Route,
} from '@playwright/test';

export { expect };
export type { APIRequestContext, BrowserContext, Locator, Page, Request };

/** Rules of WCAG 2.0 to 2.2, levels A and AA. */
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What the checker has found, in words. */
function said({ violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): string[] {
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

export class Helper {
  /** What the page must never do, gathered while the spec runs. */
  readonly sins: string[] = [];

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.sins.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (/Content Security Policy|requires 'Trusted/i.test(message.text())) this.sins.push(message.text());
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.origin !== new URL(page.url()).origin && page.url() !== 'about:blank') {
        this.sins.push(`asked another host: ${url.origin}`);
      }
    });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('button', { name });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  field(name: string | RegExp): Locator {
    return this.page.getByLabel(name);
  }

  text(text: string | RegExp): Locator {
    return this.page.getByText(text);
  }

  private checker(part: string): AxeBuilder {
    // A page of ours has no frames: what is found needs no second page to be put together on.
    return new AxeBuilder({ page: this.page }).include(part).setLegacyMode();
  }

  /** Faults that the accessibility checker finds on the page as it is now, or in a part of it. */
  async accessibilityFaults(part = 'html'): Promise<string[]> {
    return said(await this.checker(part).withTags(wcag).analyze());
  }

  /** The same in light and in dark: of what the checker asks, the colours alone are other ones. */
  async faultsByDayAndNight(): Promise<string[]> {
    const faults = await this.accessibilityFaults();
    await this.page.emulateMedia({ colorScheme: 'dark' });
    const dark = said(await this.checker('html').withRules(['color-contrast', 'link-in-text-block']).analyze());
    await this.page.emulateMedia({ colorScheme: 'light' });
    return [...faults, ...dark.map((fault) => `${fault} (dark)`)];
  }

  /** Goes on within the page, as by a link, and marks as old what stood there. */
  async goOn(address: string): Promise<void> {
    await this.page.evaluate((to) => {
      for (const one of document.querySelectorAll<HTMLElement>('main *')) one.dataset.old = '';
      history.pushState(1, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, address);
  }

  /** What has come to stand there since. */
  fresh(selector: string): Locator {
    return this.page.locator(`main ${selector}:not([data-old])`).first();
  }

  /** Opens all that is folded on the page, once there is something. */
  async unfoldAll(): Promise<void> {
    await expect(this.fresh('details')).toBeAttached();
    await this.page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
  }

  /** How many pixels the page is wider than the screen. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  }

  /** What lies in the phone's own database on a shelf: names and times, and the sealed bytes as text. */
  onTheDisk(shelf: string): Promise<{ account: string; id: string; at: number; bytes: string }[]> {
    return this.page.evaluate(async (name) => {
      const opening = indexedDB.open('samplats');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
      });
      const reading = database.transaction(name).objectStore(name).getAll();
      await new Promise((resolve) => (reading.onsuccess = resolve));
      database.close();
      const rows = reading.result as {
        account: string;
        id: string;
        at: number;
        sealed: { bytes: ArrayBuffer } | null;
      }[];
      return rows.map(({ account, id, at, sealed }) => ({
        account,
        id,
        at,
        bytes: sealed ? new TextDecoder('latin1').decode(sealed.bytes) : '',
      }));
    }, shelf);
  }

  /** Where the device says that it is, and how well it knows that, metres. */
  async standAt(position: { lon: number; lat: number }, accuracyM: number): Promise<void> {
    await this.page.context().grantPermissions(['geolocation']);
    const [longitude, latitude] = [position.lon, position.lat];
    await this.page.context().setGeolocation({ longitude, latitude, accuracy: accuracyM });
  }

  /** Sets the clock of the phone back or forward, for pages that are opened from now on. */
  async shiftClock(byMs: number): Promise<void> {
    await this.page.context().addInitScript(shiftClock, byMs);
  }

  /** The same for the service worker that runs; once it is started anew it has the machine's clock again. */
  async shiftClockOfWorker(byMs: number): Promise<void> {
    const [worker] = this.page.context().serviceWorkers();
    if (!worker) throw new Error('no service worker runs');
    await worker.evaluate(shiftClock, byMs);
  }

  /** Wakes the service worker as the browser does when the network is back, once no page is open. */
  async wakeWorker(origin: string, tag: string): Promise<void> {
    const browser = await this.page.context().newCDPSession(this.page);
    const registered = new Promise<string>((resolve) =>
      browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const own = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin));
        if (own) resolve(own.registrationId);
      }),
    );
    await browser.send('ServiceWorker.enable');
    const registrationId = await registered;
    await browser.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag, lastChance: false });
  }

  /** What the page sends to a path the next time. */
  async nextSent(path: RegExp): Promise<unknown> {
    const request = await this.page.waitForRequest(
      (one) => one.method() === 'POST' && path.test(new URL(one.url()).pathname),
    );
    return request.postDataJSON();
  }

  /** Has the server give lists so few at a time. */
  async shortPages(path: RegExp, limit: number): Promise<void> {
    await this.page.route(
      ({ pathname }) => path.test(pathname),
      (route) => {
        const url = new URL(route.request().url());
        url.searchParams.set('limit', String(limit));
        return route.continue({ url: url.href });
      },
    );
  }

  /** The next answer of a path is the server's at that time, and comes once it is let go. */
  async holdAnswer(path: string): Promise<{ asked: Promise<void>; letGo: () => void }> {
    let [letGo, isAsked] = [() => {}, () => {}];
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const answer = async (route: Route) => {
      const response = await route.fetch();
      isAsked();
      await held;
      await route.fulfill({ response });
    };
    await this.page.route(path, answer, { times: 1 });
    return { asked, letGo };
  }

  /** Breaks the line for one path until the returned function mends it; what was tried is kept. */
  async breakLine(path: RegExp): Promise<{ tried: Request[]; mend: () => Promise<void> }> {
    const tried: Request[] = [];
    await this.page.route(path, (route) => {
      tried.push(route.request());
      return route.abort();
    });
    return { tried, mend: () => this.page.unroute(path) };
  }
}

/** Runs in the page or in the service worker. */
function shiftClock(byMs: number): void {
  const Given = Date;
  const now = () => Given.now() + byMs;
  globalThis.Date = new Proxy(Given, {
    construct: (of, args: ConstructorParameters<typeof Date> | []) =>
      Reflect.construct(of, args.length ? args : [now()]),
    get: (of, name) => (name === 'now' ? now : (Reflect.get(of, name) as unknown)),
  });
}

/**
 * Every spec ends by asking that the page has not sinned. Only those that ask for it keep the area for when there is no
 * network, as on a phone that saves data: hundreds of tiles for a page that is closed a moment later. And those that have no
 * need of the map say so: without a graphics card drawing it is most of the work of a page, which also has to do without it.
 */
export const test = base.extend<{ helper: Helper; keepsArea: boolean; drawsMap: boolean }>({
  keepsArea: [false, { option: true }],
  drawsMap: [true, { option: true }],
  helper: async ({ page, keepsArea, drawsMap }, use) => {
    if (!drawsMap) {
      await page.context().addInitScript(() => {
        const given = HTMLCanvasElement.prototype.getContext as (kind: string, ...how: unknown[]) => unknown;
        const drawing = function (this: HTMLCanvasElement, kind: string, ...how: unknown[]) {
          return kind.startsWith('webgl') ? null : given.call(this, kind, ...how);
        };
        HTMLCanvasElement.prototype.getContext = drawing as typeof HTMLCanvasElement.prototype.getContext;
      });
    }
    if (!keepsArea) {
      await page
        .context()
        .addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    }
    const helper = new Helper(page);
    await use(helper);
    expect(helper.sins).toEqual([]);
  },
});
