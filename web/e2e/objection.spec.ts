import { expect, test } from './driver';

test.use({ drawsMap: false });

test('a party objects to a place that was dismissed, and the district stands by it', async ({ samplats, helper }) => {
  await samplats.enter('company');
  const party = await samplats.myParty();
  await samplats.leave();
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Muren vid gaveln', 60);
  await samplats.command(place, 'parties', { party, level: 'full' });
  await samplats.command(place, 'status', { status: 'dismissed', reason: 'Inget att göra.' });
  await samplats.openPlace(place);
  await expect(helper.text(/Parterna kan invända mot beslutet till och med/)).toBeVisible();
  await expect(helper.button('Invänd mot beslutet')).toHaveCount(0);

  await samplats.leave();
  await samplats.enter('company');
  await samplats.openPlace(place);
  await helper.button('Invänd mot beslutet').click();
  await expect(helper.text(/Sista dag att invända:/)).toBeVisible();
  await helper.button('Invänd mot beslutet').click();
  await expect(helper.page.getByRole('alert')).toHaveText('Fyll i skäl.');
  await helper.field('Skäl').fill('Det klottras varje helg.');
  await helper.button('Invänd mot beslutet').click();
  await expect(helper.text('tas upp på nästa avstämning')).toBeVisible();
  await expect(helper.button('Invänd mot beslutet')).toHaveCount(0);
  expect(await helper.accessibilityFaults()).toEqual([]);

  await samplats.leave();
  await samplats.enter('coordinator');
  await samplats.open('/?view=duties');
  const duty = helper.page.getByRole('listitem').filter({ hasText: 'Ta upp invändningen på avstämningen' });
  await duty.getByRole('link').filter({ hasText: 'Muren vid gaveln' }).click();
  await helper.button('Stå fast vid beslutet').click();
  await helper.field('Skäl').fill('Väggen målas i april.');
  await helper.button('Stå fast vid beslutet').click();
  await expect(helper.text(/beslutet står fast sedan/)).toBeVisible();
});
