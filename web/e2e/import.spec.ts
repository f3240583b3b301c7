import { expect, test } from './driver';

/** A code that no earlier run has put in. */
const fresh = () => `e2e-${Date.now().toString(36)}`;

test('a file is tried, its faulty rows are told, and the good ones come in once', async ({ samplats, helper }) => {
  const code = fresh();
  const text = `Kod;Namn;Slag\n${code};Stadsmuseet ${code};other\n;Utan kod;other\nskum;Skumma;okänt\n`;
  await samplats.enter('administrator');
  await samplats.openAdmin('import', 'parties');
  await samplats.chooseFile('parter.csv', text);
  await expect(helper.field(/^Kod/)).toHaveValue('Kod');
  await expect(helper.field(/^Namn/)).toHaveValue('Namn');

  await helper.button('Pröva filen').click();
  await expect(helper.heading('Så här skulle det bli')).toBeVisible();
  const faults = helper.page.getByRole('region', { name: 'Fel i filen' });
  await expect(faults.getByRole('row', { name: /^3 Kod måste anges/ })).toBeVisible();
  await expect(faults.getByRole('row', { name: /^4 Slag är inget slag som finns/ })).toBeVisible();
  await expect(helper.button(/^Importera/)).toHaveCount(0);
  expect(await helper.accessibilityFaults()).toEqual([]);

  await helper.page.getByRole('radio', { name: 'Lämna ute felaktiga rader' }).check();
  await helper.button('Importera raden').click();
  await expect(helper.heading('Filen är importerad')).toBeVisible();

  await samplats.openAdmin('import', 'parties');
  await samplats.chooseFile('parter.csv', text.split('\n').slice(0, 2).join('\n'));
  await helper.button('Pröva filen').click();
  await expect(helper.text('Inget i filen är nytt. Det som finns är redan som filen säger.')).toBeVisible();
});

test('an import whose answer is lost is sent again and carried out once', async ({ samplats, helper }) => {
  const code = fresh();
  await samplats.enter('administrator');
  await samplats.openAdmin('import', 'parties');
  await samplats.chooseFile('en.csv', `code,name,kind\n${code},Bolaget ${code},other\n`);
  await helper.button('Pröva filen').click();
  await expect(helper.button('Importera raden')).toBeVisible();
  const { tried, mend } = await helper.breakLine(/\/api\/imports/);
  await helper.button('Importera raden').click();
  await expect(helper.text('Servern svarade inte.')).toBeVisible();
  await mend();
  const again = helper.page.waitForRequest(/\/api\/imports/);
  await helper.button('Importera raden').click();
  const key = (await again).headers()['idempotency-key'];
  expect(key).toBe(tried[0]?.headers()['idempotency-key']);
  await expect(helper.heading('Filen är importerad')).toBeVisible();
});

test('what a file holds is shown before anything is sent, and a column can be corrected', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('administrator');
  const place = await samplats.anyPlace((one) => one.status === 'active');
  await samplats.openAdmin('import', 'sites');
  const { lon, lat } = place.position;
  await samplats.chooseFile('skolor.csv', `Skolans namn;Longitud;Latitud\nEttan;${lon};${lat}\nTvåan;;\n`);
  await expect(helper.text('1 rader har ett läge. 1 rader har inget läge.')).toBeVisible();
  await expect(helper.field('Longitud eller östlig')).toHaveValue('Longitud');
  await expect(helper.text('Välj en kolumn för: namn.')).toBeVisible();
  await helper.field(/^Namn/).selectOption('Skolans namn');
  await expect(helper.text('Välj en kolumn för: namn.')).toHaveCount(0);
  await helper.button('Visa på kartan').click();
  await expect(helper.page.locator('canvas')).toBeInViewport();
});
