import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { serviceWorker } from './service_worker_build';
import { nothingIsHydrated } from './svelte_build';
import { wordsByLanguage } from './words_build';

/** Where the server listens during development. */
const server = process.env.SAMPLATS_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte(), nothingIsHydrated(), wordsByLanguage(), serviceWorker()],
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    // Never data: addresses: fonts, scripts and styles must come from 'self' under the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1300,
    // Every browser that reads this program knows how to fetch ahead by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A few large files: many small ones compress badly, and each names what it takes from the others.
          groups: [
            // The map library changes seldom and is large; apart from the app it stays in the browser's cache.
            { name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)/, priority: 4 },
            { name: 'app', tags: ['$initial'], priority: 3 },
            // What several of the others take lies in none of them: a page of administration would fetch drawing, own accounts
            // and the diary besides, for a list that it shares with them.
            {
              name: 'parts',
              test: /([\\/]api[\\/]|state[\\/](editing|on_return)|panels[\\/]((parts|shared)[\\/]|account[\\/](SessionList|Picture)|public[\\/](FigureTable|figures|publisher)))/,
              priority: 2,
            },
            { name: 'filings', test: /panels[\\/]registrar[\\/]Filing/, priority: 2 },
            { name: 'field', test: /panels[\\/](rounds|photos|effort|sharing|fetched[\\/]field)/, priority: 1 },
            {
              name: 'drawing',
              test: /(panels[\\/](fetched[\\/])?drawing|map[\\/]terra_draw|node_modules[\\/]terra-draw)/,
              priority: 1,
            },
            { name: 'registrar', test: /panels[\\/](fetched[\\/])?registrar/, priority: 1 },
            { name: 'public', test: /panels[\\/]public/, priority: 1 },
            { name: 'account', test: /panels[\\/](fetched[\\/])?account/, priority: 1 },
            {
              name: 'desk',
              test: /panels[\\/]((morning|triage|sheet|place)[\\/]|fetched[\\/]desk|\w+\.svelte$)/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/ogc': server } },
  // A busy machine takes its time over the types of the whole contract.
  test: { include: ['src/**/*.test.ts'], setupFiles: ['src/words/at_hand.ts'], testTimeout: 60_000 },
});
