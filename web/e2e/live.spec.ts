import { expect, own, test } from './driver';

test.use({ drawsMap: false });

test('what somebody else does stands in the list and in what is new, without a reload', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const other = await samplats.somebodyElse('city');
  const { position } = await samplats.anyPlace((one) => one.status === 'active');
  await samplats.openList(`&at=16/${position.lat}/${position.lon}`);
  await other.somebodyMakesPlace('Undergången i norr', 15, position);
  await expect(samplats.rows().filter({ hasText: 'Undergången i norr' }).first()).toBeVisible();
  await samplats.open('/?view=news');
  await expect(helper.text(/De senaste sju dagarna|^Sedan/)).toBeVisible();
  await other.somebodyMakesPlace('Undergången i söder', 25, position);
  await expect(samplats.rows().filter({ hasText: 'Undergången i söder' }).first()).toBeVisible();
});

test('a place that is open is told of what others say and decide', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const other = await samplats.somebodyElse('city');
  const place = await samplats.somebodyMakesPlace('Hörnet vid apoteket', 35);
  await samplats.openPlace(place);
  await helper.text('När det händer').click();
  await expect(helper.text('Inga rapporter att räkna.').first()).toBeVisible();
  await other.saysOf(place, 'still');
  await expect(helper.page.getByRole('img', { name: /På 52 veckor: 1\./ })).toBeVisible();
  await other.command(place, 'status', { status: 'active', reason: 'Arbetet börjar.' });
  await expect(helper.page.getByRole('main').getByText('Aktiv', { exact: true })).toBeVisible();
});

test('what happens between opening a page and hearing of changes is told as well', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const other = await samplats.somebodyElse('city');
  const place = await samplats.somebodyMakesPlace('Bänken vid hållplatsen', 35);
  let hear = () => undefined as void;
  const held = new Promise<void>((resolve) => (hear = resolve));
  await helper.page.route('**/api/changes*', async (route) => {
    await held;
    await route.continue();
  });
  await samplats.openPlace(place);
  const main = helper.page.getByRole('main');
  await expect(main.getByText('Under bedömning', { exact: true }).first()).toBeVisible();
  await other.command(place, 'status', { status: 'active', reason: 'Arbetet börjar.' });
  hear();
  await expect(main.getByText('Aktiv', { exact: true })).toBeVisible();
});

test('what somebody writes about a place stays while the line is gone for a moment', async ({
  samplats,
  helper,
  context,
}) => {
  await samplats.enter('coordinator');
  await samplats.openPlace(await samplats.somebodyMakesPlace('Trappan vid tornet', 35));
  await helper.text('När det händer').click();
  await expect(helper.text('Inga rapporter att räkna.').first()).toBeVisible();
  await helper.button('Föreslå samordnare').click();
  const reason = helper.page.getByLabel('Skäl (frivilligt)');
  await reason.fill('Det mesta syns härifrån.');
  await context.setOffline(true);
  await expect(helper.text(/^Utan nät/)).toBeVisible();
  await expect(reason).toHaveValue('Det mesta syns härifrån.');
  await context.setOffline(false);
  await expect(helper.text(/^Utan nät/)).toBeHidden();
  await expect(reason).toHaveValue('Det mesta syns härifrån.');
  await expect(helper.text('Inga rapporter att räkna.').first()).toBeVisible();
});

test('what comes in while somebody triages stands there, and what others decide leaves', async ({ samplats }) => {
  await samplats.enter('coordinator');
  const other = await samplats.somebodyElse('city');
  await samplats.somebodyReports();
  await samplats.openTriage();
  const report = await other.somebodyReports();
  await expect(samplats.waiting(report)).toHaveCount(1);
  await other.decide(report, { outcome: 'no_action', reason: 'Redan lagat.' });
  await expect(samplats.waiting(report)).toHaveCount(0);
});

test('a page that is behind the register says how far', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  // Every answer says it: one that does not is news that the server has caught up.
  await helper.page.route(/\/api\/(?!changes)/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'samplats-stale': '42' } });
  });
  await samplats.open('/?view=list');
  await expect(helper.text(/Uppgifterna är 42 s gamla/)).toBeVisible();
  await helper.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a list that was opened further stays so when something changes', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const other = await samplats.somebodyElse('city');
  const position = (await samplats.anyPlace((one) => one.status === 'active')).position;
  await helper.shortPages(/\/places$/, 3);
  await helper.shortPages(/\/reports$/, 3);
  await samplats.openList(`&at=14/${position.lat}/${position.lon}`);
  await helper.button('Visa fler').click();
  await expect(samplats.rows()).toHaveCount(12);
  const name = own('Bommen vid grinden');
  await other.somebodyMakesPlace(name, 15, position);
  await expect(samplats.rows().filter({ hasText: name })).toHaveCount(1);
  await expect(samplats.rows()).toHaveCount(12);
});

test('waiting reports that were opened further stay so', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  for (let n = 0; n < 3; n += 1) await samplats.somebodyReports();
  await samplats.somebodyReportsFarOff();
  await helper.shortPages(/\/triage$/, 1);
  await samplats.openTriage();
  await helper.button('Visa fler').click();
  await expect(samplats.matters()).toHaveCount(2);
  const second = helper.page.waitForResponse(/\/triage\?.*cursor=/);
  await samplats.somebodyReports();
  await second;
  await expect(samplats.matters()).toHaveCount(2);
});

test('the history and the reports of a place are read to their end', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Grinden vid dungen'), 40);
  await samplats.saysOf(place, 'still');
  await samplats.saysOf(place, 'gone');
  await samplats.command(place, 'status', { status: 'active', reason: 'Arbetet börjar.' });
  await helper.shortPages(/\/places\/\w+\/(history|reports)$/, 1);
  await samplats.openPlace(place);
  for (const title of ['Rapporter', 'Historik']) {
    const part = helper.page.locator('details').filter({ has: helper.page.getByText(title, { exact: true }) });
    await part.locator('summary').click();
    await expect(part.locator('.inner > :is(ol, ul) > li')).toHaveCount(1);
    await part.getByRole('button', { name: 'Visa fler' }).click();
    await expect(part.locator('.inner > :is(ol, ul) > li')).not.toHaveCount(1);
  }
});

test('what came of an own report is told to who coordinates as well', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const other = await samplats.somebodyElse('coordinator');
  const report = await samplats.somebodyReports();
  // What is known now lies on the device before anybody decides.
  await samplats.open('/?view=my_reports');
  await expect.poll(async () => (await helper.onTheDisk('draft')).map(({ id }) => id)).toContain('answers');
  await other.decide(report, { outcome: 'no_action', reason: 'Redan lagat.' });
  await samplats.open('/?view=duties');
  await expect(helper.text(/^Nytt besked om rapporter du har skickat: /)).toBeVisible();
});
