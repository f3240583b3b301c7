import { expect, test } from './driver';

test('the list shows what the filters of the map let through, and the address carries them', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  await samplats.openList();
  const all = await samplats.rows().count();
  await helper.button('Filter').click();
  await helper.page.getByRole('checkbox', { name: 'Aktiv' }).check();
  await expect.poll(() => samplats.rows().count()).toBeLessThan(all);
  await expect(helper.page).toHaveURL(/status=active/);
  const filtered = await samplats.rows().allTextContents();
  await helper.page.reload();
  await expect.poll(() => samplats.rows().allTextContents()).toEqual(filtered);
});

test('what somebody else reports shows without a reload', async ({ samplats }) => {
  await samplats.enter('coordinator');
  await samplats.openList('&show=reports');
  const newest = samplats.rows().first();
  const before = await newest.getAttribute('href');
  await samplats.somebodyReports();
  await expect(newest).not.toHaveAttribute('href', before ?? '');
});

test('a row opens its place by keyboard', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.openList('&show=places');
  const first = samplats.rows().first();
  const name = await first.locator('strong').textContent();
  await first.focus();
  await helper.page.keyboard.press('Enter');
  await expect(helper.heading(name ?? '')).toBeFocused();
});
