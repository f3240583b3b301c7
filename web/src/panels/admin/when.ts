import type { Rule } from '../../api/types';
import { catalogue } from '../../state/catalogue.svelte';
import { t } from '../../state/language.svelte';

/** When a rule holds, in words: all that it names has to be so. */
export function whenOf({ area, problem_type, site_kind }: Pick<Rule, 'area' | 'problem_type' | 'site_kind'>): string {
  const parts = [
    problem_type && catalogue.label('problem_type', problem_type),
    site_kind && t('rule.on', { kind: catalogue.label('site_kind', site_kind).toLowerCase() }),
    area && t('rule.in', { area: area.name }),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : t('rule.always');
}
