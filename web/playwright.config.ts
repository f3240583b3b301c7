import { defineConfig } from '@playwright/test';
import { chromiumPath, drawingArgs } from './scripts/chromium.mjs';

/**
 * What the specs run against: a server that SAMPLATS_URL names, else the program with an invented city for each size of
 * page, started afresh for the run. One city for both would have the second find what the first one left.
 */
const ports = { phone: 8091, desk: 8093 };
type Size = keyof typeof ports;
const home = (size: Size) => process.env.SAMPLATS_URL ?? `http://127.0.0.1:${ports[size]}`;
const server = (size: Size) => ({
  command: `../target/release/samplats demo --fresh --data ../target/e2e-${size} --listen 127.0.0.1:${ports[size]}`,
  url: home(size),
  reuseExistingServer: false,
  env: { SAMPLATS_RATE_LIMITS: 'off' },
});

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  retries: process.env.CI ? 1 : 0, // a busy machine may starve a map that is drawn without a graphics card
  workers: 2, // one for each size: the specs of a size share a city
  // The map is drawn without a graphics card, and not always on a quiet machine.
  timeout: process.env.CI ? 120_000 : 60_000,
  expect: { timeout: process.env.CI ? 20_000 : 10_000 },
  forbidOnly: true,
  use: {
    locale: 'sv-SE',
    // What a service worker keeps would hide from the other specs what the server answers; offline.spec.ts allows it.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath: chromiumPath,
      args: [
        '--no-sandbox',
        '--no-first-run',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...drawingArgs,
      ],
    },
  },
  projects: [
    {
      name: 'phone',
      workers: 1,
      use: { baseURL: home('phone'), viewport: { width: 390, height: 844 }, hasTouch: true },
    },
    {
      name: 'desk',
      workers: 1,
      use: { baseURL: home('desk'), viewport: { width: 1440, height: 900 } },
    },
  ],
  ...(!process.env.SAMPLATS_URL && { webServer: [server('phone'), server('desk')] }),
});
