import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/** Files that no phone with a service worker asks for: an older form of the fonts, and the list of icons' sources. */
const leftOut = /\.woff$/;

/**
 * Builds the service worker after everything else, as one file with a name of its own, and tells it which files there are
 * and what they hold: another byte anywhere makes another version.
 */
export function serviceWorker(): Plugin {
  let outDir = '';
  return {
    name: 'samplats-service-worker',
    apply: 'build',
    configResolved: (config) => {
      outDir = join(config.root, config.build.outDir);
    },
    // Not when the bundle is closed: that is after a build that failed as well, whose reason would then go unsaid.
    writeBundle: async () => {
      const files = filesUnder(outDir).filter((file) => file !== 'sw.js' && !leftOut.test(file));
      const digest = createHash('sha256');
      for (const file of files) digest.update(file).update(readFileSync(join(outDir, file)));
      const names = files.map((file) => (file === 'index.html' ? '/' : `/${file}`));
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: {
          SHELL_FILES: JSON.stringify(names),
          SHELL_VERSION: JSON.stringify(digest.digest('hex').slice(0, 16)),
        },
        build: {
          outDir,
          emptyOutDir: false,
          rolldownOptions: {
            input: join(import.meta.dirname, 'src/service_worker/service_worker.ts'),
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      });
    },
  };
}

/** All files below a folder, by their paths with slashes, in a fixed order. */
function filesUnder(folder: string, prefix = ''): string[] {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = `${prefix}${entry.name}`;
      return entry.isDirectory() ? filesUnder(folder, `${path}/`) : [path];
    })
    .sort();
}
