import { expect, test } from 'vitest';
import { isOwnScript } from './trusted_scripts';

const page = 'https://samplats.example/places/4QX9K2M7D1A';

test('the scripts of the build may be started', () => {
  for (const url of ['/sw.js', '/assets/maplibre-gl-worker-C2p_9a-x.js', 'https://samplats.example/assets/a.js']) {
    expect(isOwnScript(url, page), url).toBe(true);
  }
});

test('nothing else may', () => {
  const others = [
    'https://elsewhere.example/sw.js',
    '//elsewhere.example/assets/a.js',
    'data:text/javascript,alert(1)',
    'blob:https://samplats.example/5d1c',
    'javascript:alert(1)',
    '/api/photos/1/large',
    '/assets/../api/reports.js',
    '/assets/a.js/../../api/x',
    'sw.js',
  ];
  for (const url of others) expect(isOwnScript(url, page), url).toBe(false);
});
