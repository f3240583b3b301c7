import { expect, test } from './driver';

test('anybody reads the open figures, on a map and in a table that says the same', async ({ samplats, helper }) => {
  await samplats.open('/?view=figures');
  await expect(helper.heading('Öppna siffror')).toBeVisible();
  await expect(helper.page.getByRole('img', { name: /^Karta: Brott och ordning/ })).toBeVisible();
  const table = helper.page.getByRole('table');
  await expect(table.getByRole('row').last()).toContainText('Hela staden');
  const quarter = await helper.field('Kvartal').inputValue();
  const answer = await helper.page.request.get(`/api/public/publications/${quarter}`);
  const { rows } = (await answer.json()) as { rows: { name: string; counts: (number | null)[] }[] };
  for (const row of rows) {
    const cells = table.getByRole('row').filter({ hasText: row.name }).getByRole('cell');
    await expect(cells.first()).toHaveText(row.counts[0] === null ? 'visas inte' : String(row.counts[0]));
  }
  await helper.field('Visa på kartan').selectOption('Miljö');
  await expect(helper.page.getByRole('img', { name: /^Karta: Miljö/ })).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  await helper.page.getByRole('button', { name: 'In English' }).click();
  await expect(helper.heading('Open figures')).toBeVisible();
});

test('another quarter has an address of its own', async ({ samplats, helper }) => {
  await samplats.open('/?view=figures');
  const chosen = helper.field('Kvartal');
  await expect(chosen).toBeVisible();
  const other = await chosen.getByRole('option').nth(1).textContent();
  await chosen.selectOption(other);
  await expect(helper.page).toHaveURL(new RegExp(`id=${other}`));
  await helper.page.reload();
  await expect(helper.field('Kvartal')).toHaveValue(other ?? '');
});

test('the log-in page leads to the figures, and back', async ({ samplats, helper }) => {
  await samplats.open();
  await helper.page.getByRole('link', { name: 'Öppna siffror' }).click();
  await expect(helper.page.getByRole('table')).toBeVisible();
  await helper.page.getByRole('link', { name: 'Logga in' }).click();
  await expect(helper.field('Användarnamn')).toBeVisible();
});

test('anybody reads how accessible the service is, and whom to tell of what is not', async ({ samplats, helper }) => {
  await samplats.open();
  await helper.page.getByRole('link', { name: 'Tillgänglighet' }).click();
  await expect(helper.page.getByRole('heading', { level: 1, name: 'Tillgänglighet' })).toBeVisible();
  await expect(helper.text(/har inte angett någon adress här/)).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.page.setViewportSize({ width: 320, height: 640 });
  expect(await helper.overflow()).toBe(0);
  const graph = [{ 'vcard:hasEmail': { '@id': 'mailto:tillganglighet@example.se' } }];
  await helper.page.route('**/api/public/catalogue', (route) => route.fulfill({ json: { '@graph': graph } }));
  await helper.page.reload();
  const link = helper.page.getByRole('link', { name: 'tillganglighet@example.se' });
  await expect(link).toHaveAttribute('href', 'mailto:tillganglighet@example.se');
  await helper.page.getByRole('button', { name: 'In English' }).click();
  await expect(helper.heading('What falls short')).toBeVisible();
});

test('a quarter is tried, published for anybody, and withdrawn', async ({ samplats, helper }) => {
  await samplats.enter('administrator');
  await samplats.openAdmin('publications');
  const quarter = await helper.field('Kvartal').inputValue();
  const [year, number] = quarter.split('-Q').map(Number);
  const month = String((number ?? 1) * 3).padStart(2, '0');
  const { position } = await samplats.anyPlace(({ district }) => district !== null);
  for (let count = 0; count < 9; count += 1) {
    const data = { position, problem_types: ['vandalism'], observed_at: `${year}-${month}-05T12:00:00+01:00` };
    const sent = await helper.page.request.post('/api/reports', { headers: { 'X-Samplats': '1' }, data });
    expect(sent.status()).toBe(201);
  }
  await helper.button('Prova').click();
  await expect(helper.text(/rapporter räknas/)).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  await helper.button('Publicera').click();
  await helper.button('Publicera').last().click();
  await expect(helper.page.getByRole('alert')).toContainText('Måste fyllas i');
  await helper.page.getByRole('textbox', { name: 'Beslut', exact: true }).fill('KS 2026/77');
  await helper.button('Publicera').click();
  await helper.button('Publicera').last().click();
  await expect(helper.text(`${quarter} är publicerat.`)).toBeVisible();
  const read = () => helper.page.request.get(`/api/public/publications/${quarter}`);
  expect((await read()).status()).toBe(200);

  await helper.page.locator('summary', { hasText: `Dra tillbaka ${quarter}` }).click();
  await helper.field('Skäl').filter({ visible: true }).fill('Provades bara');
  await helper.button('Dra tillbaka').click();
  await helper.button('Dra tillbaka').last().click();
  await expect(helper.text(/Tillbakadragen .*: Provades bara/)).toBeVisible();
  expect((await read()).status()).toBe(410);
});

test('words that point at origin or health are told of, and hinder nobody', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), 'Kända missbrukare vid porten');
  const text = helper.field(/Beskriv platsen/);
  await expect(helper.text(/Ett ord kan peka på någons hälsa/)).toBeVisible();
  await expect(helper.button('Skicka')).toBeEnabled();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await text.fill('Trasig lampa vid porten');
  await expect(helper.text(/Ett ord kan peka/)).toHaveCount(0);
});
