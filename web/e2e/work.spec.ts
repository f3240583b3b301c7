import { expect, own, test, type ApiPlace } from './driver';

test.use({ drawsMap: false });

test('a waiting report is linked to a place within reach', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const report = await samplats.somebodyReports();
  await samplats.openTriage();
  await samplats.waiting(report).getByRole('link').click();
  await expect(helper.heading('Hör den till någon av dessa platser?')).toBeVisible();
  await helper
    .button(/^Knyt hit/)
    .first()
    .click();
  await expect(helper.heading('Väntande rapporter')).toBeVisible();
  await expect(samplats.waiting(report)).toHaveCount(0);
});

test('closing a report wants a reason', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const report = await samplats.somebodyReports();
  await samplats.openTriage();
  await samplats.waiting(report).getByRole('link').click();
  await helper.button('Spara').click();
  await expect(helper.page.getByRole('alert')).toHaveText(/Skriv ett skäl/);
});

test('two reports become a place', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const reports = [await samplats.somebodyReports(), await samplats.somebodyReports()];
  await samplats.openTriage();
  for (const report of reports) await samplats.waiting(report).getByRole('checkbox').check();
  await helper.button('Gör en plats av 2 rapporter').click();
  await helper.field('Namn').fill('Bakgården vid kvarnen');
  await expect(helper.text(/Delas med platsens parter/)).toBeVisible();
  await helper.button('Skapa platsen').click();
  await expect(helper.heading('Bakgården vid kvarnen')).toBeVisible();
});

test('a form that is closed leaves the focus with what opened it', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.openPlace(await samplats.somebodyMakesPlace(own('Platsen med formulär'), 45));
  const opener = helper.button('Ändra uppgifter');
  await opener.click();
  await expect(helper.heading('Ändra uppgifter')).toBeFocused();
  await helper.button('Avbryt').click();
  await expect(opener).toBeFocused();
});

test('two names for one place are merged by picking the other', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const stays = await samplats.somebodyMakesPlace(own('Trappan vid kajen'), 20);
  const ends = await samplats.somebodyMakesPlace(own('Kajtrappan'), 30);
  await samplats.openPlace(ends);
  await helper.button('Slå ihop').click();
  await helper.page.getByRole('radio', { name: new RegExp(stays.name) }).check();
  await helper.button(`Slå ihop med ${stays.name}`).click();
  await expect(helper.page.getByRole('alert')).toHaveText('Fyll i skäl.');
  await helper.field('Skäl').fill('Samma trappa.');
  await helper.button(`Slå ihop med ${stays.name}`).click();
  await expect(helper.heading(stays.name)).toBeVisible();
  await helper.page.getByRole('main').getByRole('link', { name: ends.name }).click();
  await expect(helper.page.getByRole('main').getByText('Sammanslagen').first()).toBeVisible();
});

test('one name for two places is split, part by part', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Gångstråket'), 40);
  await samplats.openPlace(place);
  await helper.button('Dela upp').click();
  await samplats.fillPart(1, own('Norra gångstråket'), place);
  await helper.button('Dela upp i 2 platser').click();
  await expect(helper.page.getByRole('alert').first()).toBeVisible();
  await samplats.fillPart(2, own('Södra gångstråket'), place);
  await helper.field('Skäl').fill('Två skilda ställen.');
  await helper.button('Dela upp i 2 platser').click();
  await expect(helper.page.getByRole('main').getByText('Delad', { exact: true })).toBeVisible();
  await helper.page
    .getByRole('main')
    .getByRole('link', { name: own('Södra gångstråket') })
    .click();
  await expect(helper.heading(own('Södra gångstråket'))).toBeVisible();
  await expect(helper.page.getByRole('main').getByRole('link', { name: place.name, exact: true })).toBeVisible();
});

test('a merge of the wrong two is undone, and the history tells both steps', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const stays = await samplats.somebodyMakesPlace(own('Bryggan i norr'), 60);
  const ends = await samplats.somebodyMakesPlace(own('Bryggan i söder'), 70);
  await samplats.openPlace(ends);
  await helper.button('Slå ihop').click();
  await helper.page.getByRole('radio', { name: new RegExp(stays.name) }).check();
  await helper.field('Skäl').fill('Samma brygga.');
  await helper.button(`Slå ihop med ${stays.name}`).click();
  await expect(helper.text(`”${ends.name}” ingår nu i platsen.`)).toBeVisible();
  await helper.button('Ångra').click();
  await expect(helper.text('Ångrat: platsen är som den var.')).toBeVisible();
  await expect(helper.heading(ends.name)).toBeVisible();
  await helper.text('Historik').click();
  await expect(helper.text('Sammanslagningen togs tillbaka')).toBeVisible();
  await expect(helper.text('Platsen slogs samman med en annan')).toBeVisible();
});

test('a split of what is one place is undone, and the parts say so', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Lekplatsen'), 80);
  await samplats.openPlace(place);
  await helper.button('Dela upp').click();
  await samplats.fillPart(1, own('Gungorna'), place);
  await samplats.fillPart(2, own('Sandlådan'), place);
  await helper.field('Skäl').fill('Två ställen.');
  await helper.button('Dela upp i 2 platser').click();
  await helper.button('Ångra').click();
  await expect(helper.text('Ångrat: platsen är som den var.')).toBeVisible();
  await helper.page
    .getByRole('main')
    .getByRole('link', { name: own('Gungorna') })
    .click();
  await expect(helper.heading(own('Gungorna'))).toBeVisible();
  await expect(helper.page.getByRole('main').getByText('Sammanslagen').first()).toBeVisible();
});

test('the district takes down the yes of a party that cannot log in', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const party = await samplats.partyWithoutLogIn();
  await samplats.openPlace(await samplats.somebodyMakesPlace('Porten mot gatan', 50));
  await helper.button('Föreslå samordnare').click();
  await helper.field('Part').selectOption(party.code);
  await helper.button('Föreslå samordnare').click();
  await helper.button('Anteckna partens ja').click();
  await helper.button('Anteckna partens ja').click();
  await expect(helper.page.getByRole('alert')).toHaveText('Fyll i var svaret finns.');
  await helper.field('Var svaret finns').fill('Protokoll från årsmötet, punkt 4');
  await helper.button('Anteckna partens ja').click();
  await expect(helper.text(`${party.name} samordnar.`)).toBeVisible();
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

test('a measure is written down with whom it is for, warned of its words, and ended', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Planket vid spåret', 60);
  await samplats.openPlace(place);
  await helper.text('Parternas uppgifter').click();
  await helper.button('Ny åtgärd').click();
  await helper.field('Åtgärd').selectOption({ index: 1 });
  await helper.field('För vem').selectOption({ label: 'En utpekad grupp (selektiv)' });
  await expect(helper.text(/indikerad prevention/)).toBeVisible();
  await helper.field('Vad som görs (frivilligt)').fill('Uppsökande arbete bland romska tiggare');
  await expect(helper.text('Läs igenom en gång till')).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  await helper.field('Vad som görs (frivilligt)').fill('Uppsökande arbete på kvällarna');
  await expect(helper.text('Läs igenom en gång till')).toBeHidden();
  await helper.button('Spara').click();
  await expect(helper.button(/^Avsluta: /)).toBeVisible();
  expect(await samplats.measuresAt(place)).toMatchObject([{ prevention_level: 'selective', closed_at: null }]);
  await helper.button(/^Avsluta: /).click();
  await expect(helper.text(/kan inte öppnas igen/)).toBeVisible();
  await helper.button(/^Avsluta: /).click();
  await expect(helper.button(/^Avsluta: /)).toBeHidden();
  expect((await samplats.measuresAt(place))[0]?.closed_at).not.toBeNull();
});

test('a party that the rules suggest is confirmed, and then sees all of the place', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const suggestedAt = (one: Pick<ApiPlace, 'may' | 'parties'>) =>
    one.may?.includes('parties') === true
      ? one.parties?.find(({ level, why }) => level !== 'full' && (why === 'manager' || why === 'land_owner'))
      : undefined;
  const place = await samplats.anyPlace((one) => suggestedAt(one) !== undefined);
  const { name, code } = suggestedAt(place)?.party ?? { name: '', code: '' };
  await samplats.openPlace(place);
  await helper.text('Vem ser detta?').click();
  await helper.button(`Bekräfta ${name}`).click();
  await expect(helper.button(`Bekräfta ${name}`)).toHaveCount(0);
  const now = await samplats.anyPlace(({ id }) => id === place.id);
  expect(now.parties?.find(({ party }) => party.code === code)?.level).toBe('full');
});
