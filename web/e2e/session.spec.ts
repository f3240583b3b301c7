import { expect, test } from './driver';

test('a wrong password is said in words, and a right one opens the city', async ({ samplats, helper }) => {
  await samplats.logIn('reporter', 'fel');
  await expect(helper.text('Användarnamnet eller lösenordet stämmer inte.')).toBeVisible();
  await samplats.enterMap('reporter');
  await expect(helper.text('Påhittad stad')).toBeVisible();
});

test('logging out leaves nothing of a report behind for the next', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  await samplats.reportAt(await samplats.anyPlace((one) => one.status === 'active'));
  await helper.button('Nej, något nytt').click();
  await samplats.open();
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await helper.page.getByRole('button', { name: 'Logga ut' }).click();
  await expect(helper.heading('Logga in')).toBeVisible();
  await samplats.enter('coordinator');
  await samplats.open('/?view=report');
  await expect(helper.heading('Var är det?')).toBeVisible();
});

test('a log-in that runs out asks for a new one', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  await samplats.openList();
  await helper.button('Filter').click();
  await helper.page.context().clearCookies();
  const box = helper.page.getByRole('checkbox', { name: 'Aktiv' });
  // The page fetches its surroundings by itself as well, and may hear of it before anybody asks.
  await expect(async () => {
    if (await box.isVisible()) await box.click({ timeout: 1_000 });
    await expect(helper.text(/Du har loggats ut/)).toBeVisible({ timeout: 3_000 });
  }).toPass();
});

test('the language changes and is remembered', async ({ samplats, helper }) => {
  await samplats.open();
  await helper.page.getByRole('button', { name: 'In English' }).click();
  await helper.page.reload();
  await expect(helper.heading('Log in')).toBeVisible();
  await expect(helper.page.locator('html')).toHaveAttribute('lang', 'en');
});
