import { expect, test, type Samplats } from './driver';
import { oneTimeCode } from './one_time_code';

test.use({ drawsMap: false });

test('somebody sees where they are logged in, and ends one of the log-ins', async ({ samplats, helper }) => {
  await samplats.enter('company');
  await samplats.open();
  const other = await samplats.somebodyElse('company');
  await other.open();
  await other.isIn();
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await helper.page.getByRole('link', { name: 'Mitt konto' }).click();
  await expect(helper.page.getByRole('main').getByText('den här')).toBeVisible();
  const rows = helper.page.getByRole('main').getByRole('listitem');
  const before = await rows.count();
  await rows.filter({ hasNotText: 'den här' }).first().getByRole('button', { name: 'Avsluta' }).click();
  await helper.button('Avsluta').first().click();
  await expect(helper.text('Inloggningen är avslutad.')).toBeVisible();
  await expect(rows).toHaveCount(before - 1);
  await expect(other.helper.text(/Du har loggats ut/)).toBeVisible({ timeout: 15_000 });
});

test('a second factor is set up, asked for, and taken away again', async ({ samplats, helper }) => {
  const { login, password } = await samplats.somebodyNew('handlaggare');
  await samplats.logInAs(login, password);
  await samplats.isIn();
  await samplats.open('/?view=account');
  await helper.field(/^Lösenord$/).fill(password);
  await helper.button('Ställ in').click();
  await expect(helper.page.getByRole('img', { name: 'QR-kod för appen' })).toBeVisible();
  const secret = (await helper.page.locator('output').textContent()) ?? '';
  await helper.field('Koden som visas nu').fill(oneTimeCode(secret));
  await helper.button('Slå på').click();
  await expect(helper.heading('Dina reservkoder')).toBeVisible();
  const codes = ((await helper.page.locator('output').textContent()) ?? '').trim().split(/\s+/);
  expect(codes).toHaveLength(10);
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Jag har sparat dem').click();
  await samplats.leave();
  await samplats.logInAs(login, password);
  await expect(helper.text('Skriv koden som telefonen visar.')).toBeVisible();
  await helper.field('Kod').fill('000000');
  await helper.button('Logga in').click();
  await expect(helper.text(/Koden stämmer inte/)).toBeVisible();
  await helper.field('Kod').fill(codes[0] ?? '');
  await helper.button('Logga in').click();
  await samplats.isIn();
  await samplats.open('/?view=account');
  await helper.text('Ta bort tvåstegsverifieringen').first().click();
  // The password is changed with the same two.
  const removal = helper.page.getByRole('group').filter({ hasText: 'Ta bort tvåstegsverifieringen' });
  await removal.getByLabel('Lösenord').fill(password);
  await removal.getByLabel('Koden som visas nu').fill(codes[1] ?? '');
  await helper.button('Ta bort tvåstegsverifieringen').click();
  await expect(helper.text('Tvåstegsverifieringen är borttagen.')).toBeVisible();
});

/** Somebody who has to get a second factor gets it, up to the recovery codes. */
async function upToTheCodes(samplats: Samplats): Promise<void> {
  const { helper } = samplats;
  const { login, password } = await samplats.somebodyNew('handlaggare');
  await samplats.logInAs(login, password);
  await samplats.isIn();
  await samplats.needsSecondFactor();
  await samplats.open();
  await helper.field(/^Lösenord$/).fill(password);
  await helper.button('Ställ in').click();
  await expect(helper.page.getByRole('img', { name: 'QR-kod för appen' })).toBeVisible();
  const secret = (await helper.page.locator('output').textContent()) ?? '';
  await helper.field('Koden som visas nu').fill(oneTimeCode(secret));
  await helper.button('Slå på').click();
  await expect(helper.heading('Dina reservkoder')).toBeVisible();
}

test('whoever has to get a second factor is let through once the recovery codes are kept', async ({
  samplats,
  helper,
}) => {
  await upToTheCodes(samplats);
  const codes = ((await helper.page.locator('output').textContent()) ?? '').trim().split(/\s+/);
  expect(codes).toHaveLength(10);
  await helper.button('Jag har sparat dem').click();
  await samplats.isIn();
});

test('whoever goes back from the recovery codes is not held by them', async ({ samplats, helper }) => {
  await upToTheCodes(samplats);
  await helper.goOn('/?view=accessibility');
  await expect(helper.heading('Dina reservkoder')).toBeHidden();
  await helper.goOn('/');
  await samplats.isIn();
});

test('one’s own password is changed, and the old one is no use any more', async ({ samplats, helper }) => {
  const { login, password } = await samplats.somebodyNew('handlaggare');
  await samplats.logInAs(login, password);
  await samplats.isIn();
  await samplats.open('/?view=account');
  await helper.text('Byt lösenord').first().click();
  const change = async (now: string, to: string) => {
    await helper.field('Lösenord nu').fill(now);
    await helper.field('Nytt lösenord').fill(to);
    await helper.button('Byt lösenord').click();
  };
  await change('fel lösenord här', 'ett helt annat lösenord');
  await expect(helper.field('Lösenord nu')).toHaveAttribute('aria-invalid', 'true');
  await change(password, 'kort');
  await expect(helper.field('Nytt lösenord')).toHaveAttribute('aria-invalid', 'true');
  expect(await helper.accessibilityFaults()).toEqual([]);
  await change(password, 'ett helt annat lösenord');
  await expect(helper.text('Lösenordet är bytt. Dina andra inloggningar är avslutade.')).toBeVisible();
  await samplats.leave();
  await samplats.logInAs(login, password);
  await expect(helper.text('Användarnamnet eller lösenordet stämmer inte.')).toBeVisible();
  await samplats.logInAs(login, 'ett helt annat lösenord');
  await samplats.isIn();
});

test('an administrator moves an account to another role, and who was logged in is out', async ({
  samplats,
  helper,
}) => {
  const { login, password } = await samplats.somebodyNew('handlaggare');
  const other = await samplats.atAnotherDevice();
  await other.logInAs(login, password);
  await other.isIn();
  await samplats.enter('administrator');
  await samplats.openAdmin('accounts', login);
  await helper.text('Byt part, roll eller enhet').first().click();
  await helper.field('Roll').selectOption({ label: 'Läsare' });
  await helper.button('Byt part, roll eller enhet').click();
  await expect(helper.text('Kontot har ny uppgift. Den som var inloggad är utloggad.')).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await expect(other.helper.text(/Du har loggats ut/)).toBeVisible({ timeout: 15_000 });
});

test('a contractor’s phone is bound by a link, reports, and is out when it is revoked', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  await samplats.open('/?view=phones');
  await helper.text('Ny länk').click();
  const label = `Vaktbolaget ${Date.now()}`;
  await helper.field('Vem den är till för').fill(label);
  await helper.button('Skapa länken').click();
  await expect(helper.heading('Länken är klar')).toBeFocused();
  await expect(helper.page.getByRole('img', { name: 'QR-kod med länken' })).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  const address = new URL((await helper.page.locator('output').textContent()) ?? '');
  const place = await samplats.anyPlace((one) => one.status === 'active');

  const phone = await samplats.atAnotherDevice();
  await phone.open(`/${address.hash}`);
  await expect(phone.helper.heading('Rapportera från den här telefonen')).toBeVisible();
  expect(await phone.helper.accessibilityFaults()).toEqual([]);
  expect(new URL(phone.helper.page.url()).hash).toBe('');
  await phone.helper.button('Använd den här telefonen').click();
  await phone.isIn();
  await phone.reportAt(place);
  // A step is on the device a moment after it is on the screen, and what comes next loads another page.
  const chosenAt = Date.now();
  await phone.helper.button('Nej, något nytt').click();
  const keptAt = async () => (await phone.helper.onTheDisk('draft')).find(({ id }) => id === 'report')?.at ?? 0;
  await expect.poll(keptAt).toBeGreaterThanOrEqual(chosenAt);
  await phone.open('/?view=list');
  await expect(phone.helper.heading('Mina rapporter')).toBeVisible();
  await phone.open('/?view=report');
  await phone.helper.page.getByRole('checkbox', { name: 'Klotter', exact: true }).check();
  await phone.helper.button('Fortsätt').click();
  await phone.helper.button('Fortsätt').click();
  await phone.helper.button('Vet inte').click();
  await phone.sendReport();
  await expect(phone.helper.heading('Tack, rapporten är framme')).toBeVisible();
  await expect.poll(() => phone.helper.onTheDisk('outbox')).toEqual([]);
  const closed = await phone.helper.page.request.get('/api/places');
  expect(closed.status()).toBe(403);

  const row = helper.page.getByRole('main').getByRole('listitem').filter({ hasText: label });
  await row.getByRole('button', { name: 'Återkalla' }).click();
  await row.getByRole('button', { name: 'Återkalla' }).click();
  await expect(helper.text('Länken är återkallad.')).toBeVisible();
  expect((await phone.helper.page.request.get('/api/me')).status()).toBe(401);
  await phone.open(`/${address.hash}`);
  await phone.helper.button('Använd den här telefonen').click();
  await expect(phone.helper.text('Länken är använd, för gammal eller återkallad. Be om en ny.')).toBeVisible();
});

test('the pages of one’s own account pass the checker and fit 320 pixels', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  for (const view of ['account', 'phones']) {
    await samplats.open(`/?view=${view}`);
    await expect(helper.page.locator('h1')).toBeVisible();
    await expect(helper.text('Hämtar …')).toHaveCount(0);
    expect([view, await helper.faultsByDayAndNight()]).toEqual([view, []]);
    const size = helper.page.viewportSize() ?? { width: 390, height: 844 };
    await helper.page.setViewportSize({ width: 320, height: 640 });
    expect([view, await helper.overflow()]).toEqual([view, 0]);
    await helper.page.setViewportSize(size);
  }
});
