import { expect, test } from './driver';

test('an address says where a report is, and nothing has to be drawn', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  const { name, position } = await samplats.anAddress('al');
  await samplats.open('/?view=report');
  const search = helper.page.getByRole('main').getByRole('searchbox', { name: 'Adress eller fastighet' });
  await search.fill(name.toLowerCase());
  await expect(helper.page.getByRole('status').filter({ hasText: 'träffar' })).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await search.press('ArrowDown');
  await expect(helper.button(new RegExp(`^${name}`)).first()).toBeFocused();
  await helper.page.keyboard.press('Enter');
  await expect(helper.page).toHaveURL(new RegExp(`at=17.00/${position.lat.toFixed(5)}/${position.lon.toFixed(5)}`));
  await expect(search).toHaveValue(name);
  await helper.button('Här är det').click();
  await expect(search).toHaveCount(0);
});

test('what is not found is said, and a broken line too', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  await samplats.open('/?view=report');
  const search = helper.page.getByRole('main').getByRole('searchbox', { name: 'Adress eller fastighet' });
  await search.fill('zzzz ingenstans');
  await expect(helper.text('Ingen adress eller fastighet hittades.')).toBeVisible();
  const line = await helper.breakLine(/\/api\/addresses/);
  await search.fill('al');
  await expect(helper.page.getByRole('alert').first()).toBeVisible();
  await line.mend();
});

test('the map of a desk has a search of its own, and a small screen leaves it to its panels', async ({
  samplats,
  helper,
}) => {
  await samplats.enterMap('coordinator');
  const { name, position } = await samplats.anAddress('al');
  const search = helper.page.getByRole('searchbox', { name: 'Adress eller fastighet' });
  const isDesk = (helper.page.viewportSize()?.width ?? 0) >= 1000;
  if (!isDesk) {
    await expect(search).toBeHidden();
    return;
  }
  await search.fill(name);
  await expect(helper.page.getByRole('status').filter({ hasText: 'träffar' })).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await search.press('Enter');
  await expect(helper.page).toHaveURL(new RegExp(`at=17.00/${position.lat.toFixed(5)}/${position.lon.toFixed(5)}`));
});
