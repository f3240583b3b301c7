import { expect, test } from './driver';

test('a wrong password is said in words, and a right one opens the city', async ({ samplats, helper }) => {
  await samplats.logIn('reporter', 'fel');
  await expect(helper.text('Användarnamnet eller lösenordet stämmer inte.')).toBeVisible();
  await samplats.enterMap('reporter');
  await expect(helper.text('Påhittad stad')).toBeVisible();
});

test('logging out asks before it takes a report that has been begun, and leaves nothing of it for the next', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('reporter');
  await samplats.reportAt(await samplats.anyPlace((one) => one.status === 'active'));
  await helper.button('Nej, något nytt').click();
  await samplats.open();
  const logOut = helper.page.getByRole('button', { name: 'Logga ut' });
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await logOut.click();
  await expect(helper.text('En påbörjad rapport tas bort.')).toBeFocused();
  await helper.page.getByRole('button', { name: 'Avbryt' }).click();
  await expect(logOut).toBeFocused();
  await logOut.click();
  await logOut.click();
  await expect(helper.heading('Logga in')).toBeVisible();
  await samplats.enter('coordinator');
  await samplats.open('/?view=report');
  await expect(helper.heading('Var är det?')).toBeVisible();
});

test('logging out asks before it takes a report that was begun in another tab', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  await samplats.open('/?view=account');
  await samplats.isIn();
  const tab = await samplats.inAnotherTab();
  await tab.reportAt(await tab.anyPlace((one) => one.status === 'active'));
  await expect.poll(async () => (await helper.onTheDisk('draft')).map(({ id }) => id)).toContain('report');
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await helper.page.getByRole('button', { name: 'Logga ut' }).click();
  await expect(helper.text('En påbörjad rapport tas bort.')).toBeFocused();
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

test('whoever logs in in one tab is who acts in the other', async ({ samplats, helper }) => {
  const menu = async () => {
    await helper.page.getByRole('button', { name: 'Meny' }).click();
    const { account } = await samplats.read<{ account: { login: string; known_as?: string | null } }>('/api/me');
    await expect(helper.text(new RegExp(`^${account.known_as ?? account.login}$`))).toBeVisible();
  };
  await samplats.enter('reporter');
  await samplats.openList();
  await menu();
  const tab = await samplats.inAnotherTab();
  await tab.leave();
  await tab.logIn('coordinator');
  await tab.isIn();
  await expect(helper.page).toHaveURL(/\/(\?at=.*)?$/);
  await samplats.isIn();
  await menu();
});

test('a tab that is still starting yields to who comes in in another', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  const answer = await helper.holdAnswer('**/api/me');
  const opened = samplats.open();
  await answer.asked;
  await expect(helper.text('Hämtar …')).toBeVisible();
  const tab = await samplats.inAnotherTab();
  await tab.leave();
  await tab.logIn('coordinator');
  await tab.isIn();
  answer.letGo();
  await opened;
  await samplats.isIn();
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  const { account } = await samplats.read<{ account: { login: string; known_as?: string | null } }>('/api/me');
  await expect(helper.text(new RegExp(`^${account.known_as ?? account.login}$`))).toBeVisible();
});

test('the language changes and is remembered', async ({ samplats, helper }) => {
  await samplats.open();
  await helper.page.getByRole('button', { name: 'In English' }).click();
  await helper.page.reload();
  await expect(helper.heading('Log in')).toBeVisible();
  await expect(helper.page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a page whose words cannot be fetched says so in both languages', async ({ samplats, helper }) => {
  await helper.page.route(/\/assets\/sv-[^/]*\.json$/, (route) => route.fulfill({ status: 503 }));
  await samplats.open();
  await expect(helper.page.getByRole('alert')).toHaveText(/Ladda om sidan.*Reload the page/);
});
