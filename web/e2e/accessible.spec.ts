import type { Route } from '@playwright/test';
import { expect, test, type Samplats } from './driver';
import type { Helper } from './helper';

// Page after page is opened, and the map is the same in all of them.
test.use({ drawsMap: false });

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

/** Rows of a list that are looked at: those after them are of the same kinds, and the checker looks at each. */
const few = 30;

test.describe('with the map', () => {
  test.use({ drawsMap: true });
  test('the map, alone and beside the list, passes the checker', async ({ samplats, helper }) => {
    await samplats.enterMap('coordinator');
    expect(await helper.faultsByDayAndNight()).toEqual([]);
    await helper.shortPages(/^\/api\/(places|reports)$/, few);
    await samplats.open('/?view=list');
    await expect(helper.text(/^Platser: .* · Rapporter: /)).toBeVisible();
    expect(await helper.faultsByDayAndNight()).toEqual([]);
    // Behind a panel that covers it there is nothing of it to come to.
    const isCovered = test.info().project.name === 'phone';
    await expect(helper.page.getByRole('button', { name: 'Zooma in' })).toHaveCount(isCovered ? 0 : 1);
  });
});

test('what is skipped to is the content, also where that is the map alone', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  for (const address of ['/', '/?view=list']) {
    await samplats.open(address);
    await samplats.isIn();
    await helper.page.keyboard.press('Tab');
    await expect(helper.page.getByRole('link', { name: 'Hoppa till innehållet' })).toBeFocused();
    await helper.page.keyboard.press('Enter');
    await expect(helper.page.getByRole('main')).toBeFocused();
  }
});

test('every view passes the checker', async ({ samplats, helper }) => {
  test.slow(); // one page after the other, each looked at in whole
  await samplats.open();
  await expect(helper.heading('Logga in')).toBeVisible();
  expect(await helper.faultsByDayAndNight()).toEqual([]);
  await samplats.enter('coordinator');
  await helper.shortPages(/^\/api\/(places|reports)$/, few);
  for (const view of views) {
    await samplats.open(`/?view=${view}`);
    await samplats.isIn();
    expect([view, await helper.faultsByDayAndNight()]).toEqual([view, []]);
  }
});

test('a place, and what it is merged with or split into, pass the checker', async ({ samplats, helper }) => {
  await samplats.enter('coordinator');
  const place = await samplats.anyPlace((one) => one.may?.includes('split') === true);
  await samplats.openPlace(place);
  expect(await helper.faultsByDayAndNight()).toEqual([]);
  for (const beside of ['merge', 'split'] as const) {
    await samplats.openBeside(beside, place);
    expect([beside, await helper.faultsByDayAndNight()]).toEqual([beside, []]);
  }
});

test('nothing is wider than a screen of 320 pixels', async ({ samplats, helper }) => {
  await helper.page.setViewportSize({ width: 320, height: 640 });
  await samplats.enter('coordinator');
  for (const view of views) {
    await samplats.open(`/?view=${view}`);
    await samplats.isIn();
    expect([view, await helper.overflow()]).toEqual([view, 0]);
  }
  const place = await samplats.anyPlace((one) => one.may?.includes('split') === true);
  for (const beside of ['merge', 'split'] as const) {
    await samplats.openBeside(beside, place);
    expect([beside, await helper.overflow()]).toEqual([beside, 0]);
  }
});

test('the title says what the page shows, in the language that is read', async ({ samplats, helper }) => {
  const { page } = helper;
  await samplats.open();
  await expect(page).toHaveTitle('Logga in · Samplats');
  await samplats.enter('coordinator');
  const place = await samplats.anyPlace((one) => one.status === 'active' && one.level === 'full');
  await samplats.openPlace(place);
  await expect(page).toHaveTitle(`${place.name} · Samplats`);
  await page.getByRole('button', { name: 'Tillbaka', exact: true }).click(); // opened by a link: there is nothing to go back to
  await expect(page).toHaveTitle('Lista · Samplats');
  await samplats.open();
  await expect(page).toHaveTitle('Karta · Samplats');
  await samplats.open('/?view=triage');
  await expect(page).toHaveTitle('Väntande rapporter · Samplats');
  await page.getByRole('button', { name: 'Meny' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveTitle('Waiting reports · Samplats');
});

test('whoever opens a page by a link gets back into the app, and is offered nothing that is not theirs', async ({
  samplats,
  helper,
}) => {
  const { page } = helper;
  const back = page.getByRole('button', { name: 'Tillbaka', exact: true });
  await samplats.enter('coordinator');
  const place = await samplats.somebodyMakesPlace('Skjulet vid planen', 85);
  const report = await samplats.somebodyReports();
  for (const [query, title] of [
    [`one_report&id=${report}`, 'Lista'],
    [`make&reports=${report}`, 'Väntande rapporter'],
    [`merge&id=${place.id}`, place.name],
    [`split&id=${place.id}`, place.name],
  ]) {
    await samplats.open(`/?view=${query}`);
    await back.click();
    await expect(page, query).toHaveTitle(`${title} · Samplats`);
  }
  // A step back from within the page goes where one was, and no further.
  await samplats.openPlace(place);
  await helper.button('Slå ihop').click();
  await expect(page).toHaveTitle('Slå ihop · Samplats');
  await back.click();
  await expect(page).toHaveTitle(`${place.name} · Samplats`);
  await back.click();
  await expect(page).toHaveTitle('Lista · Samplats');
  await samplats.enter('reporter');
  await samplats.open(`/?view=merge&id=${place.id}`);
  await expect(helper.text(/^Din roll har inte rätt till detta|finns inte/).first()).toBeVisible();
  await expect(helper.button('Slå ihop')).toHaveCount(0);
});

test.describe('states that one seldom sees pass the checker', () => {
  type Way = (samplats: Samplats, helper: Helper) => Promise<void>;
  /** Holds back or falsifies what the server says of one thing. */
  const answered = (path: RegExp, answer: Parameters<Route['fulfill']>[0] | null) => (helper: Helper) =>
    helper.page.route(path, (route) => (answer ? route.fulfill(answer) : undefined));
  const states: [string, Way][] = [
    [
      'what is known where somebody reports',
      async (samplats, helper) => {
        await samplats.reportAt(await samplats.anyPlace((one) => one.status === 'active'));
        await expect(helper.button('Är kvar').first()).toBeVisible();
      },
    ],
    [
      'what a problem type asks',
      async (_, helper) => {
        await helper.button('Nej, något nytt').click();
        await helper.page.getByRole('checkbox', { name: 'Klotter', exact: true }).check();
        await helper.button('Fortsätt').click();
        await expect(helper.heading('Lite mer om det')).toBeVisible();
      },
    ],
    [
      'how many',
      async (_, helper) => {
        await helper.button('Fortsätt').click();
        await expect(helper.button('Vet inte')).toBeVisible();
      },
    ],
    [
      'a place that is started',
      async (samplats, helper) => {
        await samplats.open(`/?view=make&reports=${await samplats.somebodyReports()}`);
        await expect(helper.button('Skapa platsen')).toBeEnabled();
      },
    ],
    [
      'a list that is on its way',
      async (samplats, helper) => {
        await answered(/\/api\/me\/news/, null)(helper);
        await samplats.open('/?view=news');
        await expect(helper.page.getByRole('status').filter({ hasText: 'Hämtar' })).toBeAttached();
      },
    ],
    [
      'a list that could not be read',
      async (samplats, helper) => {
        await answered(/\/api\/me\/duties/, {
          status: 500,
          json: { type: '/problems/internal', title: '', status: 500 },
        })(helper);
        await samplats.open('/?view=duties');
        await expect(helper.page.getByRole('main').getByRole('alert')).toBeVisible();
      },
    ],
    [
      'a list with nothing in it, and a menu that is open',
      async (samplats, helper) => {
        await answered(/\/api\/me\/triage/, { json: { items: [], next: null, waiting: 0 } })(helper);
        await samplats.open('/?view=triage');
        await expect(helper.page.getByRole('main').locator('.note.good')).toBeVisible();
        await helper.page.getByRole('button', { name: 'Meny' }).click();
      },
    ],
    [
      'bars about a broken line and an old answer',
      async (samplats, helper) => {
        await helper.page.route(/\/api\/changes/, (route) => route.abort());
        await helper.page.route(/\/api\/places/, async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, headers: { ...response.headers(), 'samplats-stale': '42' } });
        });
        await samplats.open('/?view=list');
        await expect(helper.text(/^Ingen kontakt med servern/)).toBeVisible();
      },
    ],
    [
      'what is not theirs',
      async (samplats, helper) => {
        await samplats.leave();
        await samplats.enter('reporter');
        await samplats.open('/?view=triage');
        await expect(helper.text(/^Din roll har inte rätt till detta/)).toBeVisible();
      },
    ],
    [
      'a list without a network',
      async (samplats, helper) => {
        await samplats.openList();
        await helper.page.context().setOffline(true);
        await expect(helper.text(/^Utan nät visas/)).toBeVisible();
      },
    ],
  ];

  test('one after the other', async ({ samplats, helper }) => {
    await samplats.enter('coordinator');
    for (const [name, come] of states) {
      await test.step(name, () => come(samplats, helper));
      expect([name, await helper.accessibilityFaults()]).toEqual([name, []]);
      await helper.page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });

  test.describe('with the map', () => {
    test.use({ drawsMap: true });
    test('the legend, also without a network', async ({ samplats, helper }) => {
      await samplats.enterMap('reporter');
      await helper.page.getByRole('button', { name: 'Teckenförklaring' }).click();
      expect(await helper.accessibilityFaults()).toEqual([]);
      await helper.page.context().setOffline(true);
      await expect(helper.text(/^Utan nät/).first()).toBeVisible();
      expect(await helper.accessibilityFaults()).toEqual([]);
    });
  });
});
