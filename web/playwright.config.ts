import { defineConfig } from '@playwright/test';

const mock = 'http://127.0.0.1:8091';

/** Against a running server if SAMPLATS_URL names one, else against the mock, started afresh for the run. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1, // the specs share one city
  timeout: 30_000,
  forbidOnly: true,
  use: {
    baseURL: process.env.SAMPLATS_URL ?? mock,
    locale: 'sv-SE',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--no-first-run',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Draws the map on machines without a graphics card.
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
        '--ignore-gpu-blocklist',
      ],
    },
  },
  projects: [
    { name: 'phone', use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
    { name: 'desk', use: { viewport: { width: 1440, height: 900 } } },
  ],
  ...(!process.env.SAMPLATS_URL && {
    webServer: { command: 'PORT=8091 node mock/server.mjs', url: mock, reuseExistingServer: false },
  }),
});
