/**
 * The states that every page has: while it is fetched, when that fails, when the server is not reached, when there is nothing in
 * it, and for somebody who may not see it. Named page_state, such as diary_empty.
 */
import { problem, worked } from './common.mjs';

/** A page: its address, who opens it, what it asks for, and who may not. */
const pages = {
  list: { login: 'samordnare', asks: /\/api\/(places|reports|place-counts)\?/ },
  news: { login: 'samordnare', asks: '**/api/me/news*' },
  weekly: { login: 'staden', asks: '**/api/weekly-list*' },
  triage: { login: 'samordnare', asks: '**/api/me/triage*', without: 'parklag' },
  duties: { login: 'samordnare', asks: '**/api/me/duties*', without: 'parklag' },
  sites: { login: 'skolor', asks: '**/api/me/sites*' },
  unsettled: { login: 'staden', asks: '**/api/places*' },
  my_reports: { login: 'parklag', asks: '**/api/me/reports*', without: 'lasare' },
  rounds: { login: 'samordnare', asks: '**/api/rounds*', without: 'lasare' },
  phones: { login: 'samordnare', asks: '**/api/phone-links*', without: 'parklag' },
  account: { login: 'samordnare', asks: '**/api/me/sessions*' },
  own_data: { login: 'samordnare', asks: '**/api/me/data*' },
  diary: { login: 'samordnare', asks: /\/api\/(filings|document-requests)/, without: 'parklag' },
  access_review: { login: 'admin', asks: '**/api/access-review*', without: 'parklag' },
  reads: { login: 'samordnare', asks: '**/api/reads*', without: 'parklag' },
  figures: { login: null, asks: '**/api/public/publications*' },
};
const ofAdministration = {
  parties: '**/api/parties*',
  areas: '**/api/areas*',
  sites: '**/api/sites*',
  codes: '**/api/codes*',
  settings: '**/api/settings*',
  rules: '**/api/designations*',
  retention: '**/api/retention/rules*',
  publications: '**/api/public/publications*',
  accounts: '**/api/users*',
  tokens: '**/api/tokens*',
};
for (const [page, asks] of Object.entries(ofAdministration)) {
  pages[`admin_${page}`] = { login: 'admin', asks, view: `admin&page=${page}`, without: 'samordnare' };
}
/** Pages of a place. */
const ofPlace = {
  place: /\/api\/places\/[0-9A-Z]{11}$/,
  place_reports: /\/api\/places\/[0-9A-Z]{11}\/(reports|history|neighbours|rhythm|effort)/,
  sheet: '**/sheet*',
  document: '**/document',
};

/** An answer with nothing in any of its lists. */
function emptied(json) {
  if (Array.isArray(json)) return [];
  if (json === null || typeof json !== 'object') return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, name === 'next' ? null : emptied(value)]),
  );
}

const troubles = {
  loading: (s, asks) => s.page.route(asks, () => undefined),
  error: (s, asks) => s.fail(asks, problem(500)),
  gone: (s, asks) => s.fail(asks),
  empty: (s, asks) =>
    s.page.route(asks, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: emptied(await answer.json()) });
    }),
};

export const states = {};
for (const [name, { login, asks, view = name, without }] of Object.entries(pages)) {
  for (const [state, begin] of Object.entries(troubles)) {
    states[`${name}_${state}`] = [login, async (s) => (await begin(s, asks), s.open(`/?view=${view}`))];
  }
  if (without) states[`${name}_no_right`] = [without, (s) => s.open(`/?view=${view}`)];
}
for (const [name, asks] of Object.entries(ofPlace)) {
  for (const state of ['loading', 'error', 'gone']) {
    states[`${name}_${state}`] = [
      'samordnare',
      async (s) => {
        const { id } = await s.place(worked);
        await troubles[state](s, asks);
        await s.open(`/?view=${name.replace('_reports', '')}&id=${id}&about=place`.replace(/(sheet&id=\w+).*/, '$1'));
      },
    ];
  }
}
/** One of a kind that was there and is erased. */
states.place_erased = [
  'samordnare',
  async (s) => {
    const { id } = await s.place(worked);
    await s.fail(`**/api/places/${id}`, problem(410, '/problems/erased'));
    await s.open(`/?view=place&id=${id}`);
  },
];
