import { expect, own, test } from './driver';

test.use({ drawsMap: false });

test('who will see a report stands beside each choice before it is sent', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), 'Glas på marken');
  await helper.page.getByText(/Vem ser rapporten\?/).click();
  const choice = (name: string) => helper.page.getByRole('radio', { name: new RegExp(name) });
  await expect(choice('Platsens parter')).toBeChecked();
  const beside = (name: string) => helper.page.locator('label').filter({ has: choice(name) });
  await expect(beside('Platsens parter')).toContainText(/Ser allt:.*[Pp]olis/);
  await expect(beside('Platsens parter')).toContainText(/inloggningar/);
  await expect(beside('Bara den egna organisationen')).not.toContainText(/[Pp]olisregion/);
  await choice('Bara den egna organisationen').check();
  await expect(helper.page.getByText('Vem ser rapporten? Bara den egna organisationen')).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Skicka rapporten').click();
  await expect(helper.heading(/Tack/)).toBeVisible();
});

test('a place is opened on a ground, and the place says to whom it went', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Valvet under bron', 70, undefined, 'origin');
  await samplats.openPlace(place);
  await helper.page.getByText('Ändra vem som ser platsen').click();
  const choice = helper.page.getByRole('radio', { name: /Platsens parter/ });
  await choice.check();
  await expect(helper.page.locator('label').filter({ has: choice })).toContainText(/Ser allt:/);
  await helper.button('Dela så').click();
  await expect(helper.text('Välj en grund.')).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper
    .field('På vilken grund?')
    .selectOption({ label: 'Uppgifterna är allmänna och pekar inte ut någon enskild' });
  await helper.button('Dela så').click();
  await helper.page.getByText('Lämnats ut till').click();
  const line = helper.page.getByRole('listitem').filter({ hasText: 'Delades med fler' });
  await expect(line).toContainText(/Till: .*ser allt/);
  await expect(line).toContainText('Grund: Uppgifterna är allmänna och pekar inte ut någon enskild');
  expect(await helper.accessibilityFaults()).toEqual([]);
});

test('that a sheet was given out is written down with its ground', async ({ samplats, helper }) => {
  await samplats.enter('company');
  const party = await samplats.myParty();
  await samplats.leave();
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Gaveln vid kiosken', 80);
  await samplats.command(place, 'parties', { party, level: 'full' });
  await samplats.open(`/?view=sheet&id=${place.id}&about=${party}`);
  await helper.page.getByText('Anteckna att bladet lämnats ut').click();
  await helper.button('Anteckna utlämnandet').click();
  await expect(helper.text('Välj en grund.')).toBeVisible();
  await helper.field('På vilken grund?').selectOption({ index: 2 });
  await helper.button('Anteckna utlämnandet').click();
  await expect(helper.page.getByText(/Utlämnandet till .* är antecknat/)).toBeVisible();
  await samplats.openPlace(place);
  await helper.page.getByText('Lämnats ut till').click();
  await expect(helper.text('Platsbladet lämnades ut')).toBeVisible();
});

test('what is written about who sees a place stays whatever others change, and is sent once the latest is shown', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Passagen vid gaveln'), 75, undefined, 'origin');
  const other = await samplats.somebodyElse('coordinator');
  await samplats.openPlace(place);
  await helper.page.getByText('Ändra vem som ser platsen').click();
  await helper.page.getByRole('radio', { name: /Platsens parter/ }).check();
  const ground = helper.field('På vilken grund?');
  await ground.selectOption({ index: 2 });
  const words = helper.field(/^Med egna ord|^Vad har prövats/);
  await words.fill('Alla parter behövs.');
  // Told at once, and the form is as it was.
  await other.command(place, 'status', { status: 'active', reason: 'Arbetet börjar.' });
  await expect(helper.page.getByRole('main').getByText('Aktiv', { exact: true })).toBeVisible();
  await expect(words).toHaveValue('Alla parter behövs.');
  // Not told yet: the server says that somebody was first.
  let isFirst = true;
  await helper.page.route('**/api/places/*', async (route) => {
    if (isFirst && route.request().method() === 'PATCH') {
      isFirst = false;
      await other.changes(`/api/places/${place.id}`, 'PATCH', () => ({ note: 'Ny skylt.' }));
    }
    await route.continue();
  });
  await helper.button('Dela så').click();
  await expect(helper.text(/Någon annan har ändrat detta/)).toBeVisible();
  await helper.button('Visa det senaste').click();
  await expect(helper.text(/Någon annan har ändrat detta/)).toHaveCount(0);
  await expect(words).toHaveValue('Alla parter behövs.');
  await helper.button('Dela så').click();
  await helper.page.getByText('Lämnats ut till').click();
  await expect(helper.page.getByRole('listitem').filter({ hasText: 'Delades med fler' })).toHaveCount(1);
  await helper.page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a round that somebody else was first to change keeps what is written', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const other = await samplats.somebodyElse('coordinator');
  const name = own(`Rundan vid ån ${Date.now()}`);
  await samplats.somebodyMakesRound(name, await samplats.anyPlace((one) => one.status === 'active'));
  const { items } = await samplats.read<{ items: { id: string; name: string }[] }>('/api/rounds?limit=1000');
  const id = items.find((one) => one.name === name)?.id ?? '';
  await samplats.open(`/?view=round&id=${id}`);
  await helper.field('Rondens namn').fill(`${name}, kväll`);
  interface Stops {
    stops: { number: number; label: string; position: object; place?: { id: string } }[];
  }
  await other.changes<Stops>(`/api/rounds/${id}`, 'PUT', ({ stops }) => ({
    name,
    ended: false,
    stops: stops.map(({ number, position, place }) => ({
      number,
      label: 'Ett hörn',
      position,
      ...(place && { place: place.id }),
    })),
  }));
  await helper.button('Spara').click();
  await expect(helper.text(/Någon annan har ändrat detta/)).toBeVisible();
  await helper.button('Visa det senaste').click();
  await expect(helper.field('Rondens namn')).toHaveValue(`${name}, kväll`);
});

test('what somebody else changes of a place meanwhile is not written over by who saves the form', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Trappan vid bron'), 75);
  const other = await samplats.somebodyElse('coordinator');
  await samplats.openPlace(place);
  await helper.button('Ändra uppgifter').click();
  const note = helper.field('Anteckning');
  await note.fill('Räcket är löst.');
  const name = own('Norra trappan');
  await other.changes(`/api/places/${place.id}`, 'PATCH', () => ({ name }));
  await expect(helper.heading(name)).toBeVisible();
  await helper.button('Spara').click();
  await expect(helper.text(/Någon annan har ändrat detta/)).toBeVisible();
  await helper.button('Visa det senaste').click();
  await expect(helper.field('Namn')).toHaveValue(name);
  await expect(note).toHaveValue('Räcket är löst.');
  await helper.button('Spara').click();
  await expect(note).toHaveCount(0);
  const saved = await samplats.read<{ name: string; note: string }>(`/api/places/${place.id}`);
  expect([saved.name, saved.note]).toEqual([name, 'Räcket är löst.']);
});
