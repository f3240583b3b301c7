import { dayBefore, momentInStockholm, todayInStockholm } from '../src/state/days';
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
  // What each row is, without how long ago it was seen: that goes on while the page loads.
  const shown = async () => (await samplats.rows().allTextContents()).map((text) => text.replace(/ Sett .*/, ''));
  const filtered = await shown();
  await helper.page.reload();
  await expect.poll(shown).toEqual(filtered);
});

test('a long list gets whole, and says how long it is', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.openList();
  const told = await helper.text(/^Platser: .* · Rapporter: /).textContent();
  const [places, reports] = [...(told ?? '').matchAll(/\d+/g)].map(Number);
  const all = (places ?? 0) + (reports ?? 0);
  expect(all).toBeGreaterThan(20); // more than come at once
  await expect(samplats.rows()).toHaveCount(all);
});

test('what the legend hides on the map is not in the list either', async ({ samplats, helper }) => {
  await samplats.enterMap('coordinator');
  await helper.page.getByRole('button', { name: 'Teckenförklaring' }).click();
  await helper.page.getByRole('checkbox', { name: 'Rapporter', exact: true }).uncheck();
  await expect(helper.page).toHaveURL(/show=places/);
  // On a phone the list lies behind the map.
  await expect(helper.text(/^Platser: .* · Rapporter: 0$/).first()).toBeAttached();
});

test('beside the places without a permanent coordinator the legend says what the map shows', async ({
  samplats,
  helper,
}) => {
  test.skip(test.info().project.name === 'phone', 'the page covers the map');
  await samplats.enter('coordinator');
  await samplats.open('/?view=unsettled&show=reports');
  await helper.page.getByRole('button', { name: 'Teckenförklaring' }).click();
  const kind = (name: string) => helper.page.getByRole('checkbox', { name, exact: true });
  await expect(kind('Platser')).toBeChecked();
  await expect(kind('Rapporter')).not.toBeChecked();
  await expect(kind('Platser')).toBeDisabled();
  await expect(kind('Rapporter')).toBeDisabled();
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

test('the time of day narrows list, map and address, and a vague time is not taken for an exact one', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.anyPlace((one) => one.status === 'active' && one.level === 'full');
  const yesterday = dayBefore(todayInStockholm());
  const at = (hour: number) => ({ observed_at: momentInStockholm(yesterday, hour).toISOString() });
  const within = (hours: number) => ({ observed_precision: 'hours', observed_hours: hours });
  const exact = await samplats.somebodySaw(place, at(20));
  const evening = await samplats.somebodySaw(place, { ...at(17), ...within(5) });
  const late = await samplats.somebodySaw(place, { ...at(20), ...within(4) });
  const { lon, lat } = place.position;
  await samplats.openList(`&at=17/${lat}/${lon}`);
  await expect.poll(() => samplats.listedReports()).toEqual(expect.arrayContaining([exact, evening, late]));

  await helper.button('Filter').click();
  const drawn = helper.page.waitForRequest(/collections\/reports\/tiles.*hours=17-22/);
  await helper.page.getByRole('checkbox', { name: 'Kväll 17–22' }).check();
  await expect(helper.page).toHaveURL(/hours=17-22/);
  await expect.poll(() => samplats.listedReports()).not.toContain(late);
  expect(await samplats.listedReports()).toEqual(expect.arrayContaining([exact, evening]));
  await expect(samplats.rows()).toHaveCount((await samplats.listedReports()).length);
  await drawn;
  // The only files that are offered are of what is shown.
  const files = helper.page.getByRole('link', { name: 'CSV' });
  await expect(files).toHaveAttribute('href', /exports\/reports\?.*hours=17-22/);
  await helper.page.getByRole('checkbox', { name: 'Natt 22–06' }).check();
  await expect(helper.page).toHaveURL(/hours=17-22,22-6/);
  await expect.poll(() => samplats.listedReports()).toContain(late);
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);

  await helper.button('Sparade vyer').click();
  await helper.field('Namn på vyn').fill('Kväll och natt');
  await helper.button('Spara vyn').click();
  await helper.button('Rensa').click();
  await expect(helper.page).not.toHaveURL(/hours=/);
  await helper.page.reload();
  await helper.button('Sparade vyer').click();
  await helper.button(/^Kväll och natt/).click();
  await expect(helper.page).toHaveURL(/hours=17-22,22-6/);
  await helper.field('Namn på vyn').fill('Samma igen');
  await helper.button('Spara vyn').click();
  for (const name of ['Kväll och natt', 'Samma igen']) {
    await helper.button(new RegExp(`^Ta bort ${name}$`)).click();
    await expect(helper.button(`Ångra: Ta bort ${name}`)).toBeFocused();
  }
});
