import { newKey, type Versioned } from '../api/client';
import { areas, importFile, parties } from '../api/admin_calls';
import { Problem } from '../api/problem';
import type { Area, Party, PartyKind } from '../api/types';

/** What can be said of a party; parties are put in as rows of a file, and one party is a file of one row. */
export interface PartyRow {
  code: string;
  name: string;
  kind: PartyKind;
  function: string;
  logs_in: boolean;
  /** Ids of the areas it runs. */
  areas: string[];
}

export const rowOf = ({ code, name, kind, function: said, logs_in, areas }: Party): PartyRow => ({
  code,
  name,
  kind,
  function: said,
  logs_in,
  areas,
});

/**
 * How files name an area: by code or name, and the first that fits counts. So it is called by whichever of the two only
 * it has; nothing where it shares both.
 */
export function nameOf(id: string, all: readonly Area[]): string | undefined {
  const area = all.find((one) => one.id === id);
  const isAlone = (word: string) => all.filter(({ code, name }) => code === word || name === word).length === 1;
  return [area?.code, area?.name].find((word) => typeof word === 'string' && isAlone(word)) ?? undefined;
}

/** The file that says one party. A blank function is what is usual for its kind; areas not said stay as they are. */
export function fileOf({ areas: _, ...row }: PartyRow, named: string[] | undefined): Blob {
  const said = { ...row, code: row.code.trim(), name: row.name.trim(), function: row.function.trim() || undefined };
  return new Blob([JSON.stringify([named ? { ...said, areas: named } : said])], { type: 'application/json' });
}

const refused = (pointer: string, code: string) =>
  new Problem({ type: '/problems/invalid', title: code, status: 422, errors: [{ pointer, code, detail: code }] });

/** One party of the list, with all that is known of it as its version. */
export async function findParty(id: string): Promise<Versioned<Party>> {
  const party = (await parties.list()).find((one) => one.id === id);
  if (!party) throw new Problem({ type: '/problems/not-there', title: 'not there', status: 404 });
  return { value: party, etag: JSON.stringify(party) };
}

async function send(row: PartyRow, had: readonly string[], key: string): Promise<void> {
  let named: string[] | undefined;
  if (JSON.stringify(row.areas.toSorted()) !== JSON.stringify(had.toSorted())) {
    const all = await areas.list();
    named = row.areas.map((id) => nameOf(id, all)).filter((word) => word !== undefined);
    if (named.length < row.areas.length) throw refused('#/areas', 'ambiguous_area');
  }
  const order = { query: { what: 'parties' }, contentType: 'application/json', mapping: null };
  await importFile(fileOf(row, named), order, key);
}

/**
 * Changes a party that was seen as it is. Files name no version, so it is read once more just before: whoever was first
 * by more than a blink is noticed.
 */
export async function changeParty(seen: Party, row: PartyRow, key = newKey()): Promise<Party> {
  const now = await findParty(seen.id);
  if (now.etag !== JSON.stringify(seen)) {
    throw new Problem({ type: '/problems/stale', title: 'stale', status: 412 });
  }
  await send(row, seen.areas, key);
  return (await findParty(seen.id)).value;
}

/** Adds a party; one with its code must not be there yet. */
export async function addParty(row: PartyRow, key: string): Promise<Party> {
  const isIt = ({ code }: Party) => code === row.code.trim();
  if ((await parties.list()).some(isIt)) throw refused('#/code', 'twice');
  await send(row, [], key);
  const added = (await parties.list()).find(isIt);
  if (!added) throw new Problem({ type: '/problems/not-there', title: 'not there', status: 404 });
  return added;
}
