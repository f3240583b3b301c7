/**
 * Words as they are sent, which is smaller than a list of keys and texts: every family of keys on a line of its own
 * (`status:active dormant`), the texts line by line in the same order, then those of the keys that are numbers.
 */
export function unpacked(families: string, texts: string, firstNumber: number): Record<string, string> {
  const lines = texts.split('\n');
  const keys = families.split('\n').flatMap((family) => {
    const [name, ends] = family.split(':');
    return ends?.split(' ').map((end) => `${name}.${end}`) ?? [];
  });
  return Object.fromEntries(lines.map((text, at) => [keys[at] ?? firstNumber + at - keys.length, text]));
}

/** Words from the file that they were built into. */
export async function fetched(address: string): Promise<Record<string, string>> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`no words at ${address}: ${answer.status}`);
  return unpacked(...((await answer.json()) as Parameters<typeof unpacked>));
}

/** The other way, when the page is built. `named` are the keys that keep their names. */
export function packed(named: readonly (readonly [key: string, text: string])[], numbered: readonly string[]) {
  const families = new Map<string, [end: string, text: string][]>();
  for (const [key, text] of named) {
    const at = key.lastIndexOf('.');
    const family = key.slice(0, at);
    families.set(family, [...(families.get(family) ?? []), [key.slice(at + 1), text]]);
  }
  const inOrder = [...families].sort(([one], [other]) => one.localeCompare(other));
  const texts = [...inOrder.flatMap(([, words]) => words.map(([, text]) => text)), ...numbered];
  if (texts.some((text) => text.includes('\n'))) throw new Error('a word of the page has a line break in it');
  return {
    families: inOrder.map(([name, words]) => `${name}:${words.map(([end]) => end).join(' ')}`).join('\n'),
    texts: texts.join('\n'),
  };
}
