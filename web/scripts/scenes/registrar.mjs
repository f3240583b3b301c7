/** Public documents, the diary, the read log, the review of access, and one's own data. */
import { worked } from './common.mjs';

/** Begins to answer a request for a place; withholds where it lies. */
async function document(s, fits = worked) {
  const { id } = await s.place(fits);
  await s.open(`/?view=document&about=place&id=${id}`);
  await s.page
    .getByRole('region', { name: s.say('^Läge$', '^Läge$') })
    .getByRole('checkbox')
    .check();
}

async function answered(s, number) {
  await document(s);
  const position = s.page.getByRole('region', { name: /^Läge$/ });
  await position.getByLabel(s.say('Lagrum', 'Paragraph')).selectOption({ index: 3 });
  await position.getByLabel(s.say('^Skäl', '^Reason')).fill('Visar hur huset är skyddat.');
  await s.fill('Diarienummer', 'Diary number', number);
  await s.fill('Beslutande funktion', 'Function that decides', 'registrator');
  await s.press('^Besvara$', '^Answer$');
  await s.press('^Besvara$', '^Answer$');
  await s.page.getByRole('article').waitFor();
}

const reads = async (s) => {
  const place = await s.place((one) => one.level === 'full' && one.class === 'origin').catch(() => s.place(worked));
  await s.openPlace(({ id }) => id === place.id);
  await s.open('/?view=reads');
};

export const registrar = {
  document_wrong: [
    'samordnare',
    async (s) => {
      await document(s);
      await s.press('^Besvara$', '^Answer$');
      await s.press('^Besvara$', '^Answer$');
    },
  ],
  document_part: ['samordnare', document],
  document_request: ['samordnare', (s) => answered(s, 'SDN 2026/740')],
  document_printed: [
    'samordnare',
    async (s) => (await answered(s, 'SDN 2026/741'), s.page.emulateMedia({ media: 'print' })),
  ],
  diary_filled: ['samordnare', async (s) => (await answered(s, 'SDN 2026/742'), s.open('/?view=diary'))],
  diary_not_found: [
    'samordnare',
    async (s) => {
      await s.open('/?view=diary');
      await s.fill('Diarienummer', 'Diary number', 'SDN 1999/1');
      await s.page.keyboard.press('Enter');
    },
  ],
  filing: [
    'samordnare',
    async (s) => {
      await s.openPlace(worked);
      await s.page.getByText(s.say('^Diarienummer och beslut', '^Diary number and decision')).click();
      await s.press('^Anteckna$', '^Write down$');
    },
  ],
  reads: ['samordnare', reads],
  reads_of_one: ['samordnare', async (s) => (await reads(s), s.press('^Visa bara (?!denna)', '^Show only (?!this)'))],
  reads_of_party: [
    'staden',
    async (s) => (await reads(s), s.page.getByLabel(s.say('^Part$', '^Party$')).selectOption({ index: 2 })),
  ],
  access_review_all: [
    'admin',
    async (s) => (await s.open('/?view=access_review'), s.press('Markera alla oanvända', 'Mark all').catch(() => null)),
  ],
  access_review_sure: [
    'admin',
    async (s) => {
      await s.open('/?view=access_review');
      await s.press('Klart: resten', 'Done: the rest');
      await s.page.getByText(s.say('avslutas, ', 'are ended, ')).scrollIntoViewIfNeeded();
    },
  ],
  own_data_end: [
    'parklag',
    async (s) => {
      await s.open('/?view=own_data');
      await s.page.getByText(s.say('^Vad som inte finns', '^What is not held')).scrollIntoViewIfNeeded();
    },
  ],
  own_data_printed: [
    'parklag',
    async (s) => (await s.open('/?view=own_data'), s.page.emulateMedia({ media: 'print' })),
  ],
};
