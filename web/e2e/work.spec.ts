import { expect, test } from './driver';

test('a waiting report is linked to a place within reach', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.open('/?view=triage');
  await expect(samplats.rows().first()).toBeVisible();
  const before = await samplats.rows().count();
  for (let row = 0; row < before; row++) {
    await samplats.rows().nth(row).click();
    await expect(helper.heading('Hör den till någon av dessa platser?')).toBeVisible();
    if ((await helper.button(/^Knyt hit/).count()) > 0) break;
    await helper.page.goBack();
    await expect(samplats.rows().nth(row + 1)).toBeVisible();
  }
  await helper
    .button(/^Knyt hit/)
    .first()
    .click();
  await expect(helper.heading('Väntande rapporter')).toBeVisible();
  await expect(samplats.rows()).toHaveCount(before - 1);
});

test('closing a report wants a reason', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.open('/?view=triage');
  await samplats.rows().first().click();
  await helper.button('Spara').click();
  await expect(helper.page.getByRole('alert')).toHaveText(/Skriv ett skäl/);
});

test('two reports become a place', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.open('/?view=triage');
  await helper.page.getByRole('checkbox').nth(0).check();
  await helper.page.getByRole('checkbox').nth(1).check();
  await helper.button('Gör en plats av 2 rapporter').click();
  await helper.field('Namn').fill('Bakgården vid kvarnen');
  await helper.button('Skapa platsen').click();
  await expect(helper.heading('Bakgården vid kvarnen')).toBeVisible();
});

test('somebody else was first: the page says so, keeps the text, and goes on from the latest', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.anyPlace((one) => one.may?.includes('status:monitoring') === true);
  await samplats.openPlace(place);
  await helper.button('Ändra status').click();
  await helper.field('Ny status').selectOption('monitoring');
  await helper.field('Skäl').fill('Lugnare sedan belysningen lagades.');
  const path = /\/status$/;
  await helper.page.route(path, (route) =>
    route.fulfill({
      status: 412,
      contentType: 'application/problem+json',
      body: '{"type":"/problems/version-stale","title":"Somebody changed it","status":412}',
    }),
  );
  await helper.button('Ändra status').click();
  await expect(helper.text(/Någon annan har ändrat detta/)).toBeVisible();
  await helper.page.unroute(path);
  await helper.button('Visa det senaste').click();
  await expect(helper.field('Skäl')).toHaveValue('Lugnare sedan belysningen lagades.');
  await helper.button('Ändra status').click();
  await expect(helper.page.getByRole('main').getByText('Uppföljning').first()).toBeVisible();
});

test('a company takes on a place that it has been proposed for', async ({ samplats, helper }) => {
  await samplats.enter('company');
  const place = await samplats.anyPlace(
    (one) => one.coordination?.state === 'proposed' && one.may?.includes('accept') === true,
  );
  await samplats.openPlace(place);
  await helper.button('Ta på oss samordningen').click();
  await helper.field('Funktion').fill('Förvaltningschef');
  await helper.button('Ta på oss samordningen').click();
  await expect(helper.text(/samordnar\.$/)).toBeVisible();
});
