import { expect, own, test, type ApiPlace } from './driver';

test.use({ drawsMap: false });

test('what is followed comes first in what is new, and what has been read is not new any more', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Vändplatsen vid bron', 60);
  await samplats.openPlace(place);
  await helper.button('Följ').click();
  await expect(helper.button('Följer')).toHaveAttribute('aria-pressed', 'true');
  await samplats.somebodyMakesPlace('Trappen vid bron', 80);
  await samplats.open('/?view=news');
  await expect(samplats.rows().first()).toContainText('Vändplatsen vid bron');
  await expect(samplats.rows().first()).toContainText('Följer');
  await helper.button('Jag har läst allt').click();
  await expect(helper.text('Inget nytt sedan sist.')).toBeVisible();
  // Another log-in of the same account, as on another device, knows the same.
  await samplats.leave();
  await samplats.enter('coordinator');
  await samplats.openList('&followed=yes');
  await expect(samplats.rows().filter({ hasText: 'Vändplatsen vid bron' })).toHaveCount(1);
  await expect(samplats.rows().filter({ hasText: 'Trappen vid bron' })).toHaveCount(0);
  await samplats.openPlace(place);
  await helper.button('Tysta').click();
  await samplats.command(place, 'status', { status: 'active', reason: 'Arbetet börjar.' });
  await samplats.open('/?view=news');
  await expect(helper.text('Inget nytt sedan sist.')).toBeVisible();
  await helper.text('Tystade platser').click();
  await helper.button('Sluta tysta Vändplatsen vid bron').click();
  await expect(samplats.rows().filter({ hasText: 'Läget ändrades till aktiv' })).toHaveCount(1);
});

test('the weekly list leads to its places, from week to week, and to paper', async ({ samplats, helper }) => {
  await samplats.enter('city');
  await samplats.open('/?view=weekly');
  await expect(helper.heading(/^Veckolista, vecka \d+$/)).toBeVisible();
  await expect(helper.text(/Räknad av det som hade kommit in/)).toBeVisible();
  await samplats.somebodyMakesPlace('Nya gångbron', 90);
  await helper.button('Veckan efter').click();
  await expect(helper.text(/Veckan pågår/)).toBeVisible();
  const made = helper.page.getByRole('region', { name: /^Nya/ });
  await expect(made.getByRole('link', { name: 'Nya gångbron' }).first()).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.page.emulateMedia({ media: 'print' });
  await expect(helper.page.getByRole('button', { name: 'Skriv ut' })).toBeHidden();
  await expect(helper.page.locator('.pane')).toBeHidden();
  await expect(helper.text(/^Utskriven/)).toBeVisible();
  await helper.page.emulateMedia({ media: 'screen' });
  await made.getByRole('link', { name: 'Nya gångbron' }).first().click();
  await expect(helper.heading('Nya gångbron')).toBeVisible();
});

test('reports beside a place are linked to it together, and put back', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const reports = [await samplats.somebodyReports(), await samplats.somebodyReports()];
  await samplats.openTriage();
  const matter = samplats.matterOf(reports[0] ?? '');
  await expect(matter.getByRole('heading')).toHaveText(/Hör troligen till /);
  expect(await helper.accessibilityFaults()).toEqual([]);
  for (const report of reports) await samplats.waiting(report).getByRole('checkbox').check();
  await matter.getByRole('button', { name: /^Knyt 2 till / }).click();
  await expect(helper.text(/^2 rapporter är knutna till /)).toBeVisible();
  for (const report of reports) await expect(samplats.waiting(report)).toHaveCount(0);
  await helper.button('Ångra').click();
  await expect(helper.text('Ångrat: de väntar igen.')).toBeVisible();
  for (const report of reports) await expect(samplats.waiting(report)).toHaveCount(1);
});

test('a matter is closed and put back by the keyboard alone', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const report = await samplats.somebodyReportsFarOff();
  await samplats.openTriage();
  const { keyboard } = helper.page;
  const matter = samplats.matterOf(report);
  await matter.focus();
  await keyboard.press('k');
  await expect(matter).not.toBeFocused();
  await keyboard.press('j');
  await expect(matter).toBeFocused();
  await keyboard.press('x');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('Redan lagat, juni'); // letters that are shortcuts elsewhere
  await expect(matter.getByLabel('Skäl')).toHaveValue('Redan lagat, juni');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(helper.text(/Rapporten är avslutad|rapporter är avslutade/)).toBeVisible();
  // The matter that stands there next has the focus, so that keys go on.
  await expect(samplats.waiting(report)).toHaveCount(0);
  await expect(helper.page.locator('article:focus')).toHaveCount(1);
  await keyboard.press('u');
  await expect(samplats.waiting(report)).toHaveCount(1);
  await keyboard.press('j');
  await expect(helper.page.locator('article:focus')).toHaveCount(1);
  // Whoever does not want single keys to do anything switches them off.
  await helper.text(/^Kortkommandon$/).click();
  await helper.page.getByLabel('Använd kortkommandon').uncheck();
  await matter.focus();
  await keyboard.press('x');
  await expect(matter.getByLabel('Skäl')).toHaveCount(0);
});

test('matters are linked one after the other by one key, and a place that was started is taken back by one', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const near = await samplats.somebodyReports();
  const far = await samplats.somebodyReportsFarOff();
  await samplats.openTriage();
  const { keyboard } = helper.page;
  await samplats.matterOf(near).focus();
  await keyboard.press('l');
  await expect(samplats.waiting(near)).toHaveCount(0);
  await expect(helper.page.locator('article:focus')).toHaveCount(1);
  await expect(helper.button('Ångra')).toBeVisible();
  await samplats.matterOf(far).focus();
  await keyboard.press('n');
  await helper.field(/^Namn/).fill(own('Planket vid infarten'));
  await helper.button('Skapa platsen').click();
  await expect(helper.heading(own('Planket vid infarten'))).toBeVisible();
  await helper.page.goBack();
  await helper.page.goBack();
  await expect(samplats.matters().first()).toBeVisible();
  await expect(samplats.waiting(far)).toHaveCount(0);
  await expect(helper.text(`Platsen ${own('Planket vid infarten')} är skapad.`)).toBeVisible();
  await samplats.matters().first().focus();
  await keyboard.press('u');
  await expect(helper.text('Ångrat: de väntar igen.')).toBeVisible();
  await expect(samplats.waiting(far)).toHaveCount(1);
  await expect(samplats.waiting(near)).toHaveCount(0);
  const { id } = await samplats.anyPlace(({ name }) => name === own('Planket vid infarten'));
  const { status, reason, report_count } = await samplats.read<ApiPlace & { reason: string }>(`/api/places/${id}`);
  expect({ status, reason, report_count }).toEqual({
    status: 'dismissed',
    reason: 'Startad av misstag.',
    report_count: 0,
  });
});

test('a place that more has happened to stands when its reports are put back', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const reports = [await samplats.somebodyReports(), await samplats.somebodyReports()];
  await samplats.openTriage();
  for (const report of reports) await samplats.waiting(report).getByRole('checkbox').check();
  await helper.button('Gör en plats av 2 rapporter').click();
  await helper.field(/^Namn/).fill(own('Planket vid utfarten'));
  await helper.button('Skapa platsen').click();
  await expect(helper.heading(own('Planket vid utfarten'))).toBeVisible();
  const place = await samplats.anyPlace(({ name }) => name === own('Planket vid utfarten'));
  await samplats.command(place, 'status', { status: 'active', reason: 'Arbetet börjar.' });
  await helper.page.goBack();
  await helper.page.goBack();
  // What a fault on the way leaves is taken back by the next attempt.
  const line = await helper.breakLine(new RegExp(`/api/reports/${reports[1]}/put-back$`));
  await helper.button('Ångra').click();
  await expect(samplats.waiting(reports[0] ?? '')).toHaveCount(1);
  await expect(helper.page.getByRole('main').getByRole('alert')).toBeVisible();
  await line.mend();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Ångra').click();
  await expect(helper.text('Platsen står kvar: mer har hänt med den.')).toBeVisible();
  await expect(helper.button('Ångra')).toHaveCount(0);
  for (const report of reports) await expect(samplats.waiting(report)).toHaveCount(1);
  expect((await samplats.read<ApiPlace>(`/api/places/${place.id}`)).status).toBe('active');
});

test('a place says when it happens and what each party does', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.anyPlace((one) => (one.report_count ?? 0) > 8 && one.level === 'full');
  await samplats.openPlace(place);
  // Each count says where its reports come from, and that not everything is reported.
  const counted = helper.page.getByRole('definition').filter({ hasText: /^\d+ · .+ \d+/ });
  await expect(counted).toContainText('Allt rapporteras inte');
  await helper.text('När det händer').click();
  await expect(helper.page.getByRole('img', { name: /Rapporter per vecka/ })).toBeVisible();
  await expect(helper.page.getByText(/^Allt rapporteras inte/)).toHaveCount(2);
  await helper
    .text(/^Visa som tabell/)
    .nth(1)
    .click();
  await expect(helper.page.getByRole('row', { name: /^23–00/ })).toBeVisible();
  await helper.text('Parternas uppgifter').click();
  await expect(helper.text(/Samordnar platsen|Håller i platsen tills/).first()).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
});

test('a place is shown as another party sees it, and printed for it', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.anyPlace(
    (one) => one.level === 'full' && one.class === 'partner' && (one.parties ?? []).some((p) => p.level === 'summary'),
  );
  const party = (place.parties ?? []).find(({ level }) => level === 'summary')?.party;
  await samplats.openPlace(place);
  await helper.text('Vem ser detta?').click();
  await helper.page.getByRole('link', { name: 'Visa som en annan part, eller skriv ut' }).click();
  await expect(helper.text(/ser hela platsen\./)).toBeVisible();
  await helper.field('Så som den här parten ser platsen').selectOption(party?.code ?? '');
  await expect(helper.text(`${party?.name} ser platsen i korthet.`)).toBeVisible();
  const sheet = helper.page.getByRole('article', { name: 'Platsblad' });
  await expect(sheet).toContainText('Delningsklass');
  await expect(sheet).not.toContainText('Parternas uppgifter');
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.page.emulateMedia({ media: 'print' });
  await expect(helper.field('Så som den här parten ser platsen')).toBeHidden();
  await expect(sheet).toContainText(party?.name ?? '');
});

test.describe('with the map', () => {
  test.use({ drawsMap: true });

  test('the map shows the matter that has the focus', async ({ samplats, helper }) => {
    await samplats.enter('coordinator');
    const report = await samplats.somebodyReports();
    const answer = await helper.page.request.get(`/api/reports/${report}`);
    const { position } = (await answer.json()) as { position: { lon: number; lat: number } };
    await samplats.openTriage();
    await samplats.matterOf(report).focus();
    const degreesFromIt = () => {
      const [, lat = '', lon = ''] = /at=[\d.]+\/([-\d.]+)\/([-\d.]+)/.exec(helper.page.url()) ?? [];
      return Math.hypot(Number(lon) - position.lon, Number(lat) - position.lat);
    };
    await expect.poll(degreesFromIt).toBeLessThan(0.003);
    expect(await helper.accessibilityFaults()).toEqual([]);
  });
});
