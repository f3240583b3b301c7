import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { serviceWorker } from './service_worker_build';
import { wordsByLanguage } from './words_build';

/** Where the server listens during development. */
const server = process.env.SAMPLATS_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte(), wordsByLanguage(), serviceWorker()],
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    // Never data: addresses: fonts, scripts and styles must come from 'self' under the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1300,
    rolldownOptions: {
      output: {
        // The map library changes seldom and is large; apart from the app it stays in the browser's cache.
        codeSplitting: { groups: [{ name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)/ }] },
      },
    },
  },
  server: { proxy: { '/api': server, '/ogc': server } },
  // A busy machine takes its time over the types of the whole contract.
  test: { include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
