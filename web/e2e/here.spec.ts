import { expect, test } from './driver';

test('what is here can be asked without touching the map', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.anyPlace((one) => one.status === 'active');
  await samplats.open('/?view=here');
  await samplats.pointAt(place);
  await helper.button('Visa vad som finns här').click();
  await expect(helper.text(place.name).first()).toBeVisible();
  await expect(helper.heading('Föreslagen samordnare')).toBeVisible();
});

test('degrees that are none are refused in words', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  await samplats.open('/?view=here');
  await helper.text('Skriv koordinater').click();
  await helper.field('Longitud').fill('öster');
  await helper.field('Latitud').fill('59');
  await helper.button('Flytta dit').click();
  await expect(helper.text(/Skriv talen i grader/)).toBeVisible();
});
