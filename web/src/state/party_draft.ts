import type { Versioned, WriteOptions } from '../api/client';
import { parties } from '../api/admin_calls';
import { Problem } from '../api/problem';
import type { NewParty, Party, PartyKind, SiteGroup, Unit } from '../api/types';

/** A party as a form holds it. */
export interface PartyDraft {
  code: string;
  name: string;
  kind: PartyKind;
  function: string;
  logs_in: boolean;
  /** Ids of the areas it runs. */
  areas: string[];
  units: Unit[];
  site_groups: SiteGroup[];
}

export const emptyParty: PartyDraft = {
  code: '',
  name: '',
  kind: 'property_company',
  function: '',
  logs_in: true,
  areas: [],
  units: [],
  site_groups: [],
};

export const draftOf = ({ id: _, ...party }: Party): PartyDraft => structuredClone(party);

const isBlank = ({ code, name }: { code: string; name: string }) => code.trim() === '' && name.trim() === '';

/** What is sent. A blank function is what is usual for its kind; a row that nobody has written in is none. */
export function bodyOf({ code: _, ...draft }: PartyDraft): NewParty {
  return {
    ...draft,
    name: draft.name.trim(),
    function: draft.function.trim() || null,
    units: draft.units.filter((unit) => !isBlank(unit)),
    site_groups: draft.site_groups.filter((group) => !isBlank(group)),
  };
}

/** One party by its id, with its version. */
export async function findParty(id: string): Promise<Versioned<Party>> {
  const party = (await parties.list()).find((one) => one.id === id);
  if (!party) throw new Problem({ type: '/problems/not-there', title: 'not there', status: 404 });
  return parties.find(party.code);
}

export const changeParty = (draft: PartyDraft, options: WriteOptions) =>
  parties.put(draft.code, bodyOf(draft), options);

/** Adds a party; one with its code must not be there yet. */
export async function addParty(draft: PartyDraft, key: string): Promise<Party> {
  const code = draft.code.trim();
  const refused = (word: string) => {
    const errors = [{ pointer: '#/code', code: word, detail: word }];
    return new Problem({ type: '/problems/invalid', title: word, status: 422, errors });
  };
  // Without a code there is no address to send it to.
  if (code === '') throw refused('required');
  if ((await parties.list()).some((party) => party.code === code)) throw refused('twice');
  return parties.put(code, bodyOf(draft), { key });
}
