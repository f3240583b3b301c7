/** The desk beyond its first look: measures, following, objections, handing out, and what comes by itself. */
import { may, problem, worked } from './common.mjs';

const duties = (s) => s.page.getByText(s.say('^Parternas uppgifter$', '^What each party does$')).click();
const save = ['^Spara$', '^Save$'];

export const desk = {
  measure_wrong: [
    'samordnare',
    async (s) => {
      await s.openPlace(worked);
      await duties(s);
      await s.press('^Ny åtgärd$', '^New measure$');
      await s.press(...save);
    },
  ],
  measure_done: [
    'samordnare',
    async (s) => {
      await s.openPlace(worked);
      await duties(s);
      await s.press('^Ny åtgärd$', '^New measure$');
      await s.page.getByLabel(s.say('^Åtgärd$', '^Measure$')).selectOption({ index: 2 });
      await s.fill('^Vad som görs', '^What is done', 'Belysningen ses över, häcken klipps.');
      await s.press(...save);
      await s.page.waitForTimeout(800);
    },
  ],
  follow: [
    'samordnare',
    async (s) => (await s.openPlace(worked), s.press('^Följ', '^Follow'), s.page.waitForTimeout(500)),
  ],
  object: ['polis', async (s) => (await s.openPlace(may('object')), s.press('^Invänd', '^Object'))],
  objection: ['samordnare', async (s) => (await s.openPlace(may('uphold')), s.press('^Stå fast', '^Stand by'))],
  hand_out: [
    'staden',
    async (s) => {
      await s.open(`/?view=sheet&id=${(await s.place((place) => place.report_count > 12)).id}&about=polisregionen`);
      await s.page.getByText(s.say('^Anteckna att bladet', '^Write down that the sheet')).first().click();
    },
  ],
  triage_close: [
    'samordnare',
    async (s) => (await s.open('/?view=triage'), s.press('^Avsluta med skäl', '^Close with a reason')),
  ],
  triage_done: [
    'samordnare',
    async (s) => {
      await s.open('/?view=triage');
      await s.press('^Avsluta med skäl', '^Close with a reason');
      await s.page.getByLabel(s.say('^Skäl', '^Reason')).first().fill('Redan åtgärdat av parken.');
      await s.page
        .getByRole('main')
        .getByRole('button', { name: s.say('^Avsluta', '^Close') })
        .last()
        .click();
    },
  ],
  triage_keys: [
    'samordnare',
    async (s) => (
      await s.open('/?view=triage'),
      s.page.getByText(s.say('^Kortkommandon', '^Keyboard shortcuts')).click()
    ),
  ],
  /** As many sites as the city's school company has. */
  sites_601: [
    'skolor',
    async (s) => {
      await s.page.route('**/api/me/sites*', async (route) => {
        const answer = await route.fetch();
        const { items } = await answer.json();
        const many = Array.from({ length: 601 }, (_, at) => ({ ...items[at % items.length], id: `S${at}` }));
        await route.fulfill({ response: answer, json: { items: many, next: null } });
      });
      await s.open('/?view=sites');
      await s.page
        .getByRole('checkbox', { name: s.say('^rapporter', '^reports') })
        .first()
        .check();
    },
  ],
  weekly_running: ['staden', (s) => s.open('/?view=weekly')],
  answered: [
    'parklag',
    async (s) => {
      // What came of a report is told wherever one is.
      await s.open('/?view=my_reports');
      await s.page.waitForTimeout(800);
      await s.page.evaluate(() => {
        for (const key of Object.keys(localStorage)) if (key.includes('answers')) localStorage.removeItem(key);
      });
      await s.open('/?view=list');
    },
  ],
  moved_on: [
    'samordnare',
    async (s) => {
      await s.openPlace(may('edit'));
      await s.press('Ändra uppgifter', 'Change details');
      await s.fail(/\/api\/places\/\w+$/, problem(412, '/problems/stale'));
      await s.press(...save);
    },
  ],
  focus: [
    'samordnare',
    async (s) => {
      await s.open('/?view=list');
      await s.page.waitForTimeout(800);
      for (let n = 0; n < 12; n += 1) await s.page.keyboard.press('Tab');
    },
  ],
  position_found: ['parklag', (s) => s.report()],
};
