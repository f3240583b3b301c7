import { expect, test } from './driver';

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
