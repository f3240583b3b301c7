import { describe, expect, it } from 'vitest';
import { shellsToDrop } from './shells';

const shell = (name: string, usedSince = 0) => ({ name, usedSince });

describe('the programs before this one', () => {
  it('stay where nothing says which was in use', () => {
    expect(shellsToDrop([])).toEqual([]);
    expect(shellsToDrop([shell('a'), shell('b')])).toEqual([]);
  });

  it('leave what other tabs have open, also where a newer one waited in vain', () => {
    expect(shellsToDrop([shell('open', 10), shell('waited')])).toEqual(['waited']);
  });

  it('leave only the one that was in use last, whichever was fetched first', () => {
    expect(shellsToDrop([shell('back again', 30), shell('before', 10), shell('between', 20)])).toEqual([
      'before',
      'between',
    ]);
  });

  it('leave what was in use before that could be told, until another one has been', () => {
    expect(shellsToDrop([shell('untold'), shell('told', 10)])).toEqual(['untold']);
  });
});
