import { say, wordOf, type Language } from '../words/say';

/** The server's label ends in the unit, which stands beside the number here: "Svarstid, arbetsdagar" is "Svarstid". */
export function settingTitle(label: string): string {
  return label.replace(/, [^,]+$/, '');
}

/** A value with its unit, which ends the setting's name; days with a deadline are working days. */
export function showAmount(language: Language, name: string, value: number): string {
  if (name.endsWith('_ha')) return say(language, 'amount.hectares', { n: value });
  if (name.endsWith('_m')) return say(language, 'amount.metres', { n: value });
  if (name === 'photos_per_report') return say(language, value === 1 ? 'amount.photo' : 'amount.photos', { n: value });
  if (name === 'public_count_min') return say(language, 'amount.reports', { n: value });
  const level = name === 'second_factor_roles' ? wordOf('second_level', String(value)) : undefined;
  if (level) return say(language, level);
  if (name === 'review_days') return say(language, value === 1 ? 'amount.day' : 'amount.days', { n: value });
  return say(language, value === 1 ? 'amount.working_day' : 'amount.working_days', { n: value });
}
