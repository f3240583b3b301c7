import type { Route } from '@playwright/test';
import { expect, test, type Samplats, type Who } from './driver';
import type { Helper } from './helper';

/**
 * Every page that fetches something, while that is on its way, where it could not be read, which is by turns for want of an
 * answer and of a right, and where there is nothing. Within one loaded page and in its main part alone, so that it stays cheap;
 * on a phone in light, at a desk in dark.
 */
test.use({ drawsMap: false });

/** What is read at the start, or heard all the time. */
const standing = /\/api\/(me|me\/desk|changes)$/;
type Answer = (route: Route) => Promise<void> | undefined;

const refused = (status: number, type: string): Answer => {
  return (route) => route.fulfill({ status, json: { type: `/problems/${type}`, title: type, status } });
};
const [busy, notAllowed] = [refused(503, 'busy'), refused(403, 'not-allowed')];

/** The server as somebody meets it, and what shows that the page has understood. */
const states: Record<string, { answer: Answer; shows: (helper: Helper) => Promise<void> }> = {
  'is on its way': {
    answer: () => undefined,
    shows: (helper) => expect(helper.fresh('.waiting')).toBeVisible(),
  },
  'could not be read': {
    answer: (route) => (route.request().url().length % 2 === 0 ? busy : notAllowed)(route),
    shows: (helper) => expect(helper.fresh('[role=alert]')).toBeVisible(),
  },
  'has nothing in it': {
    answer: async (route) => {
      const response = await route.fetch();
      const body = (await response.json()) as { items?: unknown };
      await route.fulfill({ response, json: body.items ? { ...body, items: [], next: null } : body });
    },
    shows: async (helper) => {
      await expect(helper.fresh('*')).toBeAttached();
      await expect(helper.page.locator('main .waiting:visible')).toHaveCount(0);
    },
  },
};

interface Page {
  address: string;
  /** What it is of comes; what stands on it does not, and is unfolded. */
  comes?: RegExp;
}

async function pagesOf(who: Who, samplats: Samplats): Promise<Page[]> {
  if (who === 'company') return [{ address: '/?view=sites' }];
  if (who === 'administrator') {
    const lists = ['parties', 'areas', 'sites', 'codes', 'settings', 'rules', 'retention', 'publications', 'accounts'];
    return [...lists, 'tokens'].map((page) => ({ address: `/?view=admin&page=${page}` }));
  }
  const place = await samplats.anyPlace((one) => one.may?.includes('split') === true);
  const report = await samplats.somebodyReports();
  const lists = ['news', 'weekly', 'triage', 'duties', 'my_reports', 'unsettled', 'rounds', 'phones', 'diary'];
  const alone = [...lists, 'own_data', 'access_review', 'reads', 'account', 'figures'].map((view) => ({
    address: `/?view=${view}`,
  }));
  const of = [
    `make&reports=${report}`,
    ...['place', 'sheet', 'merge', 'split'].map((view) => `${view}&id=${place.id}`),
  ];
  return [
    ...alone,
    ...[...of, `one_report&id=${report}`, `document&id=${place.id}&about=place`].map((view) => ({
      address: `/?view=${view}`,
    })),
    { address: `/?view=place&id=${place.id}`, comes: /\/api\/places\/\w+$/ },
    { address: `/?view=one_report&id=${report}`, comes: /\/api\/reports\/\w+$/ },
  ];
}

for (const who of ['coordinator', 'administrator', 'company'] as const) {
  test(`what is fetched passes the checker however it goes (${who})`, async ({ samplats, helper }, { project }) => {
    const { page } = helper;
    await page.emulateMedia({ colorScheme: project.name === 'desk' ? 'dark' : 'light' });
    await samplats.enter(who);
    const pages = await pagesOf(who, samplats);
    await samplats.open('/?view=outbox');
    await samplats.isIn();
    let comes: RegExp | undefined;
    for (const [state, { answer, shows }] of Object.entries(states)) {
      await page.route(/\/api\//, (route) => {
        const { pathname } = new URL(route.request().url());
        return standing.test(pathname) || comes?.test(pathname) ? route.continue() : answer(route);
      });
      for (const one of pages) {
        comes = one.comes;
        await helper.goOn(one.address);
        if (one.comes) await helper.unfoldAll();
        await test.step(`${one.address} ${state}`, () => shows(helper));
        expect([one.address, state, await helper.accessibilityFaults('main')]).toEqual([one.address, state, []]);
      }
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await helper.goOn('/?view=outbox'); // so that the next is made anew
    }
  });
}

test('what is not theirs, and what there is without a network, pass the checker', async ({
  samplats,
  helper,
}, info) => {
  const { page } = helper;
  await page.emulateMedia({ colorScheme: info.project.name === 'desk' ? 'dark' : 'light' });
  await samplats.enter('reporter');
  await samplats.open('/?view=outbox');
  await samplats.isIn();
  for (const view of ['triage', 'duties', 'make', 'phones', 'diary', 'access_review', 'reads', 'admin']) {
    await helper.goOn(`/?view=${view}`);
    await expect(helper.fresh('p').filter({ hasText: /^Din roll har inte rätt till detta/ })).toBeVisible();
    expect([view, await helper.accessibilityFaults('main')]).toEqual([view, []]);
  }
  await page.context().setOffline(true);
  for (const view of ['my_reports', 'rounds', 'news', 'own_data']) {
    await helper.goOn(`/?view=${view}`);
    await expect(helper.fresh('[role=alert]')).toBeVisible();
    expect([view, await helper.accessibilityFaults('main')]).toEqual([view, []]);
  }
});
