import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fetchWords, fetchWordsOf, wordOf } from '../words/say';
import { settingTitle, showAmount } from './setting_told';

const source = readFileSync(join(import.meta.dirname, '../../../src/domain/settings.rs'), 'utf8');
const names = [...source.matchAll(/Self::\w+ => "([a-z_]+)",/g)].map((match) => match[1] ?? '');

describe('settings in words', () => {
  it('are told apart from their units', () => {
    expect(settingTitle('Svarstid på förslag om samordning, arbetsdagar')).toBe('Svarstid på förslag om samordning');
    expect(settingTitle('Utan enhet')).toBe('Utan enhet');
  });

  it('come with their units', async () => {
    await fetchWords('en');
    expect(showAmount('sv', 'triage_days', 1)).toBe('1 arbetsdag');
    expect(showAmount('sv', 'review_days', 90)).toBe('90 dagar');
    expect(showAmount('en', 'same_place_m', 25)).toBe('25 metres');
    expect(showAmount('sv', 'place_area_max_ha', 1000)).toBe('1000 hektar');
  });

  it('all say what they do', async () => {
    await fetchWordsOf('administration');
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => wordOf('setting.does', name) === undefined)).toEqual([]);
  });
});
