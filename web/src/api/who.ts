import type { Me } from './types';

/** Under which name what is written lies on this device: the account's, or the phone's that a link has bound. */
export function whoIs(me: Me): string {
  return me.account?.login ?? (me.phone ? `phone ${me.phone.id}` : '');
}
