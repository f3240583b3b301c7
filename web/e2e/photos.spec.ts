import { expect, test, type Samplats } from './driver';
import { secret } from './picture';

test.use({ drawsMap: false });

/** Writes a report with one photo, whose middle is covered, and sends it. Gives what the photo was sent as. */
async function reportWithPhoto(samplats: Samplats, text: string): Promise<Buffer> {
  const { helper } = samplats;
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), text);
  await samplats.choosePhoto();
  await helper.button('Lägg till ruta').click();
  await helper.button('Använd fotot').click();
  await expect(helper.page.getByRole('img', { name: 'Foto 1' })).toBeVisible();
  // The editor has given way: the next press of a key is not to take the photo away.
  await expect(helper.heading('Täck ansikten och skyltar')).toBeHidden();
  await expect(helper.button('Ta bort foto 1')).not.toBeFocused();
  const sent = helper.page.waitForRequest((request) => /\/api\/photos\?/.test(request.url()));
  await samplats.sendReport();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  return (await sent).postDataBuffer() ?? Buffer.alloc(0);
}

test('a photo leaves the page redrawn and covered, and follows its report', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  const bytes = await reportWithPhoto(samplats, 'Foto med ruta');
  expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  expect(bytes.includes(secret.slice(0, 7))).toBe(false);
  const [report] = await samplats.arrived('Foto med ruta');
  await expect.poll(async () => (await samplats.photosOf(report?.id ?? '')).length).toBe(1);
  const [photo] = await samplats.photosOf(report?.id ?? '');
  expect(photo?.checked).toBe(false);
  // Black where the box was, white beside it: in what the server has.
  expect(await samplats.brightness(`/api/photos/${photo?.id}/large`, 0.5, 0.45)).toBeLessThan(40);
  expect(await samplats.brightness(`/api/photos/${photo?.id}/large`, 0.1, 0.1)).toBeGreaterThan(215);
  expect((await helper.onTheDisk('draft')).filter(({ id }) => id !== 'answers')).toEqual([]);
});

test('boxes are drawn, moved and taken away by keyboard and by pointer', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  await samplats.writeReport(await samplats.anyPlace((one) => one.status === 'active'), 'Rutor');
  await samplats.choosePhoto();
  await helper.button('Lägg till ruta').click();
  const box = helper.button(/^Ruta 1$/);
  await box.focus();
  const before = await box.boundingBox();
  await helper.page.keyboard.press('ArrowRight');
  await helper.page.keyboard.press('Shift+ArrowDown');
  const after = await box.boundingBox();
  expect(after?.x).toBeGreaterThan(before?.x ?? 0);
  expect(after?.height).toBeGreaterThan(before?.height ?? 0);
  const surface = await helper.page.getByRole('group', { name: 'Fotot med rutor' }).boundingBox();
  if (!surface) throw new Error('there is no photo');
  await helper.page.mouse.move(surface.x + 5, surface.y + 5);
  await helper.page.mouse.down();
  await helper.page.mouse.move(surface.x + 90, surface.y + 70, { steps: 4 });
  await helper.page.mouse.up();
  await expect(helper.button(/^Ruta 2$/)).toBeVisible();
  await expect(helper.button('Skicka rapporten')).toBeDisabled();
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  await box.focus();
  await helper.page.keyboard.press('Delete');
  await expect(helper.button(/^Ruta 2$/)).toBeHidden();
  await helper.button('Kasta fotot').click();
  await expect(helper.page.getByRole('img', { name: 'Foto 1' })).toBeHidden();
});

test('the coordinator of the same organisation checks a photo, and then it is shared', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  await reportWithPhoto(samplats, 'Foto att granska');
  const [report] = await samplats.arrived('Foto att granska');
  const id = report?.id ?? '';
  await expect.poll(async () => (await samplats.photosOf(id)).length).toBe(1);
  await samplats.leave();
  await samplats.enter('city');
  expect(await samplats.photosOf(id)).toEqual([]);
  await samplats.leave();
  await samplats.enter('coordinator');
  await samplats.open(`/?view=one_report&id=${id}`);
  await helper.page.getByRole('button', { name: /^Visa fotot från .*inte granskat$/ }).click();
  await expect(helper.page.getByRole('img', { name: /^Foto från/ })).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Visar ingen: dela som rapporten').click();
  await expect(helper.text(/granskat: visar ingen människa/)).toBeVisible();
  await samplats.leave();
  await samplats.enter('city');
  expect(await samplats.photosOf(id)).toHaveLength(1);
});

test('a photo is taken away with a reason, for good', async ({ samplats, helper }) => {
  await samplats.enter('reporter');
  await reportWithPhoto(samplats, 'Foto att ta bort');
  const [report] = await samplats.arrived('Foto att ta bort');
  const id = report?.id ?? '';
  await expect.poll(async () => (await samplats.photosOf(id)).length).toBe(1);
  await samplats.open(`/?view=one_report&id=${id}`);
  await helper.page.getByRole('button', { name: /^Visa fotot från/ }).click();
  await helper.button('Ta bort fotot').click();
  await helper.field('Varför tas det bort?').fill('Ett ansikte syns.');
  await helper.button('Ta bort fotot').click();
  await expect(helper.page.getByRole('button', { name: /^Visa fotot från/ })).toBeHidden();
  expect(await samplats.photosOf(id)).toEqual([]);
});

test('a place of the demo shows photos, and none that nobody drew', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.placeWithPhotos();
  await samplats.openPlace(place);
  await expect(helper.page.getByRole('button', { name: /^Visa fotot från/ }).first()).toBeVisible();
  expect(await helper.accessibilityFaults()).toEqual([]);
});

test('an after-photo is taken with the earlier one laid over what the camera sees', async ({ samplats, helper }) => {
  // A camera that sees green: machines that run this have none.
  await helper.page.addInitScript(() => {
    const seen = document.createElement('canvas');
    [seen.width, seen.height] = [640, 480];
    const paint = () => {
      const drawing = seen.getContext('2d');
      if (drawing) drawing.fillStyle = '#0a0';
      drawing?.fillRect(0, 0, 640, 480);
      requestAnimationFrame(paint);
    };
    paint();
    navigator.mediaDevices.getUserMedia = () => Promise.resolve(seen.captureStream());
  });
  await samplats.enter('reporter');
  const place = await samplats.placeWithPhotos();
  await samplats.reportAt(place);
  const card = helper.page
    .getByRole('listitem')
    .filter({ has: helper.page.getByRole('heading', { name: place.name }) });
  await card.getByRole('button', { name: 'Är borta' }).click();
  await helper.button('Ta samma vy som förr').click();
  await expect(helper.page.getByLabel('Kamerabilden')).toBeVisible();
  await expect(helper.button('Ta bilden')).toBeEnabled();
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.button('Ta bilden').click();
  await helper.button('Använd fotot').click();
  await expect(helper.page.getByRole('img', { name: 'Foto 1' })).toBeVisible();
  await samplats.sendReport();
  await expect(helper.heading('Tack, rapporten är framme')).toBeVisible();
  await expect.poll(async () => (await samplats.mine()).length).toBeGreaterThan(0);
  const [newest] = await samplats.mine();
  await expect.poll(async () => (await samplats.photosOf(newest?.id ?? '')).length).toBe(1);
  const [photo] = await samplats.photosOf(newest?.id ?? '');
  // Green, and nothing of the ghost.
  expect(await samplats.brightness(`/api/photos/${photo?.id}/large`, 0.5, 0.5)).toBeGreaterThan(140);
});

test('two photos of a place stand side by side, chosen by keyboard', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.placeWithPhotos(2);
  await samplats.openPlace(place);
  await helper.button('Före och efter').click();
  const pair = helper.page.getByRole('region', { name: 'Före och efter' });
  await expect(pair.getByRole('img', { name: /^Före: Foto från/ })).toBeVisible();
  await expect(pair.getByRole('img', { name: /^Efter: Foto från/ })).toBeVisible();
  const [before, after] = await Promise.all(
    ['Före', 'Efter'].map((side) => pair.getByLabel(side, { exact: true }).inputValue()),
  );
  expect(before).not.toBe(after);
  await pair.getByLabel('Före', { exact: true }).focus();
  await pair.getByLabel('Före', { exact: true }).selectOption(after ?? '');
  await expect(pair.getByRole('img', { name: /^Före: Foto från/ })).toHaveAttribute('src', new RegExp(after ?? ''));
  expect(await helper.accessibilityFaults()).toEqual([]);
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
  await helper.button('Dölj jämförelsen').click();
  await expect(pair).toBeHidden();
});
