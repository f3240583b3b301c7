import { expect, test } from './driver';

test.use({ drawsMap: false });

test('a request for a place is answered, printed without what is withheld, and found again', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Handlingsplatsen');
  await samplats.open(`/?view=document&id=${place.id}&about=place`);
  await expect(helper.heading('Begäran om allmän handling')).toBeVisible();
  const position = helper.page.getByRole('region', { name: 'Läge' });
  await expect(position).toContainText('POINT (');
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  await position.getByRole('checkbox').check();
  await position.getByLabel('Lagrum').selectOption({ label: 'OSL 18:8 säkerhets- eller bevakningsåtgärd' });
  await helper.field('Diarienummer').fill('SDN 2026/740');
  await helper.button('Besvara').click();
  await helper.button('Besvara').last().click();
  await expect(helper.page.getByRole('alert')).toBeVisible();
  await position.getByLabel('Skäl').fill('Visar hur huset är skyddat');
  await helper.field('Beslutande funktion').fill('registrator');
  await helper.button('Besvara').click();
  await helper.button('Besvara').last().click();

  await expect(helper.heading('Utlämnad handling')).toBeVisible();
  const paper = helper.page.getByRole('article');
  await expect(paper).toContainText('OSL 18:8');
  await expect(paper).toContainText('Visar hur huset är skyddat');
  await expect(paper).toContainText('Handlingsplatsen');
  await expect(paper).not.toContainText('POINT (');
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  const file = await helper.page.getByRole('link', { name: 'Hämta som JSON' }).getAttribute('href');
  const answer = await helper.page.request.get(file ?? '');
  expect(await answer.text()).not.toContain('POINT (');
  await helper.page.emulateMedia({ media: 'print' });
  await expect(helper.page.getByRole('button', { name: 'Skriv ut' })).toBeHidden();
  await helper.page.emulateMedia({ media: 'screen' });

  await samplats.open('/?view=diary');
  await helper.field('Diarienummer, beslut eller nämnd').fill('sdn2026/740');
  await helper.page.keyboard.press('Enter');
  await expect(helper.page.getByRole('link', { name: /SDN 2026\/740/ }).first()).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
});

test('where the decision about a place lies is written beside it', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Beslutsplatsen', 60);
  await samplats.openPlace(place);
  await helper.text('Diarienummer och beslut').click();
  await helper.field('Beslutat av').fill('Stadsdelsnämnden');
  await helper.button(/^Anteckna$/).click();
  await expect(helper.page.getByRole('alert')).toBeVisible();
  await helper.field('Beslutsdag').fill('2026-03-02');
  await helper.field('Diarienummer').fill('SDN 2026/12');
  await helper.button(/^Anteckna$/).click();
  await expect(helper.text('SDN 2026/12')).toBeVisible();
  await expect(helper.text(/Stadsdelsnämnden, /)).toBeVisible();
  await helper.button('Ta tillbaka').click();
  await helper.button('Ta tillbaka').last().click();
  await expect(helper.text(/tillbakatagen/)).toBeVisible();
});

test('somebody reads all that is held about them and corrects it', async ({ samplats, helper }) => {
  const { login, password } = await samplats.somebodyNew('samordnare');
  await samplats.logInAs(login, password);
  await samplats.isIn();
  await samplats.open('/?view=account');
  await helper.page.getByRole('link', { name: 'Allt som finns om mig' }).click();
  await expect(helper.heading('Mina uppgifter')).toBeVisible();
  const main = helper.page.getByRole('main');
  await expect(main).toContainText(login);
  await helper.field('Min funktion').fill('fältassistent');
  await helper.button('Spara').click();
  await helper.page.reload();
  await expect(helper.field('Min funktion')).toHaveValue('fältassistent');
  await helper.button('Begär att bli glömd som rapportör').click();
  await helper.button('Begär att bli glömd som rapportör').last().click();
  await expect(helper.text(/Du begärde det/)).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
});

test('who gets in is gone through, and what is ended is out', async ({ samplats, helper }) => {
  const { login } = await samplats.somebodyNew('handlaggare');
  await samplats.enter('administrator');
  await samplats.open('/?view=access_review');
  await expect(helper.heading('Genomgång av behörigheter')).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  await helper.page.getByRole('checkbox', { name: new RegExp(`${login}`) }).check();
  await helper.button('Klart: resten är kvar').click();
  await helper.button('Klart: resten är kvar').last().click();
  await expect(helper.text('Genomgången är antecknad.')).toBeVisible();
  await expect(helper.page.getByRole('checkbox', { name: new RegExp(`${login}`) })).toHaveCount(0);
});

test('who has opened what is kept to few is told to who speaks for it', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Den slutna platsen', 90, undefined, 'origin');
  await samplats.openPlace(place);
  await samplats.open('/?view=reads');
  await expect(helper.heading('Läslogg')).toBeVisible();
  const line = helper.page.getByRole('listitem').filter({ hasText: place.id }).filter({ hasText: 'Öppnad' });
  await expect(line.first()).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  await helper.field('Läst som').selectOption({ label: 'Svar på ändring' });
  await expect(line).toHaveCount(0);
  await helper.field('Läst som').selectOption({ label: 'Alla' });
  await helper.button(`Visa bara ${place.id}`).first().click();
  const lines = helper.page.getByRole('main').getByRole('listitem');
  await expect(lines.filter({ hasText: place.id }).first()).toBeVisible();
  await expect(lines.filter({ hasNotText: place.id })).toHaveCount(0);
  const file = await helper.page.getByRole('link', { name: 'Tabell (CSV)' }).getAttribute('href');
  const answer = await helper.page.request.get(file ?? '');
  expect(await answer.text()).toContain(place.id);
});
