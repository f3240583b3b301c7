import { expect, test } from './driver';

const views = [
  'map',
  'list',
  'news',
  'weekly',
  'here',
  'report',
  'triage',
  'duties',
  'my_reports',
  'outbox',
  'unsettled',
  'rounds',
];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every view passes the checker (${colorScheme})`, async ({ samplats, helper }) => {
    test.slow(); // one page after the other, each looked at in whole
    await helper.page.emulateMedia({ colorScheme });
    await samplats.open();
    await expect(helper.heading('Logga in')).toBeVisible();
    expect(await helper.accessibilityFaults()).toEqual([]);
    await samplats.enter('coordinator');
    for (const view of views) {
      await samplats.open(`/?view=${view}`);
      await expect(helper.page.locator('canvas')).toBeAttached();
      expect([view, await helper.accessibilityFaults()]).toEqual([view, []]);
    }
  });

  test(`a place, and what it is merged with or split into, pass the checker (${colorScheme})`, async ({
    samplats,
    helper,
  }) => {
    await helper.page.emulateMedia({ colorScheme });
    await samplats.enter('coordinator');
    const place = await samplats.anyPlace((one) => one.may?.includes('split') === true);
    await samplats.openPlace(place);
    expect(await helper.accessibilityFaults()).toEqual([]);
    for (const beside of ['merge', 'split'] as const) {
      await samplats.openBeside(beside, place);
      expect([beside, await helper.accessibilityFaults()]).toEqual([beside, []]);
    }
  });
}

test('nothing is wider than a screen of 320 pixels', async ({ samplats, helper }) => {
  await helper.page.setViewportSize({ width: 320, height: 640 });
  await samplats.enter('coordinator');
  for (const view of views) {
    await samplats.open(`/?view=${view}`);
    await expect(helper.page.locator('canvas')).toBeAttached();
    expect([view, await helper.overflow()]).toEqual([view, 0]);
  }
  const place = await samplats.anyPlace((one) => one.may?.includes('split') === true);
  for (const beside of ['merge', 'split'] as const) {
    await samplats.openBeside(beside, place);
    expect([beside, await helper.overflow()]).toEqual([beside, 0]);
  }
});
