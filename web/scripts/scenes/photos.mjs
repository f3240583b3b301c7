/** Photos: chosen, covered, sent, looked at, taken away, and taken with the earlier one over what the camera sees. */
import { fresh, go, here, still } from './common.mjs';

/** A picture as a camera would give it, drawn by the page itself. */
async function picture(s) {
  const bytes = await s.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1200, 900);
    const drawing = canvas.getContext('2d');
    const sky = drawing.createLinearGradient(0, 0, 0, 900);
    for (const [at, colour] of [
      [0, '#8fb3c8'],
      [0.6, '#d8d2c4'],
      [0.61, '#6d7468'],
      [1, '#3f443c'],
    ])
      sky.addColorStop(at, colour);
    drawing.fillStyle = sky;
    drawing.fillRect(0, 0, 1200, 900);
    drawing.fillStyle = '#584f49';
    drawing.fillRect(260, 240, 680, 420);
    drawing.fillStyle = '#1c2325';
    drawing.fillRect(480, 400, 240, 260);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return { name: 'tunnel.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
}

async function choose(s, file) {
  await s.report(here, still);
  await s.page.locator('input[type=file]').setInputFiles(file ?? (await picture(s)));
  await s.page.waitForTimeout(500);
}

async function used(s) {
  await choose(s);
  await s.press('Lägg till ruta', 'Add a box');
  await s.press('Använd fotot', 'Use the photo');
}

const photographed = async (s, least = 1) => {
  const id = await s.withPhotos(least);
  await s.openPlace((place) => place.id === id);
};
const show = ['^Visa fotot från', '^Show the photo of'];

/** A camera that sees a grey wall: machines that run this have none. */
const camera = () => {
  const seen = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const paint = () => {
    const drawing = seen.getContext('2d');
    drawing.fillStyle = '#98a49c';
    drawing.fillRect(0, 0, 640, 480);
    drawing.fillStyle = '#4a5550';
    drawing.fillRect(200, 160, 260, 220);
    requestAnimationFrame(paint);
  };
  paint();
  navigator.mediaDevices.getUserMedia = () => Promise.resolve(seen.captureStream());
};

async function ghost(s) {
  const id = await s.withPhotos(1);
  const { position } = await s.place((place) => place.id === id);
  await s.open(`/?view=report&at=17/${position.lat}/${position.lon}`);
  await s.page.waitForTimeout(1200);
  await s.press(...here);
  await s.press(...still);
  await s.press('Ta samma vy', 'Take the same view');
  await s.page.waitForTimeout(800);
}

export const photos = {
  photo_begin: ['parklag', (s) => s.report(here, still)],
  photo_cover: ['parklag', async (s) => (await choose(s), s.press('Lägg till ruta', 'Add a box'))],
  photo_kept: ['parklag', used],
  photo_unreadable: [
    'parklag',
    (s) => choose(s, { name: 'x.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') }),
  ],
  photo_ghost: ['parklag', async (s) => (await s.page.addInitScript(camera), ghost(s))],
  photo_no_camera: ['parklag', ghost],
  photo_strip: [
    'samordnare',
    async (s) => {
      await photographed(s);
      await s.page
        .getByRole('button', { name: s.say(...show) })
        .first()
        .scrollIntoViewIfNeeded();
    },
  ],
  photo_open: ['samordnare', async (s) => (await photographed(s), s.press(...show))],
  photo_take_away: [
    'samordnare',
    async (s) => (await photographed(s), s.press(...show), s.press('^Ta bort fotot', '^Take the photo away')),
  ],
  photo_missing: [
    'samordnare',
    async (s) => (await s.fail(/\/api\/photos\/\w+\/(large|small)/), photographed(s), s.press(...show)),
  ],
  report_photos_new: [
    'parklag',
    async (s) => {
      await s.report(here, fresh);
      await s.type('Klotter', 'Graffiti');
      await s.press(...go);
      await s.press(...go);
      await s.press('Vet inte', 'Do not know');
    },
  ],
};
