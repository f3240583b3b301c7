import { expect, test } from './driver';

test.use({ drawsMap: false });

test('places without a permanent coordinator stand by their clock, and the address says which', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('city');
  await samplats.open('/?view=unsettled');
  await expect(helper.heading('Utan fast samordnare')).toBeVisible();
  const rows = helper.page.getByRole('main').getByRole('listitem');
  await expect(rows.first()).toBeVisible();
  const all = await rows.count();
  const name = (await rows.first().locator('strong').textContent()) ?? '';
  const { items } = (await (
    await helper.page.request.get('/api/places?without_coordinator=true&limit=1000')
  ).json()) as {
    items: { name: string; district: { code: string; name: string }; coordination?: { deadline: string | null } }[];
  };
  expect(items.length).toBe(all);
  const clock = ({ coordination }: (typeof items)[number]) => Date.parse(coordination?.deadline ?? '9999-01-01');
  const first = items.filter((place) => clock(place) === Math.min(...items.map(clock)));
  expect(first.map((place) => place.name)).toContain(name);

  const district = items[0]?.district ?? { code: '', name: '' };
  await helper.field('Stadsdelsområde').selectOption(district.name);
  await expect(helper.page).toHaveURL(new RegExp(`district=${district.code}`));
  await expect.poll(() => rows.count()).toBe(items.filter((one) => one.district.code === district.code).length);
  await helper.page.reload();
  await expect(helper.field('Stadsdelsområde')).toHaveValue(district.code);
  expect(await helper.accessibilityFaults()).toEqual([]);
});

test('sites are found, grouped, and gone through by keyboard', async ({ samplats, helper }) => {
  await samplats.enter('company');
  await samplats.open('/?view=sites');
  const count = helper.text(/^\d+ av \d+ fastigheter$/);
  await expect(count).toBeVisible();
  await helper.field('Gruppera efter').selectOption('Stadsdelsområde');
  const district = await samplats.aDistrict();
  await expect(helper.page.locator('summary').first()).toBeVisible();
  await helper.page.locator('summary').first().focus();
  await helper.page.keyboard.press('ArrowDown');
  await expect(helper.page.locator('.site a').first()).toBeFocused();
  const before = await count.textContent();
  await helper.field('Sök fastighet').fill('förskolan');
  await expect(count).not.toHaveText(before ?? '');
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(district.name).not.toBe('');
});

test('a whole category and what concerns children narrow map and list, and the view is kept under a name', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('city');
  await samplats.openList('&show=places');
  const all = await samplats.rows().count();
  await helper.button('Filter').click();
  await helper.page.getByRole('checkbox', { name: /Hela kategorin\s+Miljö/ }).check();
  await helper.page.getByRole('checkbox', { name: /Hela kategorin\s+Brand/ }).check();
  await expect(helper.page).toHaveURL(/type=dumped_waste,dangerous_substance,arson,fire_risk/);
  await expect.poll(() => samplats.rows().count()).toBeLessThan(all);
  await expect.poll(() => samplats.rows().count()).toBeGreaterThan(0);
  await helper.page.getByRole('checkbox', { name: 'Berör barn' }).check();
  await expect(helper.page).toHaveURL(/children=yes/);

  await helper.button('Sparade vyer').click();
  await helper.field('Namn på vyn').fill('Brand och miljö');
  await helper.button('Spara vyn').click();
  const kept = new URL(helper.page.url()).searchParams.get('type');
  await helper.button('Rensa').click();
  await expect(helper.page).not.toHaveURL(/type=/);
  await helper.page.reload();
  await helper.button('Sparade vyer').click();
  await helper.button(/^Brand och miljö/).click();
  expect(new URL(helper.page.url()).searchParams.get('type')).toBe(kept);
  await expect(helper.page).toHaveURL(/children=yes/);
});
