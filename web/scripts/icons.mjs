/** Draws the icons of the installed app anew from public/favicon.svg, in Chromium. Needed only when that changes. */
import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath } from './chromium.mjs';

const folder = join(import.meta.dirname, '../public');
const round = readFileSync(join(folder, 'favicon.svg'), 'utf8');
/** Where a mask of the phone's own cuts the corners, the ground goes to the edge. */
const square = round.replace(' rx="7"', '');
const icons = [
  ['icon-192.png', round, 192],
  ['icon-512.png', round, 512],
  ['icon-masked-512.png', square, 512],
  ['apple-touch-icon.png', square, 180],
];

const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: ['--no-sandbox'],
});
for (const [name, svg, size] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: join(folder, name), omitBackground: true });
  await page.close();
}
await browser.close();
