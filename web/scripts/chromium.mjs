import { existsSync } from 'node:fs';

/** Chromium's engine without windows, toolbars and tabs: draws twice as many pages in the same time. */
const engine = '/usr/bin/chromium-headless-shell';

/** The browser that tests, pictures and benches drive: the one that `CHROMIUM` names, else what is installed. */
export const chromiumPath = process.env.CHROMIUM ?? (existsSync(engine) ? engine : '/usr/bin/chromium');
