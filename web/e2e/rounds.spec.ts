import { expect, own, test } from './driver';

test.use({ drawsMap: false });

test('a round is made with the keyboard, and its stops put in order', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Ronden börjar här'), 90);
  await samplats.open(`/?view=round&id=NEW&at=17/${place.position.lat}/${place.position.lon}`);
  const name = own('Kvällsrond i hamnen');
  await helper.field('Rondens namn').fill(name);
  await helper.button('Lägg till en plats i kartans utsnitt').click();
  await helper.button(place.name).press('Enter');
  await helper.button('Lägg till en punkt på kartan').press('Enter');
  await helper.button('Lägg till punkten under krysset').press('Enter');
  await helper.field('2. Vad stoppet kallas').fill('Trappan');
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Flytta upp Trappan').press('Enter');
  await expect(helper.field('1. Vad stoppet kallas')).toHaveValue('Trappan');
  await helper.button('Spara').press('Enter');
  await expect(helper.heading(name)).toBeVisible();
  await expect(helper.page.getByRole('listitem').filter({ hasText: name })).toContainText('2 stopp');

  // A name of somebody in a label is refused at its field, and what was written stays.
  await helper.page.getByRole('link', { name: `Ändra ronden: ${name}` }).click();
  await helper.field('1. Vad stoppet kallas').fill('Hos 070-123 45 67');
  await helper.button('Spara').click();
  await expect(helper.field('1. Vad stoppet kallas')).toHaveAttribute('aria-invalid', 'true');
  await expect(helper.field('1. Vad stoppet kallas')).toHaveValue('Hos 070-123 45 67');
});

test('a round that two change at once has what each of them changed, and what both did is told', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Platsen på bådas rond'), 180);
  const name = own('Rond som två ändrar');
  await samplats.somebodyMakesRound(name, place);
  await samplats.open('/?view=rounds');
  await helper.page.getByRole('link', { name: `Ändra ronden: ${name}` }).click();
  await helper.field('2. Vad stoppet kallas').fill('Hörnet vid porten');
  const id = new URL(helper.page.url()).searchParams.get('id') ?? '';

  // Somebody else adds a stop and takes one away that nobody here has written in.
  type Rounds = { stops: { number: number; label: string; position: object; place?: { id: string } }[] };
  const sent = ({ stops }: Rounds) => stops.map((stop) => ({ ...stop, place: stop.place?.id }));
  const added = { label: 'Trappan bakom', position: place.position };
  const other = await samplats.somebodyElse('coordinator');
  const path = `/api/rounds/${id}`;
  await other.changes<Rounds>(path, 'PUT', (now) => ({ name, stops: [...sent(now).slice(1), added] }));
  await helper.button('Spara').click();
  await helper.button('Visa det senaste').click();
  await expect(helper.text('Det senaste är inlagt, och det du har ändrat står kvar.')).toBeVisible();
  await expect(helper.field('1. Vad stoppet kallas')).toHaveValue('Hörnet vid porten');
  await expect(helper.field('2. Vad stoppet kallas')).toHaveValue('Trappan bakom');
  await expect(helper.field(/^3\. Vad stoppet kallas/)).toHaveCount(0);
  expect(await helper.accessibilityFaults()).toEqual([]);

  // Both write in the same stop.
  await helper.field('2. Vad stoppet kallas').fill('Källartrappan');
  const renamed = (now: Rounds) => sent(now).map((stop, at) => (at === 1 ? { ...stop, label: 'Bakre trappan' } : stop));
  await other.changes<Rounds>(path, 'PUT', (now) => ({ name, stops: renamed(now) }));
  await helper.button('Spara').click();
  await helper.button('Visa det senaste').click();
  await expect(helper.text(/Ni har båda ändrat: Källartrappan\./)).toBeVisible();
  await helper.button('Spara').click();
  await expect(helper.heading(name)).toBeVisible();
  const { stops } = await samplats.read<Rounds>(path);
  expect(stops.map(({ label }) => label)).toEqual(['Hörnet vid porten', 'Källartrappan']);
});

test('a round is walked, and nothing seen is counted', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Platsen på ronden'), 120);
  const name = own('Rond');
  await samplats.somebodyMakesRound(name, place);
  await samplats.open('/?view=rounds');
  expect(await helper.faultsByDayAndNight()).toEqual([]);
  await helper.button(`Gå ronden: ${name}`).click();
  await expect(helper.text('Stopp 1 av 2')).toBeVisible();
  await expect(helper.heading('Känt här de senaste två åren')).toBeVisible();
  expect(await helper.faultsByDayAndNight()).toEqual([]);
  await helper.button('Inget syns').click();
  await expect(helper.text('Stopp 2 av 2')).toBeVisible();
  await helper.button('Inget syns').click();
  await helper.button('Avsluta ronden').click();
  await helper.button('Avsluta ronden').click();
  await expect.poll(() => samplats.effortAt(place)).toEqual({ visits: 1, seen: 0 });
  await samplats.openPlace(place);
  await expect(helper.text(/Något syntes vid 0 av 1 besök sedan/)).toBeVisible();
  expect(await helper.faultsByDayAndNight()).toEqual([]);
});

test.describe('with the map', () => {
  test.use({ drawsMap: true });
  test('stops are gone through quicker than the map follows', async ({ samplats, helper }) => {
    await samplats.enter('coordinator');
    const place = await samplats.somebodyMakesPlace(own('Platsen i farten'), 210);
    const name = own('Rond i farten');
    await samplats.somebodyMakesRound(name, place);
    await samplats.open('/?view=rounds');
    await helper.button(`Gå ronden: ${name}`).click();
    await expect(helper.text('Stopp 1 av 2')).toBeVisible();
    // The map was still on its way, and said so in the middle of what had sent it: the page went round in a circle.
    for (let times = 0; times < 4; times += 1) {
      await helper.button('Nästa stopp').click();
      await helper.button('Förra stoppet').click();
    }
    await helper.button('Nästa stopp').click();
    await expect(helper.text('Stopp 2 av 2')).toBeVisible();
    expect(helper.sins).toEqual([]);
  });
});

test('a walk that was cut short goes on, and is sent when the network is back', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Platsen utan nät'), 150);
  const name = own('Rond utan nät');
  await samplats.somebodyMakesRound(name, place);
  await samplats.open('/?view=rounds');
  await helper.button(`Gå ronden: ${name}`).click();
  await expect(helper.text('Stopp 1 av 2')).toBeVisible();
  // Who was here is kept a moment after the page has been told.
  await expect.poll(async () => (await helper.onTheDisk('kept')).map(({ id }) => id)).toContain('lasting:me');
  const line = await helper.breakLine(/\/api\//);
  // The second of two taps was meant for the same stop.
  await helper.button('Inget syns').dblclick();
  await expect(helper.text('Stopp 2 av 2')).toBeVisible();
  await expect.poll(async () => (await helper.onTheDisk('draft')).map(({ id }) => id)).toContain('walk');
  const [onDisk] = (await helper.onTheDisk('draft')).filter(({ id }) => id === 'walk');
  expect(onDisk?.bytes).not.toContain(name);

  // The tab is closed and opened again: whoever was here goes on with what the phone has.
  await helper.page.reload();
  await samplats.open('/?view=rounds');
  await expect(helper.text(`En rond pågår: ${name}, 1 av 2 stopp.`)).toBeVisible();
  await helper.button('Gå vidare').click();
  await expect(helper.text('Stopp 2 av 2')).toBeVisible();
  await helper.button('Inget syns').click();
  await helper.button('Avsluta ronden').click();
  await helper.button('Avsluta ronden').click();
  await expect(helper.text('Avslutade ronder som väntar på att skickas från telefonen: 1.')).toBeVisible();
  await line.mend();
  await expect.poll(() => samplats.effortAt(place), { timeout: 45_000 }).toEqual({ visits: 1, seen: 0 });
  await expect(helper.text(/Avslutade ronder som väntar/)).toHaveCount(0);
  expect((await helper.onTheDisk('draft')).filter(({ id }) => id.startsWith('walk'))).toEqual([]);
});

test('an answer that needs the form waits for the report that lies there, and is not noted meanwhile', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Platsen med påbörjad rapport'), 240);
  const name = own('Rond med påbörjad rapport');
  await samplats.somebodyMakesRound(name, place);
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), 'Påbörjad någon annanstans');
  await samplats.open('/?view=rounds');
  await helper.button(`Gå ronden: ${name}`).click();
  await helper.button('Rapportera').click();
  await expect(helper.text(/En annan rapport är påbörjad/)).toBeVisible();
  await expect(helper.text(/^Ditt svar/)).toHaveCount(0);
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.page.getByRole('main').getByRole('link', { name: 'Visa', exact: true }).click();
  await expect(helper.field(/Beskriv platsen/)).toHaveValue('Påbörjad någon annanstans');
  await helper.button('Börja om').click();
  await samplats.open('/?view=walk');
  await helper.button('Rapportera').click();
  await expect(helper.heading('Redan känt här')).toBeVisible();
});

test('gone at a place of which nothing could be fetched asks what was there, and what is known is fetched later', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Platsen utan kännedom'), -120);
  const name = own('Rond utan kännedom');
  await samplats.somebodyMakesRound(name, place);
  await samplats.open('/?view=rounds');
  await expect(helper.button(`Gå ronden: ${name}`)).toBeVisible();
  const line = await helper.breakLine(/\/api\/rounds\/\w+\/known$/);
  await helper.button(`Gå ronden: ${name}`).click();
  await expect(helper.text(/Vad som är känt kan inte hämtas/)).toBeVisible();
  await helper.button('Är borta').click();
  await expect(helper.heading('Vad ser du?')).toBeVisible();
  await helper.page.getByRole('checkbox', { name: 'Klotter', exact: true }).check();
  await helper.button('Fortsätt').click();
  await helper.button('Fortsätt').click();
  await helper.button('Vet inte').click();
  const sent = helper.nextSent(/\/api\/reports$/);
  await samplats.sendReport();
  expect(await sent).toMatchObject({ place: place.id, sighting: 'gone', problem_types: ['graffiti'] });
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  await line.mend();
  await samplats.open('/?view=walk');
  await expect(helper.text('Ditt svar: är borta')).toBeVisible();
  await expect(helper.text(/Vad som är känt kan inte hämtas/)).toHaveCount(0);
});

test('a walk that lay on the phone for too long is missed, and said so', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Platsen som glömdes'), -150);
  const name = own('Rond som glömdes');
  await samplats.somebodyMakesRound(name, place);
  await samplats.open('/?view=rounds');
  await helper.button(`Gå ronden: ${name}`).click();
  await helper.button('Inget syns').click();
  await expect(helper.text('Stopp 2 av 2')).toBeVisible();
  await expect.poll(async () => (await helper.onTheDisk('draft')).map(({ id }) => id)).toContain('walk');
  await helper.shiftClock(15 * 86_400_000);
  await samplats.open('/?view=rounds');
  await expect(helper.text('En rond togs bort efter 14 dagar och skickades inte.')).toBeVisible();
  await expect(helper.text(/^En rond pågår/)).toHaveCount(0);
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Ta bort raden').click();
  await expect(helper.text(/togs bort efter 14 dagar/)).toHaveCount(0);
  await samplats.open('/?view=rounds');
  await expect(helper.button(`Gå ronden: ${name}`)).toBeVisible();
  await expect(helper.text(/togs bort efter 14 dagar/)).toHaveCount(0);
});

test('presence is written down on a place as kind, time and organisation, and taken back', async ({
  samplats,
  helper,
}) => {
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Platsen med nattvandring'), 180);
  await samplats.openPlace(place);
  await helper.button('Anteckna närvaro').click();
  await helper.button('Spara').click();
  await expect(helper.text('Ange dag och klockslag.')).toBeVisible();
  await helper.field('Vilken organisation').selectOption({ label: 'Nattvandrarförening' });
  await helper.field('Dag då det började').fill('2026-11-20');
  await helper.field('Från klockan').fill('21:00');
  await helper.field('Till klockan').fill('00:30');
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Spara').click();
  const noted = helper.page.getByRole('listitem').filter({ hasText: 'Nattvandring' });
  await expect(noted).toContainText('Nattvandrarförening');
  await noted.getByRole('button', { name: 'Ta tillbaka' }).click();
  await noted.getByRole('button', { name: 'Ta tillbaka' }).click();
  await expect(helper.text('Ingen närvaro är antecknad.')).toBeVisible();
});

test('rounds and walks are no wider than a screen of 320 pixels', async ({ samplats, helper }) => {
  await helper.page.setViewportSize({ width: 320, height: 640 });
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace(own('Smal plats'), 210);
  const name = own('Smal rond');
  await samplats.somebodyMakesRound(name, place);
  await samplats.open('/?view=rounds');
  await expect(helper.heading(name)).toBeVisible();
  expect(await helper.overflow()).toBe(0);
  await helper.button(`Gå ronden: ${name}`).click();
  await expect(helper.text('Stopp 1 av 2')).toBeVisible();
  expect(await helper.overflow()).toBe(0);
  await helper.button('Kasta svaren').click();
  await helper.button('Kasta svaren').click();
  await helper.page.getByRole('link', { name: `Ändra ronden: ${name}` }).click();
  await expect(helper.field('Rondens namn')).toHaveValue(name);
  expect(await helper.overflow()).toBe(0);
});
