import type { RetentionRule } from '../../api/types';
import { language, t } from '../../state/language.svelte';

/** A keep time in words: "24 månader". */
export const keepOf = (keep: number, unit: RetentionRule['unit']) =>
  t(unit === 'days' ? 'retention.days' : 'retention.months', { n: keep });

/** What a rule is called; its stable word where the rules are not known. */
export const ruleName = (rules: readonly RetentionRule[], name: string) =>
  rules.find((rule) => rule.name === name)?.label[language.current] ?? name;
