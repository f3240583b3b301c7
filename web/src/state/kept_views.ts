import { parseView, writeView, type View } from './view_url';

/** A view that somebody has kept on this device, under a name. */
export interface KeptView {
  name: string;
  /** Its address, which is all that a view is. */
  address: string;
}

export const keptMax = 30;
export const nameMax = 60;

const isKept = (one: unknown): one is KeptView =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as KeptView).name === 'string' &&
  typeof (one as KeptView).address === 'string';

/** Reads what the device has; what is no list of views is none. */
export function readKept(text: string | null): KeptView[] {
  try {
    const all: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(all) ? all.filter(isKept).slice(0, keptMax) : [];
  } catch {
    return []; // somebody else's writing, or cut off
  }
}

/** Keeps a view under a name; one that has the name already gives way to it. The names stand in order. */
export function keep(kept: readonly KeptView[], name: string, view: View): KeptView[] {
  const said = name.trim().slice(0, nameMax);
  if (said === '') return [...kept];
  const address = writeView({ ...view, panel: 'list', page: 'start', id: null, reports: [], about: null });
  const others = kept.filter((one) => one.name !== said);
  return [...others, { name: said, address }].slice(-keptMax).sort((a, b) => a.name.localeCompare(b.name, 'sv'));
}

/** The view that was kept. */
export function viewOf({ address }: KeptView): View {
  return parseView(address.replace(/^\//, ''));
}
