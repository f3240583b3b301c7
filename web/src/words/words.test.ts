import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { outcomes, placeStatuses } from '../api/types';
import { ago, distance, fileSize } from './format';
import { fetchWords, fetchWordsOf, say, wordOf } from './say';
import { words, type Entry } from './words';
import { withNumbers } from '../../words_build';
import { families, partsOfWords, saying, sourceOfPage } from '../../words_used';

const entries: [string, Entry][] = Object.entries(words);
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

const code = sourceOfPage();

describe('the words', () => {
  it.each(entries)('%s is written in both languages', (_, entry) => {
    expect(entry.sv.trim()).not.toBe('');
    expect(entry.en.trim()).not.toBe('');
  });

  it.each(entries)('%s fills in the same names in both languages', (_, entry) => {
    expect(names(entry.en)).toEqual(names(entry.sv));
  });

  it('have a key each, whichever file they stand in', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => /^(\w+_)?words\.ts$/.test(file));
    const code = files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n');
    const keys = [...code.matchAll(/^ {2}'?([\w.-]+)'?: \{/gm)].map((match) => match[1]);
    expect(keys.length).toBeGreaterThanOrEqual(entries.length);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('cover every status and outcome', () => {
    for (const status of placeStatuses) expect(wordOf('status', status)).toBeDefined();
    for (const outcome of outcomes) expect(wordOf('outcome', outcome)).toBeDefined();
  });

  it('that are looked up by a code need nothing filled in', () => {
    for (const family of families(code)) {
      for (const [key, entry] of entries.filter(([key]) => key.startsWith(family)))
        expect([key, names(entry.sv)]).toEqual([key, []]);
    }
  });

  it('are all used', () => {
    const isSaid = saying(code);
    expect(Object.keys(words).filter((key) => !isSaid(key))).toEqual([]);
  });

  it('are numbers in what is built, where a key stands whole', () => {
    const numbered = ['app.name', 'app.about'];
    expect(withNumbers("t('app.about') + t(`app.name`) + t('app.demo')", numbered)).toBe(
      't("1") + t("0") + t(\'app.demo\')',
    );
    expect(withNumbers("wordOf('app', 'about') + `app.${about}` + 'my app.name'", numbered)).toContain("'my app.name'");
  });

  it('that only administration says come with administration, and no others', () => {
    const parts = partsOfWords(Object.keys(words));
    expect(parts.get('import.try')).toBe('administration');
    expect(parts.get('diary.none')).toBe('registrar');
    // Said in the tab bar, by every page that fails, and by code that others share.
    for (const key of ['view.admin', 'problem.malformed', 'role.reader']) expect(parts.has(key)).toBe(false);
  });

  it('of a part are at hand once it is opened, in every language that is read', async () => {
    expect(wordOf('document.rule', 'police_class')).toBeUndefined();
    await fetchWordsOf('registrar');
    expect(say('sv', 'diary.none')).toBe(words['diary.none'].sv);
    await fetchWords('en');
    expect(say('en', 'diary.none')).toBe(words['diary.none'].en);
  });

  it('never call anybody or any place suspected', () => {
    for (const [, entry] of entries) expect(entry.sv.toLowerCase()).not.toContain('misstänk');
  });
});

describe('saying', () => {
  beforeAll(() => fetchWords('en'));

  it('fills in what is between braces', () => {
    expect(say('sv', 'report.step', { n: 2, of: 5 })).toBe('Steg 2 av 5');
    expect(say('en', 'report.step', { n: 2, of: 5 })).toBe('Step 2 of 5');
  });

  it('knows no word for an unknown code', () => {
    expect(wordOf('status', 'invented')).toBeUndefined();
  });
});

describe('formats', () => {
  const now = Date.parse('2026-11-23T12:00:00+01:00');
  it.each([
    ['2026-11-23T11:59:30+01:00', 'nyss'],
    ['2026-11-23T11:15:00+01:00', 'för 45 minuter sedan'],
    ['2026-11-22T12:00:00+01:00', 'i går'],
    ['2026-09-01T12:00:00+02:00', '1 sep. 2026'],
  ])('%s is %s', (time, text) => expect(ago('sv', time, now)).toBe(text));

  it('says kilobytes, then megabytes', () => {
    expect(fileSize('sv', 40)).toBe('1 kB');
    expect(fileSize('sv', 12_400_000)).toBe('12,4 MB');
  });

  it('says metres, then kilometres', () => {
    expect(distance('sv', 24.4)).toBe('24 m');
    expect(distance('sv', 1240)).toBe('1,2 km');
  });
});
