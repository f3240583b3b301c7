/** Rounds, walks and presence. */
import { worked } from './common.mjs';

const nothing = ['^Inget syns', '^Nothing seen'];
async function walk(s, ...steps) {
  await s.open('/?view=rounds');
  await s.press('^Gå ronden', '^Walk the round');
  for (const step of steps) await s.press(...step);
}
const presence = ['^Anteckna närvaro$', '^Write down presence$'];
const save = ['^Spara$', '^Save$'];

export const rounds = {
  round_new: ['samordnare', (s) => s.open('/?view=round&id=NEW')],
  round_edit: [
    'samordnare',
    async (s) => {
      await s.open('/?view=rounds');
      await s.page
        .getByRole('link', { name: s.say('^Ändra ronden', '^Change the round') })
        .first()
        .click();
    },
  ],
  round_refused: [
    'samordnare',
    async (s) => (await s.open('/?view=round&id=NEW'), s.page.waitForTimeout(800), s.press(...save)),
  ],
  round_add: [
    'samordnare',
    async (s) => {
      await s.open('/?view=round&id=NEW');
      await s.page.getByText(s.say('Lägg till en punkt', 'Add a spot')).click();
      await s.press('Lägg till punkten', 'Add the spot');
    },
  ],
  walk_on: ['parklag', (s) => walk(s, nothing)],
  walk_end: ['parklag', (s) => walk(s, nothing, ['^Avsluta ronden', '^End the walk'])],
  walk_drop: ['parklag', (s) => walk(s, nothing, ['^Kasta svaren', '^Discard the answers'])],
  walk_under_way: ['parklag', async (s) => (await walk(s, nothing), s.open('/?view=rounds'))],
  walk_cut: [
    'parklag',
    async (s) => {
      await s.open('/?view=rounds');
      await s.page
        .getByRole('button', { name: s.say('^Gå ronden', '^Walk the round') })
        .first()
        .waitFor();
      await s.cut();
      await s.press('^Gå ronden', '^Walk the round');
    },
  ],
  walk_waits: [
    'parklag',
    async (s) => {
      await walk(s, nothing);
      await s.cut();
      await s.press('^Avsluta ronden', '^End the walk');
      await s.press('^Avsluta ronden', '^End the walk');
    },
  ],
  presence_wrong: ['samordnare', async (s) => (await s.openPlace(worked), s.press(...presence), s.press(...save))],
  presence_done: [
    'samordnare',
    async (s) => {
      await s.openPlace(worked);
      await s.press(...presence);
      await s.fill('Dag då det började', 'Day it began', '2026-11-20');
      await s.press(...save);
      await s.page.getByText(s.say('^Besök och närvaro', '^Visits and presence')).scrollIntoViewIfNeeded();
    },
  ],
};
