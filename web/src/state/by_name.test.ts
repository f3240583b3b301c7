import { expect, it } from 'vitest';
import { byName } from './by_name';

it('follows the Swedish alphabet', () => {
  const names = ['Östermalm', 'Älvsjö', 'Årsta', 'Zinkensdamm', 'Bromma'].map((name) => ({ name }));
  expect(names.toSorted(byName).map(({ name }) => name)).toEqual([
    'Bromma',
    'Zinkensdamm',
    'Årsta',
    'Älvsjö',
    'Östermalm',
  ]);
});
