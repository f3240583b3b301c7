import { expect, own, test } from './driver';

test.use({ drawsMap: false });

test('where no map can be drawn one reports by coordinates all the same', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  const place = await samplats.anyPlace((one) => one.status === 'active');
  const text = own('Glas utan karta');
  await samplats.open('/?view=report');
  await expect(helper.text(/^Kartan kunde inte ritas/)).toBeVisible();
  // Nobody reports by mistake what lies under a cross that nobody sees.
  await expect(helper.button('Här är det')).toBeDisabled();
  await samplats.pointAt(place);
  await helper.button('Här är det').click();
  await helper.button('Är kvar').first().click();
  await helper.field(/Beskriv platsen/).fill(text);
  await samplats.sendReport();
  await expect.poll(() => samplats.arrived(text)).toHaveLength(1);
});

test('where no map can be drawn the list shows what one has gone to', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.anyPlace((one) => one.status === 'active');
  const { lon, lat } = place.position;
  await samplats.openList('&show=places');
  const all = await samplats.rows().count();
  await samplats.openList(`&show=places&at=17/${lat}/${lon}`);
  await expect(samplats.rows().filter({ hasText: place.name }).first()).toBeVisible();
  expect(await samplats.rows().count()).toBeLessThan(all);
  await samplats.open(`/?at=17/${lat}/${lon}`);
  await expect(helper.text(/^Kartan kunde inte ritas/)).toBeVisible();
  await helper.page.getByRole('button', { name: 'Zooma ut' }).click();
  await expect(helper.page).toHaveURL(/at=16\.00\//);
  await helper.page.getByRole('button', { name: 'Visa hela staden' }).click();
  await expect(helper.page).toHaveURL(/at=(9|1[0-2])\.\d\d\//);
  expect(await helper.accessibilityFaults()).toEqual([]);
});
