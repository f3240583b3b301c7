import type { Plugin } from 'vite';

const switchOfHydration = /svelte[\\/]src[\\/]internal[\\/]client[\\/]dom[\\/]hydration\.js$/;

/**
 * Leaves out of what is built how Svelte takes over a page that a server has drawn. No page of ours is: the server sends
 * an empty one. Svelte cannot know that and carries the code along in every block and every component.
 *
 * A Svelte that is written otherwise fails the build, rather than growing unseen.
 */
export function nothingIsHydrated(): Plugin {
  return {
    name: 'samplats-nothing-is-hydrated',
    apply: 'build',
    enforce: 'post',
    transform: (code, id) => {
      if (switchOfHydration.test(id)) return { code: neverHydrating(code), map: null };
      return id.endsWith('.svelte') ? { code: withoutSteps(code), map: null } : undefined;
    },
  };
}

/** The switch as a constant, from which the rest follows: what stands behind it is dropped. */
export function neverHydrating(code: string): string {
  const constant = code
    .replace('export let hydrating = false;', 'export const hydrating = false;')
    .replace('hydrating = value;', '');
  if (/\blet hydrating\b|\bhydrating = (?!false)/.test(constant) || !constant.includes('const hydrating = false')) {
    throw new Error('Svelte keeps its switch of hydration in another way (web/svelte_build.ts)');
  }
  return constant;
}

/** A component without the steps along what a server has drawn, which do nothing elsewhere, and without a mark for older components. */
export function withoutSteps(code: string): string {
  return code
    .replace(/^\s*\$\.(?:reset\(\w+\)|next\(\d*\));\n/gm, '')
    .replace(/,\s*\$\$slots: \{ default: true \}/g, '');
}
