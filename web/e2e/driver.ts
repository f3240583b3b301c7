/** Our nouns and verbs; specs read like a conversation and know neither selectors nor addresses. */
import { expect, Helper, test as base, type APIRequestContext, type BrowserContext, type Locator } from './helper';
import { picture } from './picture';

/** Who can log in to the invented city. */
const accounts = {
  reporter: process.env.SAMPLATS_REPORTER ?? 'parklag',
  outreach: process.env.SAMPLATS_OUTREACH ?? 'falt',
  coordinator: process.env.SAMPLATS_COORDINATOR ?? 'samordnare',
  company: process.env.SAMPLATS_COMPANY ?? 'skolor',
  city: process.env.SAMPLATS_CITY ?? 'staden',
  administrator: process.env.SAMPLATS_ADMINISTRATOR ?? 'admin',
};
export type Who = keyof typeof accounts;
/** A name of this run alone: phone and desk, and a second attempt, may share one city. */
export const own = (name: string) => `${name}, ${base.info().project.name} ${base.info().retry}`;

const password = process.env.SAMPLATS_PASSWORD ?? 'invented-city-1';

export class Samplats {
  private readonly others: BrowserContext[] = [];

  /** `home` is the origin of the program that is looked at. */
  constructor(
    readonly helper: Helper,
    private readonly home: string,
  ) {}

  async open(address = '/'): Promise<void> {
    await this.helper.page.goto(address);
  }

  async logIn(who: Who, secret = password): Promise<void> {
    await this.logInAs(accounts[who], secret);
  }

  async logInAs(login: string, secret: string): Promise<void> {
    await this.open();
    await this.helper.field('Användarnamn').fill(login);
    await this.helper.field('Lösenord').fill(secret);
    await this.helper.page.getByRole('button', { name: 'Logga in' }).click();
  }

  /** Comes in past the form, which has specs of its own: the next page that is opened is theirs. */
  async enter(who: Who): Promise<void> {
    await this.startSession(this.helper.page.request, who);
  }

  /** The city is there, with its map or the word that there is none. */
  async isIn(): Promise<void> {
    await expect(this.helper.page.locator('.pane')).toBeAttached();
  }

  /** Comes in and waits for the city. Drawing it is most of the work of a spec that has no need of it. */
  async enterMap(who: Who): Promise<void> {
    await this.enter(who);
    await this.open();
    await expect(this.helper.page.locator('canvas')).toBeVisible();
  }

  /** The rows of the list beside the map. */
  rows(): Locator {
    return this.helper.page.getByRole('main').getByRole('listitem').getByRole('link');
  }

  async openList(query = ''): Promise<void> {
    await this.open(`/?view=list${query}`);
    await expect(this.helper.text(/^Platser: .* · Rapporter: /)).toBeVisible();
    // A long one comes in pieces.
    await expect(this.helper.page.locator('main ul[aria-busy="true"]')).toHaveCount(0);
  }

  /** A place as the API gives it to whoever is logged in. */
  async anyPlace(wanted: (place: ApiPlace) => boolean): Promise<ApiPlace> {
    const answer = await this.helper.page.request.get('/api/places?limit=1000');
    const { items } = (await answer.json()) as { items: ApiPlace[] };
    const found = items.find(wanted);
    if (!found) throw new Error('the city has no such place');
    return found;
  }

  async openPlace(place: ApiPlace): Promise<void> {
    await this.open(`/?view=place&id=${place.id}`);
    await expect(this.helper.heading(place.name)).toBeVisible();
  }

  /** Opens a panel that stands beside a place: what it may be merged with, or its parts. */
  async openBeside(view: 'merge' | 'split', place: { id: string }): Promise<void> {
    await this.open(`/?view=${view}&id=${place.id}`);
    await expect(this.helper.heading(view === 'merge' ? 'Slå ihop' : 'Dela upp')).toBeVisible();
    await expect(this.helper.text(/upphör och/)).toBeVisible();
  }

  private async send<T>(path: string, data: object): Promise<T> {
    const answer = await this.helper.page.request.post(path, { headers: { 'X-Samplats': '1' }, data });
    expect([path, answer.status()]).toEqual([path, 201]);
    return (await answer.json()) as T;
  }

  /** A report that arrives from elsewhere, past the page, where a place is known. */
  async somebodyReports(): Promise<string> {
    const { position } = await this.anyPlace((place) => place.status === 'active');
    const data = { position, problem_types: ['graffiti'], observed_at: new Date().toISOString() };
    return (await this.send<{ id: string }>('/api/reports', data)).id;
  }

  /** A report that arrives from elsewhere, of when something was seen at a place. */
  async somebodySaw({ position }: ApiPlace, seen: object): Promise<string> {
    return (await this.send<{ id: string }>('/api/reports', { position, problem_types: ['graffiti'], ...seen })).id;
  }

  /** A report that arrives from elsewhere where no place is within reach. */
  async somebodyReportsFarOff(): Promise<string> {
    const { district, position } = await this.anyPlace((place) => place.status === 'active');
    if (!district) throw new Error('the place lies outside every district');
    for (const north of [400, 500, 600, 700, -400, -500, -600, -700]) {
      const there = { lon: position.lon, lat: position.lat + north / 111_320 };
      const answer = await this.helper.page.request.get(`/api/locate?lon=${there.lon}&lat=${there.lat}&radius_m=60`);
      const here = (await answer.json()) as { district: { id: string } | null; places: unknown[] };
      if (here.district?.id !== district.id || here.places.length > 0) continue;
      const data = { position: there, problem_types: ['graffiti'], observed_at: new Date().toISOString() };
      return (await this.send<{ id: string }>('/api/reports', data)).id;
    }
    throw new Error('a place is within reach everywhere');
  }

  /** A place that somebody makes past the page, some metres north of a position, or of a place that is known to them. */
  async somebodyMakesPlace(
    name: string,
    metresNorth = 20,
    of?: ApiPlace['position'],
    shared?: 'origin',
  ): Promise<ApiPlace> {
    const position = of ?? (await this.anyPlace((place) => place.status === 'active')).position;
    const coordinates = [position.lon, position.lat + metresNorth / 111_320];
    const data = {
      name,
      geometry: { type: 'Point', coordinates },
      problem_types: ['graffiti'],
      ...(shared && { class: shared }),
    };
    return this.send<ApiPlace>('/api/places', data);
  }

  /** Somebody else at a browser of their own, who acts past the page. */
  async somebodyElse(who: Who): Promise<Samplats> {
    const other = await this.atAnotherDevice();
    await this.startSession(other.helper.page.context().request, who);
    return other;
  }

  /** Closes the browsers of others: what a later spec fails at would be shown on their pages. */
  async sendOthersHome(): Promise<void> {
    for (const context of this.others.splice(0)) await context.close();
  }

  private async startSession(request: APIRequestContext, who: Who): Promise<void> {
    const data = { login: accounts[who], password };
    const answer = await request.post('/api/session', { headers: { 'X-Samplats': '1' }, data });
    expect(answer.status()).toBe(200);
  }

  /** Another device that nobody has logged in on. */
  async atAnotherDevice(): Promise<Samplats> {
    const context = await this.helper.page.context().browser()?.newContext({ baseURL: this.home });
    if (!context) throw new Error('the browser is gone');
    this.others.push(context);
    return new Samplats(new Helper(await context.newPage()), this.home);
  }

  /** Another tab of the same browser. */
  async inAnotherTab(): Promise<Samplats> {
    return new Samplats(new Helper(await this.helper.page.context().newPage()), this.home);
  }

  /** An account that an administrator makes past the page, beside one that there is. */
  async somebodyNew(like: string): Promise<{ login: string; password: string }> {
    await this.open();
    const admin = await this.somebodyElse('administrator');
    const { items } = (await (await admin.helper.page.context().request.get('/api/users?limit=1000')).json()) as {
      items: { login: string; party: string; role: string }[];
    };
    const one = items.find((user) => user.login === like);
    if (!one) throw new Error(`nobody is called ${like}`);
    const login = `${like}.${Date.now()}`;
    const data = { login, party: one.party, role: one.role, password: `${password} till` };
    const headers = { 'X-Samplats': '1' };
    const answer = await admin.helper.page.context().request.post('/api/users', { headers, data });
    expect(answer.status()).toBe(201);
    return { login, password: data.password };
  }

  /** Says past the page that a place is still as it was, or gone. */
  async saysOf(place: ApiPlace, sighting: 'still' | 'gone'): Promise<void> {
    const { position, id } = place;
    const data = { position, place: id, sighting, problem_types: ['graffiti'], observed_at: new Date().toISOString() };
    await this.send<{ id: string }>('/api/reports', data);
  }

  /** A round with one stop at a place and one beside it, made past the page. */
  async somebodyMakesRound(name: string, place: ApiPlace): Promise<void> {
    const position = { lon: place.position.lon, lat: place.position.lat + 0.0005 };
    const stops = [
      { label: 'Vid platsen', place: place.id },
      { label: 'Hörnet bredvid', position },
    ];
    await this.send('/api/rounds', { name, stops });
  }

  /** How often somebody has looked at a place, and how often there was something. */
  async effortAt(place: ApiPlace): Promise<{ visits: number; seen: number }> {
    const answer = await this.helper.page.request.get(`/api/places/${place.id}/effort`);
    const { visits, seen } = (await answer.json()) as { visits: number; seen: number };
    return { visits, seen };
  }

  /** The city asks a second factor of the account on the screen, as long as it has none. */
  async needsSecondFactor(): Promise<void> {
    await this.helper.page.route('**/api/me', async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as { account?: { second_factor: string } };
      if (json.account?.second_factor === 'off') json.account.second_factor = 'required';
      await route.fulfill({ response, json });
    });
  }

  /** Leaves, so that somebody else can enter on the same screen. */
  async leave(): Promise<void> {
    await this.helper.page.context().clearCookies();
  }

  /** The party that the account on the screen acts for. */
  async myParty(): Promise<string> {
    const answer = await this.helper.page.request.get('/api/me');
    return ((await answer.json()) as { party: { code: string } }).party.code;
  }

  /** A decision about a report past the page. */
  async decide(report: string, data: object): Promise<void> {
    const path = `/api/reports/${report}`;
    const seen = await this.helper.page.request.get(path);
    const headers = { 'X-Samplats': '1', 'If-Match': seen.headers()['etag'] ?? '' };
    const answer = await this.helper.page.request.post(`${path}/triage`, { headers, data });
    expect(answer.status()).toBe(200);
  }

  /** A command on a place past the page, on the version that it has now. */
  async command(place: ApiPlace, command: string, data: object): Promise<void> {
    const path = `/api/places/${place.id}`;
    const seen = await this.helper.page.request.get(path);
    const headers = { 'X-Samplats': '1', 'If-Match': seen.headers()['etag'] ?? '' };
    const answer = await this.helper.page.request.post(`${path}/${command}`, { headers, data });
    expect([command, answer.status()]).toEqual([command, 200]);
  }

  /** What the server answers whoever is logged in. */
  async read<T>(path: string): Promise<T> {
    return (await (await this.helper.page.request.get(path)).json()) as T;
  }

  /** Somebody changes a thing past the page, on the version that it has now; `change` makes what is sent of what is read. */
  async changes<T>(path: string, method: 'PUT' | 'PATCH', change: (now: T) => object): Promise<void> {
    const { request } = this.helper.page;
    const seen = await request.get(path);
    const headers = { 'X-Samplats': '1', 'If-Match': seen.headers()['etag'] ?? '' };
    const answer = await request.fetch(path, { method, headers, data: change((await seen.json()) as T) });
    expect([path, answer.status()]).toEqual([path, 200]);
  }

  /** A party of the city that has no log-in. */
  async partyWithoutLogIn(): Promise<{ code: string; name: string }> {
    const answer = await this.helper.page.request.get('/api/parties?limit=1000');
    const { items } = (await answer.json()) as { items: { code: string; name: string; logs_in: boolean }[] };
    const found = items.find((party) => !party.logs_in);
    if (!found) throw new Error('every party of the city logs in');
    return found;
  }

  /** The row of one report in the list that waits. */
  waiting(report: string): Locator {
    return this.helper.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: this.helper.page.locator(`a[href*="id=${report}"]`) });
  }

  /** The matters that wait: reports that seem to belong together. */
  matters(): Locator {
    return this.helper.page.getByRole('main').getByRole('article');
  }

  /** The matter that one report is part of. */
  matterOf(report: string): Locator {
    return this.matters().filter({ has: this.helper.page.locator(`a[href*="id=${report}"]`) });
  }

  /** Opens a page of administration by its address. */
  async openAdmin(page: string, id?: string): Promise<void> {
    await this.open(`/?view=admin&page=${page}${id === undefined ? '' : `&id=${id}`}`);
  }

  /** The stable word of a choice, by what it is called. */
  async codeCalled(list: string, sv: string): Promise<string> {
    const answer = await this.helper.page.request.get(`/api/codes?list=${list}&limit=1000`);
    const { items } = (await answer.json()) as { items: { code: string; label: { sv: string } }[] };
    const code = items.find(({ label }) => label.sv === sv)?.code;
    if (code === undefined) throw new Error(`nothing in ${list} is called ${sv}`);
    return code;
  }

  /** Chooses a file that is written in the spec. */
  async chooseFile(name: string, text: string): Promise<void> {
    const buffer = Buffer.from(text);
    const input = this.helper.field('Välj en fil eller släpp den här').locator('input');
    await input.setInputFiles({ name, mimeType: 'text/plain', buffer });
    await expect(this.helper.page.getByRole('status').filter({ hasText: name })).toBeVisible();
  }

  /** The first district, as the page of whoever is logged in knows it. */
  async aDistrict(): Promise<{ id: string; code: string; name: string }> {
    const answer = await this.helper.page.request.get('/api/me');
    const { districts } = (await answer.json()) as { districts: { id: string; code: string; name: string }[] };
    const [first] = districts;
    if (!first) throw new Error('the city has no districts');
    return first;
  }

  async openTriage(): Promise<void> {
    await this.open('/?view=triage');
    await expect(this.rows().first()).toBeVisible();
  }

  /** Brings a place under the cross, without the map. */
  async pointAt({ position }: Pick<ApiPlace, 'position'>): Promise<void> {
    const degrees = (name: string) => this.helper.page.getByRole('textbox', { name });
    if (!(await degrees('Longitud').isVisible())) await this.helper.text('Skriv koordinater').click();
    await degrees('Longitud').fill(String(position.lon).replace('.', ','));
    await degrees('Latitud').fill(String(position.lat).replace('.', ','));
    await this.helper.button('Flytta dit').click();
    const { lon, lat } = position;
    await expect(this.helper.page).toHaveURL(new RegExp(`at=17.00/${lat.toFixed(5)}/${lon.toFixed(5)}`));
  }

  /** Asks the device where it is, and waits until the cross lies there. */
  async standAt(position: ApiPlace['position'], accuracyM: number): Promise<void> {
    await this.helper.standAt(position, accuracyM);
    await this.helper.button('Min position').click();
    const { lon, lat } = position;
    await expect(this.helper.page).toHaveURL(new RegExp(`at=17.00/${lat.toFixed(5)}/${lon.toFixed(5)}`));
  }

  /** Moves the cross a little, by the keyboard. */
  async nudgeCross(): Promise<void> {
    const before = this.helper.page.url();
    await this.helper.page.locator('canvas').focus();
    await this.helper.page.keyboard.press('ArrowRight');
    await expect(this.helper.page).not.toHaveURL(before);
  }

  /** The reports in the list beside the map, by their ids. */
  async listedReports(): Promise<string[]> {
    const addresses = await this.rows().evaluateAll((rows) => rows.map((row) => row.getAttribute('href') ?? ''));
    return addresses.flatMap((address) => /view=one_report&id=(\w+)/.exec(address)?.[1] ?? []);
  }

  /** Opens the tools that say where a place is. */
  async openExtent(place: { id: string }): Promise<void> {
    await this.open(`/?view=extent&id=${place.id}`);
    await expect(this.helper.heading('Ändra utbredning')).toBeVisible();
    await expect(this.helper.page.locator('canvas')).toBeVisible();
  }

  /** Puts a corner in by its coordinates, without the map. */
  async putCornerAt(position: ApiPlace['position']): Promise<void> {
    await this.pointAt({ position });
    await this.helper.button('Lägg hörn vid krysset').click();
  }

  /** The corners in the list beside the map. */
  corners(): Locator {
    return this.helper.button(/^Hörn \d+:/);
  }

  /** Where a place is, as the register has it. */
  async geometryOf(place: { id: string }): Promise<{ type: string; coordinates: unknown }> {
    const answer = await this.helper.page.request.get(`/api/places/${place.id}`);
    return ((await answer.json()) as { geometry: { type: string; coordinates: unknown } }).geometry;
  }

  /** A site with ground, and one of its corners. */
  async aSiteCorner(): Promise<{ id: string; name: string; corner: ApiPlace['position'] }> {
    const answer = await this.helper.page.request.get('/api/sites?kind=school&limit=100');
    const { items } = (await answer.json()) as {
      items: { id: string; name: string; geometry: { type: string; coordinates: number[][][] } }[];
    };
    const site = items.find(({ geometry }) => geometry.type === 'Polygon');
    const [lon, lat] = site?.geometry.coordinates[0]?.[0] ?? [];
    if (!site || lon === undefined || lat === undefined) throw new Error('the city has no school with ground');
    return { id: site.id, name: site.name, corner: { lon, lat } };
  }

  /** An address of the city. */
  async anAddress(query: string): Promise<{ name: string; position: ApiPlace['position'] }> {
    const answer = await this.helper.page.request.get(`/api/addresses?query=${encodeURIComponent(query)}&limit=50`);
    type Found = { what: string; name: string; position: ApiPlace['position'] };
    const found = ((await answer.json()) as { items: Found[] }).items.find(({ what }) => what === 'address');
    if (!found) throw new Error('the city has no such address');
    return found;
  }

  /** Names a part of a place that is being split, and points out where it lies. */
  async fillPart(number: number, name: string, where: ApiPlace): Promise<void> {
    const part = this.helper.page.getByRole('group', { name: `Del ${number}` });
    await part.getByLabel('Namn').fill(name);
    await part.getByRole('button', { name: 'En punkt' }).click();
    await this.pointAt(where);
    await this.helper.button('Använd det här').click();
    await expect(part.getByText('Utpekad som en punkt.')).toBeVisible();
  }

  /** Waits until the program lies on the phone. */
  async isInstalled(): Promise<void> {
    await this.helper.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  }

  /** Shows a place, and waits until its surroundings lie on the phone: the known places, then the tiles around it. */
  async keepsAreaOf({ position: { lon, lat } }: ApiPlace): Promise<void> {
    await this.open(`/?view=list&at=15/${lat}/${lon}`);
    const wide = 2 ** 14;
    const column = Math.floor(((lon + 180) / 360) * wide);
    const row = Math.floor((0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * wide);
    await expect
      .poll(
        async () => {
          const tiles = (await this.helper.onTheDisk('kept')).filter(({ id }) => id.startsWith('tile:'));
          // The nearest tiles are the first, and the places come before any tile.
          return tiles.some(({ id }) => id.endsWith(`/14/${row}/${column}`)) && tiles.length > 100;
        },
        { timeout: 60_000 },
      )
      .toBe(true);
  }

  /** Reports of whoever is logged in, as the server has them. */
  async mine(): Promise<ApiReport[]> {
    const answer = await this.helper.page.request.get('/api/me/reports?limit=1000');
    return ((await answer.json()) as { items: ApiReport[] }).items;
  }

  /** Those of them whose text is this. */
  async arrived(text: string): Promise<ApiReport[]> {
    return (await this.mine()).filter((report) => report.text === text);
  }

  /** Writes a report about a known place, up to the button that sends it. */
  async writeReport(place: ApiPlace, text: string): Promise<void> {
    await this.reportAt(place);
    await this.helper.button('Är kvar').first().click();
    await this.helper.field(/Beskriv platsen/).fill(text);
    // What is on the screen is on the device too, sealed, a moment later.
    await expect(this.helper.field(/Beskriv platsen/)).toHaveAttribute('aria-busy', 'false');
  }

  async sendReport(): Promise<void> {
    await this.helper.button('Skicka rapporten').click();
  }

  /** Chooses a photo for the report that is being written, and waits until it can be covered. */
  async choosePhoto(): Promise<void> {
    const input = this.helper.page.getByLabel('Lägg till foto');
    await input.setInputFiles({ name: 'plats.png', mimeType: 'image/png', buffer: picture() });
    await expect(this.helper.heading('Täck ansikten och skyltar')).toBeVisible();
  }

  /** The photos of a report that whoever is logged in sees. */
  async photosOf(report: string): Promise<ApiPhoto[]> {
    const answer = await this.helper.page.request.get(`/api/photos?report=${report}`);
    return ((await answer.json()) as { items: ApiPhoto[] }).items;
  }

  /** The measures of a place that whoever is logged in sees. */
  async measuresAt({ id }: ApiPlace): Promise<{ closed_at: string | null; prevention_level?: string }[]> {
    const answer = await this.helper.page.request.get(`/api/measures?place=${id}`);
    return ((await answer.json()) as { items: { closed_at: string | null; prevention_level?: string }[] }).items;
  }

  /** A place that has so many photos which whoever is logged in sees. */
  async placeWithPhotos(least = 1): Promise<ApiPlace> {
    const answer = await this.helper.page.request.get('/api/places?limit=1000');
    for (const place of ((await answer.json()) as { items: ApiPlace[] }).items) {
      if (place.level !== 'full') continue;
      const photos = await this.helper.page.request.get(`/api/photos?place=${place.id}`);
      if (((await photos.json()) as { items: ApiPhoto[] }).items.length >= least) return place;
    }
    throw new Error(`no place of the city has ${least} photos`);
  }

  /** How bright a picture of the server is at a spot, 0 to 255; the spot in shares of its width and height. */
  brightness(address: string, x: number, y: number): Promise<number> {
    return this.helper.page.evaluate(
      async ({ address, x, y }) => {
        const read = await createImageBitmap(await (await fetch(address)).blob());
        const canvas = document.createElement('canvas');
        canvas.width = read.width;
        canvas.height = read.height;
        const drawing = canvas.getContext('2d');
        drawing?.drawImage(read, 0, 0);
        return drawing?.getImageData(x * read.width, y * read.height, 1, 1).data[1] ?? -1;
      },
      { address, x, y },
    );
  }

  async openQueue(): Promise<void> {
    await this.open('/?view=outbox');
    await expect(this.helper.heading('Utkorg')).toBeVisible();
  }

  /** A report in the queue, by its text. */
  inQueue(text: string): Locator {
    return this.helper.page.getByRole('article').filter({ hasText: text });
  }

  /** Starts a report with the cross on a place that is known. */
  async reportAt(place: ApiPlace): Promise<void> {
    const { lon, lat } = place.position;
    await this.open(`/?view=report&at=16/${lat}/${lon}`);
    await this.helper.button('Här är det').click();
  }
}

export interface ApiReport {
  id: string;
  text?: string;
  observed_at?: string;
  observed_precision?: string;
  observed_hours?: number;
}

export interface ApiPhoto {
  id: string;
  checked: boolean;
}

export interface ApiPlace {
  id: string;
  name: string;
  status: string;
  level: string;
  position: { lon: number; lat: number };
  class?: string;
  district?: { id: string } | null;
  report_count?: number;
  parties?: { party: { code: string; name: string }; level: string; why: string }[];
  coordination?: { state: string; party: { name: string } };
  may?: string[];
}

export const test = base.extend<{ samplats: Samplats }>({
  samplats: async ({ helper, baseURL }, use) => {
    const samplats = new Samplats(helper, baseURL ?? '');
    await use(samplats);
    await samplats.sendOthersHome();
  },
});
export { expect };
