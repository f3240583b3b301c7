/** Log-ins: one's own, by a second factor, by another organisation, and a phone that a link has bound. */
import { problem } from './common.mjs';

const sessionNeedsCode = problem(401, '/problems/code-needed');

export const account = {
  second_factor: [
    'samordnare',
    async (s) => {
      await s.open('/?view=account');
      await s.page.getByLabel(s.say('^Lösenord', '^Password')).first().fill(s.password);
      await s.press('^Ställ in', '^Set up');
      await s.page.getByRole('img', { name: s.say('QR-kod', 'QR code') }).waitFor();
    },
  ],
  second_factor_wrong: [
    'samordnare',
    async (s) => {
      await s.open('/?view=account');
      await s.page.getByLabel(s.say('^Lösenord', '^Password')).first().fill('fel');
      await s.press('^Ställ in', '^Set up');
    },
  ],
  login_code: [
    null,
    async (s) => {
      await s.fail('**/api/session', sessionNeedsCode);
      await s.open();
      await s.fill('Användarnamn', 'User name', 'x');
      await s.fill('Lösenord', 'Password', 'y');
      await s.press('^Logga in', '^Log in');
    },
  ],
  login_many: [
    null,
    async (s) => {
      await s.fail('**/api/session', problem(429, '/problems/too-many-requests'));
      await s.open();
      await s.fill('Användarnamn', 'User name', 'x');
      await s.fill('Lösenord', 'Password', 'y');
      await s.press('^Logga in', '^Log in');
    },
  ],
  login_providers: [
    null,
    async (s) => {
      const items = [{ code: 'stad', name: 'Stadens konto' }];
      await s.fail('**/api/session/providers', { json: { items } });
      await s.open('/?provider=stad&trouble=no_role');
    },
  ],
  phone_link: [
    'samordnare',
    async (s) => {
      await s.open('/?view=phones');
      await s.page.getByText(s.say('^Ny länk', '^New link')).click();
      await s.fill('Vem den är till', 'Whom it is for', 'Vaktbolaget, kvällsrond');
      await s.press('Skapa länken', 'Make the link');
      await s.page.getByRole('img', { name: s.say('QR-kod', 'QR code') }).waitFor();
    },
  ],
  phone_gate: [null, (s) => s.open('/#phone=abcdefghijklmnopqrstuvwxyz')],
  phone_gate_over: [
    null,
    async (s) => (await s.open('/#phone=abcdefghijklmnopqrstuvwxyz'), s.press('Använd den här', 'Use this phone')),
  ],
};
