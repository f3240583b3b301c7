import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { City } from './city';
import { expect, Samplats, test, type ApiPlace, type ApiReport } from './driver';
import { Helper, type Page } from './helper';

const city = await City.at(mkdtempSync(join(tmpdir(), 'samplats-offline-')));
test.use({ baseURL: city.url, serviceWorkers: 'allow', drawsMap: false });
test.describe.configure({ mode: 'serial', timeout: 120_000 }); // a server is started and killed in most of them
test.beforeAll(async () => {
  test.setTimeout(300_000);
  await city.start('afresh');
});
test.afterAll(() => city.kill());

let place: ApiPlace;
test.beforeEach(async ({ samplats }) => {
  await city.start();
  await samplats.enter('reporter');
  await samplats.open();
  await samplats.isInstalled();
  place = await samplats.anyPlace((one) => one.status === 'active');
});

/** The same person's phone in another tab. */
function inTab(page: Page): Samplats {
  return new Samplats(new Helper(page), city.url);
}

test('a network that goes between writing and sending: the report waits, and arrives by itself', async ({
  samplats,
  helper,
}) => {
  const text = 'Nätet försvann';
  await samplats.writeReport(place, text);
  await city.kill();
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  await expect(helper.text(/^Utan nät\. Det som visas är från/)).toBeVisible();
  await city.start();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible({ timeout: 30_000 });
  expect(await samplats.arrived(text)).toHaveLength(1);
});

test.describe('with the area on the phone', () => {
  test.use({ keepsArea: true, drawsMap: true });

  test('a tab closed and opened again without a network has the app, the map, the places and the queue', async ({
    samplats,
    helper,
    context,
  }) => {
    const text = 'Fliken stängdes';
    await samplats.keepsAreaOf(place);
    await samplats.writeReport(place, text);
    await city.kill();
    await samplats.sendReport();
    await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
    await helper.page.close();

    const again = inTab(await context.newPage());
    await again.open(`/?view=list&at=15/${place.position.lat}/${place.position.lon}`);
    await expect(again.helper.text(/^Utan nät\. Det som visas är från/)).toBeVisible();
    await expect(again.helper.text('I utkorgen: 1')).toBeVisible();
    await expect(again.rows().filter({ hasText: place.name })).toBeVisible();
    await again.openPlace(place);
    await expect(again.helper.text('Den här delen av kartan finns inte sparad')).toBeHidden();
    await again.writeReport(place, 'Skriven utan nät');
    await again.sendReport();
    await expect(again.helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
    // Ten kilometres away the phone knows of nothing, and does not say that there is nothing.
    const { lon, lat } = place.position;
    await again.reportAt({ ...place, position: { lon, lat: lat + 0.09 } });
    await expect(again.helper.text(/Kunde inte se vad som redan är känt här/)).toBeVisible();
    await again.openQueue();
    await expect(again.inQueue(text)).toContainText('Väntar');
    await expect(again.inQueue('Skriven utan nät')).toContainText('Väntar');
    await city.start();
    await expect(again.helper.page.getByText('Framme', { exact: true })).toHaveCount(2, { timeout: 30_000 });
    expect(await again.arrived(text)).toHaveLength(1);
    expect(await again.arrived('Skriven utan nät')).toHaveLength(1);
    expect(again.helper.sins).toEqual([]);
  });

  test('two tabs and several reports: each arrives once', async ({ samplats, helper, context }) => {
    const texts = ['Första av tre', 'Andra av tre', 'Tredje av tre'];
    const other = inTab(await context.newPage());
    await other.openQueue();
    await samplats.keepsAreaOf(place);
    await samplats.writeReport(place, texts[0] ?? '');
    await city.kill();
    await samplats.sendReport();
    for (const text of texts.slice(1)) {
      await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
      await samplats.writeReport(place, text);
      await samplats.sendReport();
    }
    for (const text of texts) await expect(other.inQueue(text)).toContainText('Väntar');
    await city.start();
    await expect(other.helper.page.getByText('Framme', { exact: true })).toHaveCount(3, { timeout: 30_000 });
    for (const text of texts) expect(await samplats.arrived(text)).toHaveLength(1);
    expect(other.helper.sins).toEqual([]);
  });
});

test('a log-in that ran out meanwhile is asked for again, and then the queue is sent', async ({ samplats, helper }) => {
  const text = 'Inloggningen tog slut';
  await samplats.writeReport(place, text);
  await city.kill();
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  await helper.page.context().clearCookies();
  await city.start();
  await expect(helper.text(/Du har loggats ut/)).toBeVisible({ timeout: 30_000 });
  await expect(helper.text(/Rapporter i utkorgen på den här enheten: 1/)).toBeVisible();
  expect(await helper.onTheDisk('kept')).toEqual([]);
  await samplats.enter('reporter');
  await samplats.open();
  await expect.poll(async () => (await samplats.arrived(text)).length).toBe(1);
  await samplats.openQueue();
  await expect(samplats.inQueue('Framme')).toBeVisible();
});

test('a server killed after it took the report and before it said so doubles nothing', async ({ samplats, helper }) => {
  const text = 'Svaret kom bort';
  await samplats.writeReport(place, text);
  await helper.page.route(
    /\/api\/reports$/,
    async (route) => {
      await route.fetch(); // the server takes it
      await city.kill(); // and is gone before the phone hears of it
      await route.abort();
    },
    { times: 1 },
  );
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  await samplats.openQueue();
  await expect(samplats.inQueue(text)).toContainText('Den kan redan ha kommit fram');
  await expect(samplats.inQueue(text).getByRole('button', { name: 'Ändra' })).toBeHidden();
  await city.start();
  await expect(samplats.inQueue('Framme')).toBeVisible({ timeout: 30_000 });
  expect(await samplats.arrived(text)).toHaveLength(1);
});

test('a report that the server refuses is parked with its reason, and goes without the text in one tap', async ({
  samplats,
  helper,
}) => {
  const text = 'En text som servern inte vill ha';
  const written = helper.page.waitForRequest(/\/api\/reports$/);
  // The guard on the phone lets nothing through that the server stops: here the text is changed on the way.
  await helper.page.route(/\/api\/reports$/, (route) => {
    const body = route.request().postDataJSON() as { text?: string };
    return route.continue({ postData: JSON.stringify(body.text ? { ...body, text: 'Ring 070-174 06 35' } : body) });
  });
  await samplats.writeReport(place, text);
  await samplats.sendReport();
  await expect(helper.heading('Rapporten togs inte emot')).toBeVisible();
  const { observed_at } = (await written).postDataJSON() as { observed_at: string };
  await samplats.openQueue();
  await expect(samplats.inQueue(text)).toContainText('ser ut som ett telefonnummer');
  expect(await helper.accessibilityFaults()).toEqual([]);
  const before = await samplats.mine();
  await samplats.inQueue(text).getByRole('button', { name: 'Skicka utan texten' }).click();
  await expect(samplats.inQueue('Framme')).toBeVisible();
  const added = (await samplats.mine()).filter(({ id }) => !before.some((one) => one.id === id));
  expect(added.map((report) => [report.text, Date.parse(report.observed_at ?? '')])).toEqual([
    [undefined, Date.parse(observed_at)],
  ]);
});

test('what was refused can be written anew from the queue, and its time stays', async ({ samplats, helper }) => {
  await helper.page.route(
    /\/api\/reports$/,
    (route) =>
      route.continue({ postData: JSON.stringify({ ...route.request().postDataJSON(), text: 'abc@example.com' }) }),
    { times: 1 },
  );
  await samplats.writeReport(place, 'Första försöket');
  await samplats.sendReport();
  await helper.button('Ändra').click();
  await helper.field(/Beskriv platsen/).fill('Andra försöket');
  await samplats.sendReport();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  expect(await samplats.arrived('Första försöket')).toEqual([]);
  expect(await samplats.arrived('Andra försöket')).toHaveLength(1);
});

test('a waiting report that is being written anew is held back, and what was written outlasts the tab', async ({
  samplats,
  helper,
  context,
}) => {
  await samplats.writeReport(place, 'Före ändringen');
  await city.kill();
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  await helper.button('Ändra').click();
  await helper.field(/Beskriv platsen/).fill('Efter ändringen');
  await expect(helper.field(/Beskriv platsen/)).toHaveAttribute('aria-busy', 'false');
  await city.start();
  // Another report shows that the queue is being sent.
  const other = inTab(await context.newPage());
  await other.writeReport(place, 'En annan rapport');
  await other.sendReport();
  await expect(other.helper.heading('Tack, rapporten är framme')).toBeVisible();
  expect(await samplats.arrived('Före ändringen')).toEqual([]);
  await helper.page.close();

  await other.openQueue();
  await expect(other.inQueue('Efter ändringen')).toContainText('Den skickas inte förrän du skickar eller ångrar');
  expect(await other.helper.accessibilityFaults()).toEqual([]);
  await other.helper.button('Ändra').click();
  await expect(other.helper.field(/Beskriv platsen/)).toHaveValue('Efter ändringen');
  await other.helper.page.reload();
  await expect(other.helper.field(/Beskriv platsen/)).toHaveValue('Efter ändringen');
  await other.sendReport();
  await expect(other.helper.heading('Tack, rapporten är framme')).toBeVisible();
  expect(await other.arrived('Före ändringen')).toEqual([]);
  expect(await other.arrived('Efter ändringen')).toHaveLength(1);
});

test('a report that somebody only looked at is not held back by a page that is gone', async ({
  samplats,
  helper,
  context,
}) => {
  const text = 'Bara öppnad';
  await samplats.writeReport(place, text);
  await city.kill();
  await samplats.sendReport();
  await helper.button('Ändra').click();
  await expect(helper.field(/Beskriv platsen/)).toHaveValue(text);
  await helper.page.close();
  await city.start();
  const again = inTab(await context.newPage());
  await again.openQueue();
  await expect(again.inQueue('Framme')).toBeVisible({ timeout: 30_000 });
  expect(await again.arrived(text)).toHaveLength(1);
});

test('what is written in the place of a report that has gone meanwhile stays, and says so', async ({
  samplats,
  helper,
  context,
}) => {
  await samplats.writeReport(place, 'Den gamla texten');
  await city.kill();
  await samplats.sendReport();
  await helper.button('Ändra').click();
  await helper.field(/Beskriv platsen/).fill('Halvvägs');
  await expect(helper.field(/Beskriv platsen/)).toHaveAttribute('aria-busy', 'false');
  const other = inTab(await context.newPage());
  await other.openQueue();
  await other.helper.button('Ångra ändringen').click();
  await expect(other.inQueue('Den gamla texten')).not.toContainText('Du ändrar rapporten');
  await city.start();
  await expect(other.inQueue('Framme')).toBeVisible({ timeout: 30_000 });
  await helper.field(/Beskriv platsen/).fill('Den nya texten');
  await expect(helper.text(/är redan skickad eller borttagen/)).toBeVisible();
  await expect(helper.field(/Beskriv platsen/)).toHaveValue('Den nya texten');
  await expect(helper.field(/Beskriv platsen/)).toHaveAttribute('aria-busy', 'false');
  await helper.page.reload();
  await expect(helper.field(/Beskriv platsen/)).toHaveValue('Den nya texten');
});

test('nothing of the queue can be read on the disk, or by another log-in, and it keeps from logging out', async ({
  samplats,
  helper,
}) => {
  const text = 'Bara för den som skrev';
  await samplats.writeReport(place, text);
  await city.kill();
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  const rows = await helper.onTheDisk('outbox');
  expect(rows).toHaveLength(1);
  expect(rows.filter(({ bytes, account }) => bytes.includes('Bara') || account.includes('parklag'))).toEqual([]);

  await samplats.open();
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await expect(helper.page.getByRole('button', { name: 'Logga ut' })).toHaveAttribute('aria-disabled', 'true');

  await helper.page.context().clearCookies();
  await city.start();
  await samplats.enter('coordinator');
  await samplats.openQueue();
  await expect(helper.text('Utkorgen är tom. Alla rapporter är framme.')).toBeVisible();
  expect(await helper.onTheDisk('outbox')).toHaveLength(1);

  await helper.page.context().clearCookies();
  await samplats.enter('reporter');
  await samplats.open();
  await expect.poll(async () => (await samplats.arrived(text)).length).toBe(1);
  await expect.poll(() => helper.onTheDisk('outbox')).toEqual([]);
  await samplats.open();
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await helper.page.getByRole('button', { name: 'Logga ut' }).click();
  await expect(helper.heading('Logga in')).toBeVisible();
  expect((await helper.onTheDisk('kept')).filter(({ account }) => account === rows[0]?.account)).toEqual([]);
});

test('the queue passes the checker, is worked by keyboard, and fits 320 pixels', async ({ samplats, helper }) => {
  await helper.page.setViewportSize({ width: 320, height: 640 });
  const text = 'Tangentbordet';
  await samplats.writeReport(place, text);
  await city.kill();
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  expect(['receipt', await helper.faultsByDayAndNight(), await helper.overflow()]).toEqual(['receipt', [], 0]);
  await samplats.open('/?view=list');
  await expect(helper.page.getByRole('link', { name: 'Visa utkorgen' })).toBeVisible();
  expect(['bar', await helper.faultsByDayAndNight(), await helper.overflow()]).toEqual(['bar', [], 0]);
  await samplats.openQueue();
  const remove = samplats.inQueue(text).getByRole('button', { name: 'Ta bort' });
  await remove.focus();
  await helper.page.keyboard.press('Enter');
  await expect(helper.text(/Ta bort rapporten\?/)).toBeFocused();
  expect(['queue', await helper.faultsByDayAndNight(), await helper.overflow()]).toEqual(['queue', [], 0]);
  // Who thinks again is where they were.
  await samplats.inQueue(text).getByRole('button', { name: 'Avbryt' }).press('Enter');
  await expect(remove).toBeFocused();
  await helper.page.keyboard.press('Enter');
  await expect(helper.text(/Ta bort rapporten\?/)).toBeFocused();
  await helper.page.keyboard.press('Tab');
  await expect(remove).toBeFocused();
  await helper.page.keyboard.press('Enter');
  await expect(helper.text('Utkorgen är tom. Alla rapporter är framme.')).toBeVisible();
  await city.start();
  expect(await samplats.arrived(text)).toEqual([]);
});

test('photos wait sealed with their report, and arrive once after it, whatever becomes of the tab', async ({
  samplats,
  helper,
  context,
}) => {
  const text = 'Foton utan nät';
  await samplats.writeReport(place, text);
  await samplats.choosePhoto();
  await helper.button('Använd fotot').click();
  await expect(helper.page.getByRole('img', { name: 'Foto 1' })).toBeVisible();
  const kept = (await helper.onTheDisk('draft')).filter(({ id }) => id.startsWith('photo:'));
  expect(kept).toHaveLength(1);
  expect(kept[0]?.bytes).not.toContain('JFIF');
  await city.kill();
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  await samplats.openQueue();
  await expect(samplats.inQueue(text)).toContainText('Foton kvar att skicka: 1');
  await helper.page.close();

  const again = inTab(await context.newPage());
  // The answer to the photo is lost once: it is sent again under its key.
  await again.helper.page.route(
    /\/api\/photos\?/,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await again.open('/?view=outbox');
  await expect(again.inQueue(text)).toContainText('Väntar');
  await city.start();
  await expect(again.inQueue('Framme')).toBeVisible({ timeout: 60_000 });
  const [report] = await again.arrived(text);
  expect(await again.photosOf(report?.id ?? '')).toHaveLength(1);
  expect((await again.helper.onTheDisk('draft')).filter(({ id }) => id !== 'answers')).toEqual([]);
  expect(again.helper.sins).toEqual([]);
});

test('an ended walk is sent by the service worker, with no page open', async ({ samplats, helper, context }) => {
  const walks = async () => {
    const answer = await context.request.get(`${city.url}/api/walks?limit=1000`);
    return ((await answer.json()) as { items: unknown[] }).items.length;
  };
  const before = await walks();
  await samplats.open('/?view=rounds');
  await helper
    .button(/^Gå ronden/)
    .first()
    .click();
  await expect(helper.text(/^Stopp 1 av/)).toBeVisible();
  await helper.button('Inget syns').click();
  await city.kill();
  await helper.button('Avsluta ronden').click();
  await helper.button('Avsluta ronden').click();
  await expect(helper.text('Avslutade ronder som väntar på att skickas från telefonen: 1.')).toBeVisible();
  await helper.page.close();
  await city.start();
  expect(await walks()).toBe(before);

  await new Helper(await context.newPage()).wakeWorker(city.url, 'samplats-outbox');
  await expect.poll(walks, { timeout: 30_000 }).toBe(before + 1);

  const again = inTab(await context.newPage());
  await again.open('/?view=rounds');
  await expect(again.helper.button(/^Gå ronden/).first()).toBeVisible();
  await expect(again.helper.text(/Avslutade ronder som väntar/)).toHaveCount(0);
});

test('a phone whose clock lags says by the service worker too when it was seen', async ({
  samplats,
  helper,
  context,
}) => {
  const text = 'Klockan går efter';
  const lagMs = -7_200_000;
  await helper.shiftClock(lagMs);
  await samplats.writeReport(place, text);
  await city.kill();
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  await helper.page.close();
  await city.start();
  const woken = new Helper(await context.newPage());
  await woken.shiftClockOfWorker(lagMs);
  await woken.wakeWorker(city.url, 'samplats-outbox');
  const reported = async () => {
    const answer = await context.request.get(`${city.url}/api/me/reports?limit=1000`);
    return ((await answer.json()) as { items: ApiReport[] }).items.find((report) => report.text === text);
  };
  await expect.poll(reported, { timeout: 30_000 }).toBeDefined();
  const seen = Date.parse((await reported())?.observed_at ?? '');
  expect(Math.abs(seen - Date.now())).toBeLessThan(180_000);
});
