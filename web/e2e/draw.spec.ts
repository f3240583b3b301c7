import type { Page } from '@playwright/test';
import { expect, test } from './driver';

const metre = 1 / 111_320;

test('an area is drawn by coordinates alone, saved, and taken back', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Gården bakom kiosken', 60);
  const { lon, lat } = place.position;
  await samplats.openExtent(place);
  // The page was loaded, and nothing in it pressed.
  await expect(helper.heading('Ändra utbredning')).not.toBeFocused();
  await helper.page.getByRole('radio', { name: 'Ett område' }).check();
  await helper.page.getByRole('checkbox', { name: 'Fäst vid fastigheter och områden' }).uncheck();
  await samplats.putCornerAt({ lon, lat });
  await helper.button('Spara').click();
  await expect(helper.page.getByRole('alert').filter({ hasText: 'minst tre hörn' })).toBeVisible();
  await samplats.putCornerAt({ lon: lon + 60 * metre, lat });
  await samplats.putCornerAt({ lon, lat: lat + 30 * metre });
  await expect(helper.page.getByRole('status').filter({ hasText: /3 hörn, ungefär \d+ m²/ })).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
  expect((await samplats.geometryOf(place)).type).toBe('Polygon');
  await helper.page.getByRole('status').getByRole('button', { name: 'Ångra' }).click();
  await expect(helper.text('Ändringen är ångrad.')).toBeVisible();
  expect((await samplats.geometryOf(place)).type).toBe('Point');
});

/** Spots of the map, as parts of its width and height. */
async function spotsOf(page: Page) {
  const box = await page.locator('canvas').boundingBox();
  if (!box) throw new Error('there is no map');
  return (x: number, y: number) => ({ x: box.x + box.width * x, y: box.y + box.height * y });
}

test('corners are put in and drawn along on the map, and every step is taken back', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Parkeringen', 70);
  await samplats.openExtent(place);
  await helper.page.getByRole('radio', { name: 'Ett område' }).check();
  await helper.page.getByRole('checkbox', { name: 'Fäst vid fastigheter och områden' }).uncheck();
  const spot = await spotsOf(helper.page);
  const click = async (x: number, y: number) => helper.page.mouse.click(spot(x, y).x, spot(x, y).y);
  await click(0.35, 0.35);
  await click(0.65, 0.35);
  await click(0.65, 0.65);
  await click(0.35, 0.65);
  await expect(helper.page.getByRole('status').filter({ hasText: /^\s*4 hörn/ })).toBeVisible();
  await helper.text('Hörnen som lista').click();
  await expect(samplats.corners()).toHaveCount(4);
  const before = await samplats.corners().nth(2).textContent();
  const [from, to] = [spot(0.65, 0.65), spot(0.75, 0.75)];
  await helper.page.mouse.move(from.x, from.y);
  await helper.page.mouse.down();
  await helper.page.mouse.move(to.x, to.y, { steps: 5 });
  await helper.page.mouse.up();
  await expect(samplats.corners().nth(2)).not.toHaveText(before ?? '');
  await helper.button('Ångra steg').click();
  await expect(samplats.corners().nth(2)).toHaveText(before ?? '');
  await helper.button('Gör om steg').click();
  await expect(samplats.corners().nth(2)).not.toHaveText(before ?? '');
  await helper.page.keyboard.press('Control+z');
  await helper.page.keyboard.press('Control+z');
  await expect(samplats.corners()).toHaveCount(3);
});

test('what is drawn stays where it is let go of, out over the panel and when the map gets other colours', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Backen', 72);
  await samplats.openExtent(place);
  await helper.page.getByRole('radio', { name: 'Ett område' }).check();
  await helper.page.getByRole('checkbox', { name: 'Fäst vid fastigheter och områden' }).uncheck();
  const spot = await spotsOf(helper.page);
  const { mouse } = helper.page;
  for (const { x, y } of [spot(0.35, 0.35), spot(0.65, 0.35), spot(0.5, 0.65)]) await mouse.click(x, y);
  await helper.text('Hörnen som lista').click();
  await expect(samplats.corners()).toHaveCount(3);
  const first = samplats.corners().first();
  const panel = await helper.heading('Ändra utbredning').boundingBox();
  if (!panel) throw new Error('there is no panel');
  const drag = async (from: { x: number; y: number }, to: { x: number; y: number }) => {
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(to.x, to.y, { steps: 4 });
    await mouse.up();
  };
  const start = (await first.textContent()) ?? '';
  await drag(spot(0.35, 0.35), { x: panel.x + panel.width / 2, y: panel.y + panel.height / 2 });
  await expect(first).not.toHaveText(start);
  const there = (await first.textContent()) ?? '';
  await mouse.move(spot(0.5, 0.5).x, spot(0.5, 0.5).y, { steps: 4 });
  await expect(first).toHaveText(there);
  // The map is given another style, under what is drawn.
  await helper.page.emulateMedia({ colorScheme: 'dark' });
  const second = samplats.corners().nth(1);
  const before = (await second.textContent()) ?? '';
  await drag(spot(0.65, 0.35), spot(0.7, 0.45));
  await expect(second).not.toHaveText(before);
  const { x, y } = spot(0.7, 0.45);
  await mouse.click(x, y, { button: 'right' });
  await expect(samplats.corners()).toHaveCount(2);
});

test('a finger puts corners in and draws them along, and the map stays where it is', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Dungen', 74);
  await samplats.openExtent(place);
  await helper.page.getByRole('radio', { name: 'Ett område' }).check();
  await helper.page.getByRole('checkbox', { name: 'Fäst vid fastigheter och områden' }).uncheck();
  const spot = await spotsOf(helper.page);
  const devices = await helper.page.context().newCDPSession(helper.page);
  await devices.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  const touch = async (...path: { x: number; y: number }[]) => {
    for (const [n, at] of path.entries()) {
      await devices.send('Input.dispatchTouchEvent', { type: n === 0 ? 'touchStart' : 'touchMove', touchPoints: [at] });
    }
    await devices.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  for (const at of [spot(0.35, 0.35), spot(0.65, 0.35), spot(0.5, 0.65)]) await touch(at);
  await helper.text('Hörnen som lista').click();
  await expect(samplats.corners()).toHaveCount(3);
  const [kept, moved] = [samplats.corners().first(), samplats.corners().nth(2)];
  const [there, before] = [await kept.textContent(), await moved.textContent()];
  const camera = new URL(helper.page.url()).searchParams.get('at');
  await touch(spot(0.5, 0.65), spot(0.52, 0.68), spot(0.56, 0.72), spot(0.6, 0.75));
  await expect(moved).not.toHaveText(before ?? '');
  await expect(kept).toHaveText(there ?? '');
  expect(new URL(helper.page.url()).searchParams.get('at')).toBe(camera);
  // Beside the corners a finger moves the map, as ever.
  await touch(spot(0.5, 0.5), spot(0.5, 0.45), spot(0.5, 0.4), spot(0.5, 0.3));
  await expect.poll(() => new URL(helper.page.url()).searchParams.get('at')).not.toBe(camera);
  await expect(samplats.corners()).toHaveCount(3);
});

test('sides that cross are said at once, and a corner is changed or taken out by keyboard', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Slänten', 80);
  const { lon, lat } = place.position;
  const at = (east: number, north: number) => ({ lon: lon + east * metre, lat: lat + north * metre });
  await samplats.openExtent(place);
  await helper.page.getByRole('radio', { name: 'Ett område' }).check();
  await helper.page.getByRole('checkbox', { name: 'Fäst vid fastigheter och områden' }).uncheck();
  for (const corner of [at(0, 0), at(60, 40), at(60, 0), at(0, 40)]) await samplats.putCornerAt(corner);
  await expect(
    helper.page.getByRole('alert').filter({ hasText: 'Sidan från hörn 3 korsar en annan sida.' }),
  ).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Spara').click();
  expect((await samplats.geometryOf(place)).type).toBe('Point');
  // The list has opened at what is wrong; the third corner is taken out by keyboard.
  await samplats.corners().nth(2).focus();
  await helper.page.keyboard.press('Enter');
  await helper.button('Ta bort hörnet').press('Enter');
  await expect(samplats.corners()).toHaveCount(3);
  await expect(samplats.corners().nth(2)).toBeFocused();
  await helper.page.keyboard.press('Enter');
  const row = helper.page.getByRole('region', { name: 'Yttersida' }); // fields are there for the chosen corner alone
  await row.getByRole('textbox', { name: 'Latitud' }).fill('nord');
  await helper.button('Flytta hit').press('Enter');
  await expect(helper.text(/Skriv talen i grader/)).toBeVisible();
  await row.getByRole('textbox', { name: 'Latitud' }).fill(String(lat + 50 * metre));
  await helper.button('Flytta hit').press('Enter');
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
});

test('what the server refuses stands at its corner', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Trekanten', 90);
  const { lon, lat } = place.position;
  await samplats.openExtent(place);
  await helper.page.getByRole('radio', { name: 'Ett område' }).check();
  await helper.page.getByRole('checkbox', { name: 'Fäst vid fastigheter och områden' }).uncheck();
  for (const corner of [
    { lon, lat },
    { lon: lon + 60 * metre, lat },
    { lon, lat: lat + 30 * metre },
  ]) {
    await samplats.putCornerAt(corner);
  }
  const errors = [{ pointer: '#/geometry/coordinates/0/1', code: 'geometry', detail: 'lies elsewhere' }];
  const body = { type: '/problems/invalid', title: 'x', status: 422, errors };
  await helper.page.route(/\/api\/places\/\w+$/, (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify(body) })
      : route.continue(),
  );
  await helper.button('Spara').click();
  await expect(samplats.corners().nth(1)).toHaveAccessibleDescription('Servern godtar inte hörnet.');
  expect(await helper.accessibilityFaults()).toEqual([]);
});

test('a corner snaps to the corner of a site', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Vid skolgården', 95);
  const { corner } = await samplats.aSiteCorner();
  await samplats.openExtent(place);
  await helper.page.getByRole('radio', { name: 'Ett område' }).check();
  await samplats.pointAt({ position: { lon: corner.lon, lat: corner.lat + 2 * metre } });
  // The sides of sites come when the map has come to rest there.
  await expect(async () => {
    if (await helper.button('Ångra steg').isEnabled()) await helper.button('Ångra steg').click();
    await helper.button('Lägg hörn vid krysset').click();
    await expect(helper.page.getByRole('status').filter({ hasText: 'fästes vid ett annat hörn' })).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await helper.text('Hörnen som lista').click();
  await expect(samplats.corners().first()).toContainText(corner.lat.toFixed(6).replace('.', ','));
});

test('an administrator draws a site anew, and takes it back', async ({ samplats, helper }) => {
  await samplats.enter('administrator');
  const { id, name } = await samplats.aSiteCorner();
  await samplats.open(`/?view=admin&page=sites&id=${id}`);
  await expect(helper.heading(name)).toBeVisible();
  await helper.button('Rita fastigheten').click();
  await helper.text('Hörnen som lista').click();
  const count = await samplats.corners().count();
  expect(count).toBeGreaterThan(3);
  await samplats.corners().first().click();
  await helper.button('Ta bort hörnet').click();
  await expect(samplats.corners()).toHaveCount(count - 1);
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
  await helper.page.getByRole('status').getByRole('button', { name: 'Ångra' }).click();
  await expect(helper.text('Ändringen är ångrad.')).toBeVisible();
  await helper.text('Hörnen som lista').click();
  await expect(samplats.corners()).toHaveCount(count);
});
