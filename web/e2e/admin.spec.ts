import { expect, own, test } from './driver';

test.use({ drawsMap: false });

const fresh = () => `e2e-${Date.now().toString(36)}`;

test('administration is for administrators', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.openAdmin('settings');
  await expect(helper.text(/^Din roll har inte rätt till detta/)).toBeVisible();
  await expect(helper.page.getByRole('link', { name: 'Administration' })).toHaveCount(0);
});

test('a setting gets a value of its own in a district, and the change is taken back', async ({ samplats, helper }) => {
  await samplats.enter('administrator');
  const district = await samplats.aDistrict();
  await samplats.openAdmin('settings');
  await helper.page.getByRole('link', { name: /Avstånd som räknas som samma plats/ }).click();
  await helper.page.getByLabel('För', { exact: true }).selectOption(district.name);
  await helper.field('Värde').fill('9000');
  await helper.button('Spara').click();
  await expect(helper.text('Skriv ett heltal inom gränserna.')).toBeVisible();
  await helper.field('Värde').fill('33');
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
  const own = helper.page.getByRole('main').locator('section').filter({ hasText: 'med eget värde' });
  await expect(own.getByText('33 meter')).toBeVisible();
  await helper.button('Ångra').click();
  await expect(helper.text('Ändringen är ångrad.')).toBeVisible();
  await expect(own.getByText('33 meter')).toHaveCount(0);
});

test('a part of the day gets other hours, which the filters then have, and they are taken back', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('administrator');
  await samplats.openAdmin('codes', 'time_band.evening');
  await helper.field('Från timme').fill('22');
  await helper.button('Spara').click();
  await expect(helper.page.getByRole('main').getByRole('alert')).toBeVisible();
  await helper.field('Från timme').fill('18');
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
  await samplats.openList();
  await helper.button('Filter').click();
  await expect(helper.page.getByRole('checkbox', { name: 'Kväll 18–22' })).toBeVisible();
  await samplats.openAdmin('codes', 'time_band.evening');
  await expect(helper.field('Från timme')).toHaveValue('18');
  await helper.field('Från timme').fill('17');
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
});

test('a type of measure says what must be stated and where it is a step, and the form of a measure asks for it', async ({
  samplats,
  helper,
}) => {
  const name = `Drönare ${fresh()}`;
  await samplats.enter('administrator');
  await samplats.openAdmin('codes', 'measure_type.');
  await helper.field('På svenska').fill(name);
  await helper.field('På engelska').fill(name);
  await helper.button('Lägg till en uppgift').click();
  await helper.field('Uppgift 1 på svenska').fill('Beslutets nummer');
  await helper.field('Uppgift 1 på engelska').fill('Number of the decision');
  await helper.field('Hur uppgift 1 anges').selectOption({ label: 'Som ett diarienummer' });
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  await helper.button(/^Lägg till$/).click();
  await expect(helper.heading(name)).toBeVisible();
  await expect(helper.field('Uppgift 1 på svenska')).toHaveValue('Beslutets nummer');

  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Fältet'), 95);
  await samplats.openPlace(place);
  await helper.text('Parternas uppgifter').click();
  await helper.button('Ny åtgärd').click();
  await helper.field('Åtgärd').selectOption({ label: name });
  await expect(helper.field('Beslutets nummer')).toBeVisible();
  await helper.button('Spara').click();
  await expect(helper.page.getByRole('main').getByRole('alert')).toBeVisible();

  // Where it is a step of something else, it can be chosen here no more.
  await samplats.enter('administrator');
  await samplats.openAdmin('codes', `measure_type.${await samplats.codeCalled('measure_type', name)}`);
  await helper.text('Steg vid problemtyper: 0').click();
  await helper.page.getByRole('checkbox', { name: 'Olovlig bosättning' }).check();
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
  await expect(helper.text('Steg vid problemtyper: 1')).toBeVisible();
  await samplats.enter('coordinator');
  await samplats.openPlace(place);
  await helper.text('Parternas uppgifter').click();
  await helper.button('Ny åtgärd').click();
  await expect(helper.field('Åtgärd').locator('option', { hasText: name })).toHaveCount(0);
});

test('somebody who was first is told of, and what was written stays', async ({ samplats, helper }) => {
  await samplats.enter('administrator');
  const other = await samplats.somebodyElse('administrator');
  await samplats.openAdmin('settings', 'review_days');
  await helper.field('Värde').fill('95');
  let latest = 0;
  await other.changes<{ value: number }>('/api/settings/review_days', 'PUT', ({ value }) => {
    latest = value === 91 ? 92 : 91;
    return { value: latest };
  });
  await helper.button('Spara').click();
  await expect(helper.text(/Någon annan har ändrat detta/)).toBeVisible();
  await helper.button('Visa det senaste').click();
  await expect(helper.text(`${latest} dagar`).first()).toBeVisible();
  await expect(helper.field('Värde')).toHaveValue('95');
});

test('what is written about a party stays when somebody else was first, and what nobody has written in is the latest', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('administrator');
  const other = await samplats.somebodyElse('administrator');
  const party = await samplats.partyWithoutLogIn();
  const path = `/api/parties/${party.code}`;
  type Sent = Record<string, unknown>;
  const putFunction = (word: string) =>
    other.changes<Sent>(path, 'PUT', ({ id: _, code: __, ...rest }) => ({ ...rest, function: word }));
  await samplats.openAdmin('parties', (await samplats.read<{ id: string }>(path)).id);
  await expect(helper.field('Namn').first()).toHaveValue(party.name);
  // Where nobody is writing, what others change is shown at once.
  await putFunction('förvaltare');
  await expect(helper.field('Funktion')).toHaveValue('förvaltare');
  await helper.field('Namn').first().fill(`${party.name} AB`);
  await putFunction('tillsyn');
  await helper.button('Spara').click();
  await expect(helper.text(/Någon annan har ändrat detta/)).toBeVisible();
  await expect(helper.text(/Det du har skrivit finns kvar/)).toBeVisible();
  await helper.button('Visa det senaste').click();
  await expect(helper.text(/Någon annan har ändrat detta/)).toHaveCount(0);
  await expect(helper.field('Namn').first()).toHaveValue(`${party.name} AB`);
  await expect(helper.field('Funktion')).toHaveValue('tillsyn');
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
  await helper.button('Ångra').click();
  await expect(helper.field('Namn').first()).toHaveValue(party.name);
});

test('what another administrator does appears without a reload', async ({ samplats, helper }) => {
  await samplats.enter('administrator');
  const other = await samplats.somebodyElse('administrator');
  await samplats.openAdmin('settings', 'review_days');
  await expect(helper.field('Värde')).toBeVisible();
  let latest = 0;
  await other.changes<{ value: number }>('/api/settings/review_days', 'PUT', ({ value }) => {
    latest = value === 93 ? 94 : 93;
    return { value: latest };
  });
  await expect(helper.text(`${latest} dagar`).first()).toBeVisible();
  // Accounts are not told of; whoever comes back to the page sees what has happened meanwhile.
  await samplats.openAdmin('accounts');
  await expect(helper.field('Sök konto')).toBeVisible();
  const { login } = await other.somebodyNew('samordnare');
  await helper.field('Sök konto').fill(login);
  await expect(helper.page.getByRole('link', { name: login })).toHaveCount(0);
  await helper.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(helper.page.getByRole('link', { name: login })).toBeVisible();
});

test('an account is made, and logs in', async ({ samplats, helper }) => {
  const login = fresh();
  await samplats.enter('administrator');
  const district = await samplats.aDistrict();
  await samplats.openAdmin('accounts', 'NEW');
  const parties = helper.field('Part').locator('option:not([value=""])');
  await expect(parties.first()).toBeAttached();
  const offered = await parties.allTextContents();
  expect(offered, 'by name, not by code').toEqual(offered.toSorted((a, b) => a.localeCompare(b, 'sv')));
  await helper.field('Part').selectOption({ label: `${district.name} stadsdelsförvaltning` });
  await helper.field('Användarnamn').fill(login);
  await helper.field('Lösenord').fill('kort');
  await helper.button('Skapa kontot').click();
  await expect(helper.page.getByRole('alert')).toContainText('Lösenord');
  await helper.button('Föreslå ett lösenord').click();
  const secret = await helper.field('Lösenord').inputValue();
  await helper.button('Skapa kontot').click();
  await expect(helper.text(new RegExp(`Kontot ${login} finns nu`))).toBeVisible();
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await helper.page.getByRole('button', { name: 'Logga ut' }).click();
  await expect(helper.heading('Logga in')).toBeVisible();
  await samplats.logInAs(login, secret);
  await samplats.isIn();
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await expect(helper.text(`${district.name} stadsdelsförvaltning`)).toBeVisible();
});

test('a designation rule is tried on past reports, added and ended', async ({ samplats, helper }) => {
  const decision = fresh();
  await samplats.enter('administrator');
  const district = await samplats.aDistrict();
  await samplats.openAdmin('rules', 'NEW');
  await helper.field('Problemtyp').selectOption({ label: 'Stöld och inbrott' });
  await helper.field('Område').selectOption({ label: `${district.name} (stadsdelsområde)` });
  await helper.field('Föreslås samordna').selectOption({ label: `${district.name} stadsdelsförvaltning` });
  await helper.field('Beslut').fill(decision);
  await helper.field('Första dag').fill('2040-01-01'); // and then never: the next run finds nothing in its way
  await expect(helper.button('Lägg till regeln')).toHaveCount(0);
  await helper.button('Pröva regeln').click();
  await expect(helper.text(/Regeln hade avgjort \d+ av de \d+ senaste rapporterna/)).toBeVisible();
  await helper.button('Lägg till regeln').click();
  await expect(helper.text(decision)).toBeVisible();
  await helper.button('Avsluta regeln').click();
  await helper.button('Avsluta regeln').click();
  await expect(helper.text('Regeln gäller inte längre.')).toBeVisible();
});

test('an account is disabled and enabled again', async ({ samplats, helper }) => {
  const login = fresh();
  await samplats.enter('administrator');
  const district = await samplats.aDistrict();
  await samplats.openAdmin('accounts', 'NEW');
  await helper.field('Part').selectOption({ label: `${district.name} stadsdelsförvaltning` });
  await helper.field('Användarnamn').fill(login);
  await helper.button('Föreslå ett lösenord').click();
  const secret = await helper.field('Lösenord').inputValue();
  await helper.button('Skapa kontot').click();
  await expect(helper.text(new RegExp(`Kontot ${login} finns nu`))).toBeVisible();
  await samplats.openAdmin('accounts', login);
  await helper.button('Stäng av kontot').click();
  await helper.button('Stäng av kontot').click();
  await expect(helper.text(/^Kontot är avstängt\.$/)).toBeVisible();
  await helper.button('Slå på kontot').click();
  await helper.button('Slå på kontot').click();
  await expect(helper.text('Kontot är på igen.')).toBeVisible();
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await helper.page.getByRole('button', { name: 'Logga ut' }).click();
  await expect(helper.heading('Logga in')).toBeVisible();
  await samplats.logInAs(login, secret);
  await samplats.isIn();
});

test('a party gets a unit and a site group, and the change is taken back', async ({ samplats, helper }) => {
  const name = fresh();
  await samplats.enter('administrator');
  await samplats.openAdmin('parties', 'NEW');
  await helper.page.getByLabel('Kod', { exact: true }).fill(name);
  await helper.page.getByLabel('Namn', { exact: true }).fill(`Part ${name}`);
  await helper.button('Lägg till parten').click();
  await expect(helper.heading(`Part ${name}`)).toBeVisible();
  await helper.button('Lägg till enhet').click();
  const unit = helper.page.getByRole('group', { name: 'Enhet 1' });
  await unit.getByLabel('Namn', { exact: true }).fill('Fältassistenterna');
  await unit.getByLabel(/Socialtjänst/).check();
  await expect(unit.getByLabel('Kod', { exact: true })).toHaveValue('faltassistenterna');
  await helper.button('Lägg till fastighetsgrupp').click();
  const group = helper.page.getByRole('group', { name: 'Fastighetsgrupp 1' });
  await group.getByLabel('Kod', { exact: true }).fill('FO1');
  await helper.button('Spara').click();
  await expect(group.getByText('Måste fyllas i', { exact: false })).toBeVisible();
  await group.getByLabel('Namn', { exact: true }).fill('Norra');
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
  await helper.page.reload();
  await expect(unit.getByLabel('Namn', { exact: true })).toHaveValue('Fältassistenterna');
  await expect(unit.getByLabel(/Socialtjänst/)).toBeChecked();
  await expect(group.getByLabel('Kod', { exact: true })).toHaveValue('FO1');
  await helper.button('Ta bort enhet 1').click();
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
  await expect(unit).toHaveCount(0);
  await helper.button('Ångra').click();
  await expect(helper.text('Ändringen är ångrad.')).toBeVisible();
  await expect(unit.getByLabel('Namn', { exact: true })).toHaveValue('Fältassistenterna');
});

test('a keep time is decided, what is due is shown, and the retention is run', async ({ samplats, helper }) => {
  const decision = `KS ${fresh()}`;
  await samplats.enter('administrator');
  await samplats.openAdmin('retention', 'remembered_command');
  await helper.field('Behålls, dagar').fill('3');
  await helper.field('Beslut').fill(decision);
  await helper.button('Spara').click();
  await expect(helper.text('Skriv ett heltal inom gränserna.')).toBeVisible();
  await helper.field('Behålls, dagar').fill('7');
  await helper.button('Spara').click();
  await expect(helper.text('Ändringen är sparad.')).toBeVisible();
  await expect(helper.text(`7 dagar, ${decision}`)).toBeVisible();
  await samplats.openAdmin('retention');
  await helper.button('Visa vad som ska gallras').click();
  const due = helper.page.getByRole('status').getByText(/Minnet av skickade ändringar: \d+ att gallra/);
  await expect(due).toBeVisible();
  const count = Number(/(\d+) att gallra/.exec((await due.textContent()) ?? '')?.[1]);
  // Another run of these specs may have taken what was due, and then there is nothing to run.
  await expect(helper.button('Kör gallringen')).toHaveCount(count > 0 ? 1 : 0);
  if (count === 0) return;
  await helper.button('Kör gallringen').click();
  await helper.button('Kör gallringen').click();
  await expect(helper.text('Gallringen är klar.')).toBeVisible({ timeout: 30_000 });
  await expect(helper.page.getByRole('main').getByText(decision).first()).toBeVisible();
  await helper.button('Visa vad som ska gallras').click();
  await expect(helper.page.getByRole('status').getByText(/Minnet av skickade ändringar: 0 att gallra/)).toBeVisible();
});

test('a token is shown once, and revoked', async ({ samplats, helper }) => {
  const label = fresh();
  await samplats.enter('administrator');
  await samplats.openAdmin('tokens');
  await helper.text('Ny nyckel').click();
  await helper.field('Vad den är till för').fill(label);
  await helper.field('Part').selectOption({ index: 1 });
  await helper.button('Skapa nyckeln').click();
  await expect(helper.heading('Nyckeln är skapad')).toBeFocused();
  const secret = (await helper.page.locator('output').textContent()) ?? '';
  expect(secret.length).toBeGreaterThan(20);
  await helper.page.reload();
  const row = helper.page.getByRole('main').getByRole('listitem').filter({ hasText: label });
  await expect(row).toBeVisible();
  await expect(helper.text(secret)).toHaveCount(0);
  await row.getByRole('button', { name: 'Återkalla' }).click();
  await row.getByRole('button', { name: 'Återkalla' }).click();
  await expect(row).toHaveCount(0);
});

const pages = [
  'start',
  'import',
  'parties',
  'areas',
  'sites',
  'codes',
  'settings',
  'rules',
  'retention',
  'publications',
  'accounts',
  'tokens',
];
const opened: [string, string][] = [
  ['parties', 'NEW'],
  ['codes', 'problem_type.open_drug_trade'],
  ['settings', 'triage_days'],
  ['rules', 'NEW'],
  ['retention', 'closed_place'],
  ['accounts', 'NEW'],
  ['accounts', 'parklag'],
];

test('every page of administration passes the checker and fits 320 pixels', async ({ samplats, helper }) => {
  test.setTimeout(240_000);
  await samplats.enter('administrator');
  const size = helper.page.viewportSize() ?? { width: 390, height: 844 };
  for (const [page, id] of [...pages.map((one) => [one] as const), ...opened]) {
    await helper.page.setViewportSize(size);
    await samplats.openAdmin(page, id);
    await expect(helper.page.locator('h1')).toBeVisible();
    await expect(helper.text('Hämtar …')).toHaveCount(0);
    expect([page, id, await helper.faultsByDayAndNight()]).toEqual([page, id, []]);
    await helper.page.setViewportSize({ width: 320, height: 640 });
    expect([page, id, await helper.overflow()]).toEqual([page, id, 0]);
  }
});
