import { expect, test } from './driver';

test('a wrong password is said in words, and a right one opens the city', async ({ samplats, helper }) => {
  await samplats.logIn('reporter', 'fel');
  await expect(helper.text('Användarnamnet eller lösenordet stämmer inte.')).toBeVisible();
  await samplats.enter('reporter');
  await expect(helper.text('Påhittad stad')).toBeVisible();
});

test('the language changes and is remembered', async ({ samplats, helper }) => {
  await samplats.open();
  await helper.page.getByRole('button', { name: 'In English' }).click();
  await helper.page.reload();
  await expect(helper.heading('Log in')).toBeVisible();
  await expect(helper.page.locator('html')).toHaveAttribute('lang', 'en');
});
