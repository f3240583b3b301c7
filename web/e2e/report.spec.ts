import { expect, own, test } from './driver';

test.use({ drawsMap: false });

test.beforeEach(async ({ samplats }) => samplats.enter('reporter'));

test('the emergency numbers come before the first question', async ({ samplats, helper }) => {
  await samplats.open('/?view=report');
  await expect(helper.page.getByRole('link', { name: /^112/ })).toHaveAttribute('href', 'tel:112');
  await expect(helper.page.getByRole('link', { name: /^114 14/ })).toHaveAttribute('href', 'tel:11414');
});

test.describe('with the map', () => {
  test.use({ drawsMap: true });
  test('something new is reported with one question a screen', async ({ samplats, helper }) => {
    await samplats.reportAt(await samplats.anyPlace((one) => one.status === 'active'));
    // Each question is read out as it comes, also where the form was opened by a link.
    await expect(helper.heading('Redan känt här')).toBeFocused();
    await helper.button('Nej, något nytt').click();
    await expect(helper.heading('Vad ser du?')).toBeFocused();
    await expect(helper.button('Fortsätt')).toBeDisabled();
    await helper.page.getByRole('main').getByRole('checkbox').first().check();
    await helper.button('Fortsätt').click();
    await expect(helper.heading('Lite mer om det')).toBeVisible();
    await helper.button('Fortsätt').click();
    await helper.button('Vet inte').click();
    await expect(helper.text(/Beskriv aldrig en person/)).toBeVisible();
    await helper.button('Skicka rapporten').click();
    await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
    await expect(helper.heading('Vad händer nu?')).toBeVisible();
  });
});

test('what the problem type asks is answered in chips, and goes with the report', async ({ samplats, helper }) => {
  await samplats.reportAt(await samplats.anyPlace((one) => one.status === 'active'));
  await helper.button('Nej, något nytt').click();
  await helper.page.getByRole('checkbox', { name: 'Klotter', exact: true }).check();
  await helper.button('Fortsätt').click();
  const question = helper.page.getByRole('group', { name: 'Är det hotfullt eller kränkande?' });
  await question.getByRole('radio', { name: 'nej' }).check();
  await helper.button('Fortsätt').click();
  await helper.button('Vet inte').click();
  await expect(helper.text('Är det hotfullt eller kränkande? nej')).toBeVisible();
  const sent = helper.page.waitForRequest((request) => /\/api\/reports$/.test(request.url()));
  await helper.button('Skicka rapporten').click();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  expect((await sent).postDataJSON()).toMatchObject({ problem_types: ['graffiti'], answers: { offensive: 'no' } });
});

test('a report that is being written is there after a reload', async ({ samplats, helper }) => {
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), 'Glas på marken');
  await helper.page.reload();
  await expect(helper.text('En påbörjad rapport fanns kvar.')).toBeVisible();
  await expect(helper.field(/Beskriv platsen/)).toHaveValue('Glas på marken');
});

test('a broken line loses nothing, and the retry carries the same key', async ({ samplats, helper }) => {
  test.slow(); // the queue waits longer after each try
  const text = `Linjen bröts här, gång ${test.info().retry}`;
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), text);
  const { tried, mend } = await helper.breakLine(/\/api\/reports$/);
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  await samplats.openQueue();
  await expect(samplats.inQueue(text)).toContainText('Servern svarade inte');
  const before = tried.length;
  await samplats.inQueue(text).getByRole('button', { name: 'Skicka nu' }).click();
  await expect.poll(() => tried.length).toBeGreaterThan(before);
  const answered = helper.page.waitForResponse(/\/api\/reports$/);
  await mend();
  // By itself: whoever asks for it in this moment may come too late.
  const last = (await answered).request();
  await expect(samplats.inQueue('Framme')).toBeVisible();
  expect(await samplats.arrived(text)).toHaveLength(1);
  const keys = [...tried, last].map((request) => request.headers()['idempotency-key']);
  expect(keys[0]).toBeTruthy();
  expect(new Set(keys).size).toBe(1);
});

test('a text that points at a person is refused, and goes without the text in one tap', async ({
  samplats,
  helper,
}) => {
  await samplats.reportAt(await samplats.anyPlace((one) => one.status === 'active'));
  await helper.button('Är borta').first().click();
  await helper.field(/Beskriv platsen/).fill('Ring 070-174 06 35');
  await helper.button('Skicka rapporten').click();
  await expect(helper.text(/ser ut som ett telefonnummer/)).toBeVisible();
  await helper.button('Skicka utan texten').click();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
});

test('what is done with a refused report leaves the one that is being written alone', async ({ samplats, helper }) => {
  test.slow(); // two reports are refused and one is begun
  const place = await samplats.anyPlace((one) => one.status === 'active');
  // The guard on the phone lets nothing through that the server stops: here the text is changed on the way.
  await helper.page.route(/\/api\/reports$/, (route) => {
    const body = route.request().postDataJSON() as { text?: string };
    return route.continue({ postData: JSON.stringify(body.text ? { ...body, text: 'Ring 070-174 06 35' } : body) });
  });
  const refused = [own('Togs inte emot'), own('Inte heller den')];
  for (const text of refused) {
    await samplats.writeReport(place, text);
    await samplats.sendReport();
    await expect(helper.heading('Rapporten togs inte emot')).toBeVisible();
  }
  const begun = own('Påbörjad under tiden');
  await samplats.writeReport(place, begun);
  await samplats.openQueue();
  await samplats
    .inQueue(refused[0] ?? '')
    .getByRole('button', { name: 'Skicka utan texten' })
    .click();
  await expect(samplats.inQueue('Framme')).toBeVisible();
  await samplats
    .inQueue(refused[1] ?? '')
    .getByRole('button', { name: 'Ändra' })
    .click();
  await helper.field(/Beskriv platsen/).fill('');
  await samplats.sendReport();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  await helper.button('Rapportera en till').click();
  await expect(helper.text('En påbörjad rapport fanns kvar.')).toBeVisible();
  await expect(helper.field(/Beskriv platsen/)).toHaveValue(begun);
  await helper.page.reload();
  await expect(helper.field(/Beskriv platsen/)).toHaveValue(begun);
});

test('a report of the social services says that only they see it', async ({ samplats, helper }) => {
  await helper.page.context().clearCookies();
  await samplats.enter('outreach');
  await samplats.reportAt(await samplats.anyPlace((one) => one.status === 'active'));
  await helper.button('Är kvar').first().click();
  await helper.button('Skicka rapporten').click();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  await expect(helper.text(/Visas bara för den organisation som den kommer från/)).toBeVisible();
});

test('a fault tells who mends it, with their own page and number', async ({ samplats, helper }) => {
  await samplats.reportAt(await samplats.anyPlace((one) => one.status === 'active'));
  await helper.button('Nej, något nytt').click();
  await expect(helper.page.getByRole('link', { name: 'Felanmäl' })).toHaveCount(0);
  await helper.page.getByRole('checkbox', { name: 'Klotter', exact: true }).check();
  await expect(helper.text(/^Klotter: Trafikkontoret har en egen felanmälan/)).toBeVisible();
  await expect(helper.page.getByRole('link', { name: 'Felanmäl' })).toHaveAttribute('href', /^https:\/\/felanmalan\./);
  await expect(helper.page.getByRole('link', { name: /^Jour/ })).toHaveAttribute('href', 'tel:0846500410');
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
});

test('what came of a report is told, and once it has been looked at no more', async ({ samplats, helper }) => {
  const other = await samplats.somebodyElse('coordinator');
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), 'Väntar på besked');
  await samplats.sendReport();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  const [report] = await samplats.arrived('Väntar på besked');
  // What is known now lies on the device before anybody decides.
  await samplats.open('/?view=my_reports');
  await expect.poll(async () => (await helper.onTheDisk('draft')).map(({ id }) => id)).toContain('answers');
  await samplats.open();
  await other.decide(report?.id ?? '', { outcome: 'no_action', reason: 'Redan lagat.' });
  await expect(helper.text('Nytt besked om rapporter du har skickat: 1')).toBeVisible({ timeout: 45_000 });
  expect(await helper.accessibilityFaults()).toEqual([]);
  const known = async () => (await helper.onTheDisk('draft')).find(({ id }) => id === 'answers')?.bytes;
  const before = await known();
  await helper.page.getByRole('link', { name: 'Visa', exact: true }).click();
  await expect(helper.page.getByText('Nytt besked', { exact: true })).toHaveCount(1);
  // That it has been looked at lies on the device before the page is left.
  await expect.poll(known).not.toBe(before);
  await samplats.open('/?view=my_reports');
  await expect(helper.text('Ingen åtgärd').first()).toBeVisible();
  await expect(helper.text('Skäl: Redan lagat.').first()).toBeVisible();
  await expect(helper.page.getByText('Nytt besked', { exact: true })).toHaveCount(0);
});

test('what came of a report meanwhile is told to who has logged out and comes back', async ({ samplats, helper }) => {
  const other = await samplats.somebodyElse('coordinator');
  const text = own('Besked efter utloggning');
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), text);
  await samplats.sendReport();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  const [report] = await samplats.arrived(text);
  await samplats.open('/?view=my_reports');
  await expect.poll(async () => (await helper.onTheDisk('draft')).map(({ id }) => id)).toContain('answers');
  await helper.page.getByRole('button', { name: 'Meny' }).click();
  await helper.page.getByRole('button', { name: 'Logga ut' }).click();
  await expect(helper.heading('Logga in')).toBeVisible();
  expect((await helper.onTheDisk('draft')).map(({ id }) => id)).not.toContain('answers');
  await other.decide(report?.id ?? '', { outcome: 'no_action', reason: 'Redan lagat.' });
  await samplats.enter('reporter');
  await samplats.open();
  await expect(helper.text('Nytt besked om rapporter du har skickat: 1')).toBeVisible({ timeout: 45_000 });
});

test('when it was seen is said with a tap, and no more exactly than it is known', async ({ samplats, helper }) => {
  const text = 'Sett en stund tidigare';
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), text);
  const when = helper.page.getByRole('group', { name: 'När såg du det?' });
  await expect(when.getByRole('radio', { name: 'Just nu' })).toBeChecked();
  const band = when.getByRole('radio', { name: /^I (dag|går), .* \d\d–\d\d$/ }).last();
  await band.check();
  const summary = helper.page
    .locator('section')
    .filter({ has: helper.heading('Rapporten i korthet') })
    .last();
  await expect(summary).toContainText(/Sett .*\d\d:00.*–.*\d\d:00/);
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);

  await helper.page.reload();
  await expect(band).toBeChecked();
  const sent = helper.nextSent(/\/api\/reports$/);
  await samplats.sendReport();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  const body = (await sent) as { observed_at: string; observed_precision: string; observed_hours: number };
  expect(body.observed_precision).toBe('hours');
  expect(body.observed_at).toMatch(/:00:00\.000Z$/);
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).toContain(body.observed_hours);

  const [report] = await samplats.arrived(text);
  expect(report).toMatchObject({ observed_precision: 'hours', observed_hours: body.observed_hours });
  await samplats.open(`/?view=one_report&id=${report?.id}`);
  await expect(helper.text(/Sett .*\d\d:00.*–.*\d\d:00/)).toBeVisible();
});

test('another day is said as a day', async ({ samplats, helper }) => {
  const text = own('Sett en annan dag');
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), text);
  await helper.page.getByRole('radio', { name: 'En annan dag' }).check();
  await samplats.sendReport();
  await expect(helper.text('Välj en dag som har varit.')).toBeVisible();
  await expect(helper.field('Vilken dag?')).toBeFocused();
  await helper.field('Vilken dag?').fill('2999-01-01');
  await expect(helper.text('Välj en dag som har varit.')).toBeVisible();
  await samplats.sendReport();
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await samplats.arrived(text)).toEqual([]);
  await helper.field('Vilken dag?').fill('2026-02-03');
  await expect(helper.text('Sett 3 feb. 2026')).toBeVisible();
  const sent = helper.nextSent(/\/api\/reports$/);
  await samplats.sendReport();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  expect(await sent).toMatchObject({ observed_at: '2026-02-02T23:00:00.000Z', observed_precision: 'day' });
});

test('the own position is waited for until it can be trusted, and goes with its accuracy', async ({
  samplats,
  helper,
}) => {
  const place = await samplats.anyPlace((one) => one.status === 'active');
  await samplats.open('/?view=report');
  await helper.standAt({ lon: place.position.lon + 0.01, lat: place.position.lat }, 900);
  await helper.button('Min position').click();
  await expect(helper.button('Söker din position …')).toBeVisible();
  const position = { lon: Number(place.position.lon.toFixed(5)), lat: Number(place.position.lat.toFixed(5)) };
  await helper.standAt(position, 12);
  await expect(helper.text(/Din position, noggrannhet 12.m/)).toBeVisible();
  const { lon, lat } = position;
  await expect(helper.page).toHaveURL(new RegExp(`at=17.00/${lat.toFixed(5)}/${lon.toFixed(5)}`));
  await helper.button('Här är det').click();
  // Whoever goes back and says the same again stands where they stood.
  await helper.button('Tillbaka').click();
  await helper.button('Här är det').click();
  await helper.button('Är kvar').first().click();
  await expect(helper.text(/^Noggrannhet 12.m$/)).toBeVisible();
  const sent = helper.nextSent(/\/api\/reports$/);
  await samplats.sendReport();
  const told = ((await sent) as { position: object }).position;
  expect(told).toMatchObject({ accuracy_m: 12 });
  expect(told).not.toHaveProperty('by_hand');
});

test.describe('with the map', () => {
  test.use({ drawsMap: true });
  test('what lies under the cross of a map of the whole city is not taken for a spot', async ({ samplats, helper }) => {
    await samplats.open('/?view=report');
    await helper.button('Här är det').click();
    await expect(helper.text(/^Kartan visade ett för stort område/)).toBeVisible();
    await expect(helper.page).toHaveURL(/at=16\.00/);
    await expect(helper.heading('Var är det?')).toBeVisible();
    expect(await helper.accessibilityFaults()).toEqual([]);
    await helper.button('Här är det').click();
    await expect(helper.heading('Var är det?')).toBeHidden();
  });

  test('a cross that was moved away from the own position says so, and keeps no accuracy of another spot', async ({
    samplats,
    helper,
  }) => {
    const place = await samplats.anyPlace((one) => one.status === 'active');
    await samplats.open('/?view=report');
    await samplats.standAt(place.position, 12);
    await samplats.nudgeCross();
    await helper.button('Här är det').click();
    await helper.button('Är kvar').first().click();
    await expect(helper.text('Läget är utpekat för hand')).toBeVisible();
    const text = 'Utpekat för hand';
    await helper.field(/Beskriv platsen/).fill(text);
    const sent = helper.nextSent(/\/api\/reports$/);
    await samplats.sendReport();
    await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
    const told = ((await sent) as { position: object }).position;
    expect(told).toMatchObject({ by_hand: true });
    expect(told).not.toHaveProperty('accuracy_m');
    const [report] = await samplats.arrived(text);
    await samplats.open(`/?view=one_report&id=${report?.id}`);
    await expect(helper.text('Läget är utpekat för hand')).toBeVisible();
  });
});

test('the receipt says by when somebody should have decided', async ({ samplats, helper }) => {
  await samplats.reportAt(await samplats.anyPlace((one) => one.status === 'active'));
  await helper.button('Nej, något nytt').click();
  await helper.page.getByRole('checkbox', { name: 'Klotter', exact: true }).check();
  await helper.button('Fortsätt').click();
  await helper.button('Fortsätt').click();
  await helper.button('Vet inte').click();
  await samplats.sendReport();
  await expect(helper.heading('Vad händer nu?')).toBeVisible();
  await expect(helper.text(/Det ska vara gjort senast \d+ .* \d{4}\.$/)).toBeVisible();
});

test('a report that was closed says why, and own reports are read to the end', async ({ samplats, helper }) => {
  const other = await samplats.somebodyElse('coordinator');
  const report = await samplats.somebodyReports();
  await other.decide(report, { outcome: 'no_action', reason: 'Armaturen byttes i går.' });
  await samplats.open(`/?view=one_report&id=${report}`);
  await expect(helper.text('Armaturen byttes i går.')).toBeVisible();

  const missing = 55 - (await samplats.mine()).length;
  for (let n = 0; n < missing; n += 1) await samplats.somebodyReports();
  const all = (await samplats.mine()).length;
  await samplats.open('/?view=my_reports');
  await expect(samplats.rows()).toHaveCount(50);
  while ((await samplats.rows().count()) < all) {
    const before = await samplats.rows().count();
    await helper.button('Visa fler').click();
    await expect.poll(() => samplats.rows().count()).toBeGreaterThan(before);
  }
  await expect(helper.button('Visa fler')).toHaveCount(0);
});

test('who sent it does not matter: the receipt says the same when another tab was faster', async ({
  samplats,
  helper,
  context,
}) => {
  const text = own('Skickad av en annan flik');
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), text);
  const line = await helper.breakLine(/\/api\/reports$/);
  await samplats.sendReport();
  await expect(helper.heading('Rapporten ligger i utkorgen')).toBeVisible();
  const other = await context.newPage();
  await other.goto('/?view=outbox');
  const send = other.getByRole('article').filter({ hasText: text }).getByRole('button', { name: 'Skicka nu' });
  await expect(async () => {
    // The other tab may send it by itself first: then there is nothing to press any more.
    if (await send.isVisible()) await send.click({ timeout: 2_000 });
    await expect(helper.heading('Tack, rapporten är framme')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(helper.heading('Vad händer nu?')).toBeVisible();
  await line.mend();
});
