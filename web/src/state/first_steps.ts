/** How much of a city is in place. */
export interface InPlace {
  parties: number;
  districts: number;
  sites: number;
  accounts: number;
}

/** What an empty city needs, in the order in which one thing rests on another. */
export const steps = ['districts', 'parties', 'sites', 'accounts'] as const;
export type Step = (typeof steps)[number];

/** One party has nobody to collaborate with, and the first administrator's account is there from the beginning. */
const enough: Record<Step, number> = { parties: 2, districts: 1, sites: 1, accounts: 2 };

/** The steps with whether they are taken. */
export function stepsOf(inPlace: InPlace): { step: Step; taken: boolean }[] {
  return steps.map((step) => ({ step, taken: inPlace[step] >= enough[step] }));
}
