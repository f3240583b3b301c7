import { existsSync } from 'node:fs';
import { arch } from 'node:process';

/** Chromium's engine without windows, toolbars and tabs: draws twice as many pages in the same time. */
const engine = '/usr/bin/chromium-headless-shell';

/** The browser that tests, pictures and benches drive: the one that `CHROMIUM` names, else what is installed. */
export const chromiumPath = process.env.CHROMIUM ?? (existsSync(engine) ? engine : '/usr/bin/chromium');

/** Mesa's drawing by the processor takes half the work of the browser's own, and a browser keeps what it compiles. */
const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[arch];
const hasMesa = ['libEGL.so.1', 'libEGL_mesa.so.0'].every((name) => existsSync(`/usr/lib/${triplet}/${name}`));

/** What a browser is started with to draw the map where there is no graphics card. */
export const drawingArgs = [
  ...(hasMesa ? ['--use-gl=angle', '--use-angle=gl-egl'] : ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']),
  '--ignore-gpu-blocklist',
];
