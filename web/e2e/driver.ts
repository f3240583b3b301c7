/** Our nouns and verbs; specs read like a conversation and know neither selectors nor addresses. */
import { expect, Helper, test as base, type Locator } from './helper';

/** Who can log in: to the mock, or to the server's invented city. */
const accounts = {
  reporter: process.env.SAMPLATS_REPORTER ?? 'falt',
  coordinator: process.env.SAMPLATS_COORDINATOR ?? 'samordnare',
  company: process.env.SAMPLATS_COMPANY ?? 'bolag',
};
export type Who = keyof typeof accounts;
const password = process.env.SAMPLATS_PASSWORD ?? 'samplats';

export class Samplats {
  constructor(readonly helper: Helper) {}

  async open(address = '/'): Promise<void> {
    await this.helper.page.goto(address);
  }

  async logIn(who: Who, secret = password): Promise<void> {
    await this.open();
    await this.helper.field('Användarnamn').fill(accounts[who]);
    await this.helper.field('Lösenord').fill(secret);
    await this.helper.page.getByRole('button', { name: 'Logga in' }).click();
  }

  /** Logs in and waits for the city. */
  async enter(who: Who): Promise<void> {
    await this.logIn(who);
    await expect(this.helper.page.locator('canvas')).toBeVisible();
  }

  /** The rows of the list beside the map. */
  rows(): Locator {
    return this.helper.page.getByRole('main').getByRole('listitem').getByRole('link');
  }

  async openList(query = ''): Promise<void> {
    await this.open(`/?view=list${query}`);
    await expect(this.helper.text(/platser och .* rapporter i kartan/)).toBeVisible();
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

  /** A report that arrives from elsewhere, past the page. */
  async somebodyReports(): Promise<void> {
    const { position } = await this.anyPlace((place) => place.status === 'active');
    const data = { position, problem_types: ['graffiti'], observed_at: new Date().toISOString() };
    const headers = { 'X-Samplats': '1' };
    const answer = await this.helper.page.request.post('/api/reports', { headers, data });
    expect(answer.status()).toBe(201);
  }

  /** Starts a report with the cross on a place that is known. */
  async reportAt(place: ApiPlace): Promise<void> {
    const { lon, lat } = place.position;
    await this.open(`/?view=report&at=16/${lat}/${lon}`);
    await this.helper.button('Här är det').click();
  }
}

export interface ApiPlace {
  id: string;
  name: string;
  status: string;
  level: string;
  position: { lon: number; lat: number };
  coordination?: { state: string; party: { name: string } };
  may?: string[];
}

export const test = base.extend<{ samplats: Samplats }>({
  samplats: async ({ helper }, use) => use(new Samplats(helper)),
});
export { expect };
