import { describe, expect, it } from 'vitest';
import { neverHydrating, withoutSteps } from '../../svelte_build';
import { packed, unpacked } from './packed';

describe('words that are sent', () => {
  const named = [
    ['status.active', 'Aktiv'],
    ['app.name', 'Samplats'],
    ['status.dormant', 'Vilande: ingen rör den'],
    ['command.accept-for.about', 'Svaret, ”ja”'],
  ] as const;

  it('come out as they went in', () => {
    const { families, texts } = packed(named, ['Spara', 'Ångra']);
    expect(unpacked(families, texts, 7)).toEqual({ ...Object.fromEntries(named), 7: 'Spara', 8: 'Ångra' });
  });

  it('may be numbered alone, or named alone', () => {
    const alone = packed([], ['Spara']);
    expect(unpacked(alone.families, alone.texts, 0)).toEqual({ 0: 'Spara' });
    const named = packed([['app.name', 'Samplats']], []);
    expect(unpacked(named.families, named.texts, 3)).toEqual({ 'app.name': 'Samplats' });
  });

  it('stop the build when one has a line break', () => {
    expect(() => packed([], ['Spara\nnu'])).toThrow('line break');
  });
});

describe('what is built of components', () => {
  it('has no steps along a page that a server has drawn', () => {
    const code =
      '\t$.reset(div);\n\t$.next(2);\n\t$.next();\n\t$.append(a, div);\n\tP(b, { children, $$slots: { default: true } });\n';
    expect(withoutSteps(code)).toBe('\t$.append(a, div);\n\tP(b, { children });\n');
  });

  it('knows that nothing is hydrated, and stops when Svelte says so in another way', () => {
    const svelte = 'export let hydrating = false;\nexport function set_hydrating(value) {\n\thydrating = value;\n}\n';
    expect(neverHydrating(svelte)).toContain('export const hydrating = false;');
    expect(neverHydrating(svelte)).not.toContain('hydrating = value');
    expect(() => neverHydrating('let hydrating = !1;')).toThrow('another way');
    expect(() => neverHydrating(`${svelte}function more() { hydrating = true; }`)).toThrow('another way');
  });
});
