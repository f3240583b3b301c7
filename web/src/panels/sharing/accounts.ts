import type { Role } from '../../api/types';
import { roles as allRoles } from '../../api/types';
import { t } from '../../state/language.svelte';

/** How many log-ins there are by role, in words; nothing where there are none. */
export function accountsOf(counts: Readonly<Record<string, number>>): string {
  const known = allRoles.filter((role) => (counts[role] ?? 0) > 0);
  if (known.length === 0) return '';
  const n = known.reduce((sum, role) => sum + (counts[role] ?? 0), 0);
  const one = (role: Role) => t('sharing.role', { n: counts[role] ?? 0, role: t(`role.${role}`).toLowerCase() });
  return t('sharing.accounts', { n, roles: known.map(one).join(', ') });
}
