import { catalogue } from '../../state/catalogue.svelte';
import { t } from '../../state/language.svelte';

/** The name of a party by its code; without one it is the installation itself. */
export function partyName(code: string | null | undefined): string {
  if (!code) return t('account.installation');
  return catalogue.parties.find((party) => party.code === code)?.name ?? t('party.unknown');
}
