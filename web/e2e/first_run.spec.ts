/** An empty register, as somebody finds it who starts the program for the first time. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, program } from './city';
import { expect, test } from './driver';

const listen = `127.0.0.1:${await freePort()}`;
const folder = mkdtempSync(join(tmpdir(), 'samplats-first-'));
let server: ChildProcess | undefined;

test.use({ drawsMap: false, baseURL: `http://${listen}` });

test.skip(({ hasTouch }) => hasTouch !== true, 'one size of page is enough');

test.afterAll(() => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the program and reads the token that it prints once it listens. */
function startAndReadToken(): Promise<string> {
  const started = spawn(program, ['serve', '--data', folder, '--listen', listen], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = started;
  return new Promise((resolve, reject) => {
    let told = '';
    started.stderr.on('data', (text: Buffer) => {
      told += text.toString();
      const token = /^ {4}(\S+)$/m.exec(told)?.[1];
      if (token !== undefined && told.includes('listens on')) resolve(token);
    });
    started.on('exit', (code) => reject(new Error(`${program} ended with ${code}: ${told}`)));
  });
}

test('the first administrator is made with the printed token, and is told what comes first', async ({
  samplats,
  helper,
}) => {
  const token = await startAndReadToken();
  await samplats.open();
  await expect(helper.page).toHaveTitle('Första gången · Samplats');
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.field('Engångskod').fill('fel-kod');
  await helper.field('Användarnamn').fill('forsta');
  await helper.field('Lösenord').fill('en-helt-ny-stad-1');
  await helper.button('Skapa administratör').click();
  await expect(helper.page.getByRole('alert')).toBeVisible();
  await helper.field('Engångskod').fill(token);
  await helper.button('Skapa administratör').click();
  await expect(helper.heading('Så kommer staden i gång')).toBeVisible();
  const steps = helper.page.getByRole('region', { name: 'Så kommer staden i gång' });
  await expect(steps.getByRole('listitem')).toHaveCount(4);
  expect(await helper.accessibilityFaults()).toEqual([]);
  await helper.page.setViewportSize({ width: 320, height: 640 });
  expect(await helper.overflow()).toBeLessThanOrEqual(0);
});
