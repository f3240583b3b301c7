import { expect, test, type ApiPlace } from './driver';

test.use({ drawsMap: false });

test.describe('with the map', () => {
  test.use({ drawsMap: true });
  test('the neighbours of a place and who manages them are a list, and asked for at once for the map', async ({
    samplats,
    helper,
  }) => {
    await samplats.enter('coordinator');
    const isBesideSite = (one: ApiPlace) => one.parties?.some(({ why }) => why === 'manager') ?? false;
    const place = await samplats.anyPlace((one) => one.level === 'full' && isBesideSite(one));
    const asked = helper.page.waitForResponse((answer) => answer.url().includes(`/api/places/${place.id}/neighbours`));
    await samplats.openPlace(place);
    type Site = { name: string; manager: { name: string } | null };
    const { items } = (await (await asked).json()) as { items: Site[] };
    await helper.page.getByRole('main').getByText('Grannar', { exact: true }).click();
    for (const { name, manager } of items) {
      const row = helper.page.getByRole('listitem').filter({ hasText: name }).first();
      await expect(row).toContainText(manager ? `Förvaltare: ${manager.name}` : 'Förvaltare saknas');
    }
    expect(items.length).toBeGreaterThan(0);
    expect(await helper.accessibilityFaults()).toEqual([]);
  });
  test('on a small screen the map comes up above a place, and above a report, and goes again', async ({
    samplats,
    helper,
  }) => {
    await helper.page.setViewportSize({ width: 320, height: 640 });
    await samplats.enter('coordinator');
    const place = await samplats.anyPlace((one) => one.level === 'full' && one.status === 'active');
    const report = await samplats.somebodyReports();
    const map = helper.page.locator('canvas');
    for (const address of [`/?view=place&id=${place.id}`, `/?view=one_report&id=${report}`]) {
      await samplats.open(address);
      await helper.button('Visa på kartan').click();
      await expect(helper.button('Dölj kartan')).toBeVisible();
      // The map is what lies in the middle of the upper part of the screen.
      await expect
        .poll(() => map.evaluate((canvas) => canvas === document.elementFromPoint(innerWidth / 2, innerHeight / 4)))
        .toBe(true);
      expect([address, await helper.overflow(), await helper.accessibilityFaults()]).toEqual([address, 0, []]);
      await helper.button('Dölj kartan').click();
      await expect
        .poll(() => map.evaluate((canvas) => canvas === document.elementFromPoint(innerWidth / 2, innerHeight / 4)))
        .toBe(false);
    }
  });
});

test('reports that wait to be assessed are one duty, which leads to them', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.somebodyReports();
  await samplats.somebodyReports();
  await samplats.open('/?view=duties');
  const line = helper.page.getByRole('main').getByRole('link', { name: /^Bedöm \d+ rapporter/ });
  await expect(line.first()).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await line.first().click();
  await expect(helper.heading('Väntande rapporter')).toBeVisible();
});

test('filters say what they let through, and give way to the list', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.openList();
  const opener = helper.button(/^(Filter|\d+ filter)$/);
  await opener.click();
  await helper.page.getByRole('checkbox', { name: 'Delad', exact: true }).check();
  await expect(helper.page.locator('#filters')).toContainText(/Platser: \d+ · Rapporter: 0/);
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Visa listan').click();
  await expect(helper.page.locator('#filters')).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('a server that does not answer is no empty page, and a place that a decision has erased says so', async ({
  samplats,
  helper,
}) => {
  const line = await helper.breakLine(/\/api\/me$/);
  await samplats.open();
  await expect(helper.page.getByRole('alert')).toHaveText(/Servern svarade inte/);
  await expect(helper.page.getByRole('main')).toContainText('Samplats');
  expect(await helper.accessibilityFaults()).toEqual([]);
  await line.mend();
  await helper.button('Försök igen').click();
  await expect(helper.heading('Logga in')).toBeVisible();

  await samplats.enter('coordinator');
  const place = await samplats.anyPlace((one) => one.level === 'full');
  const body = JSON.stringify({ type: '/problems/erased', title: 'Erased', status: 410 });
  await helper.page.route(`**/api/places/${place.id}`, (route) =>
    route.fulfill({ status: 410, contentType: 'application/problem+json', body }),
  );
  await samplats.open(`/?view=place&id=${place.id}`);
  await expect(helper.page.getByRole('alert')).toHaveText(/gallrat på ett beslut/);
  await expect(helper.button('Försök igen')).toHaveCount(0);
  expect(await helper.accessibilityFaults()).toEqual([]);
});
