import type { Panel } from '../state/view_url';
import { session } from '../state/session.svelte';
import type { PlainWord } from '../words/say';

export interface Destination {
  panel: Panel;
  word: PlainWord;
}

/** Where this viewer can go, in the order of the day: what waits first, then what is mine. */
export function destinations(): Destination[] {
  const all: (Destination & { when: boolean })[] = [
    { panel: 'list', word: 'view.list', when: true },
    { panel: 'news', word: 'view.news', when: true },
    { panel: 'here', word: 'view.here', when: true },
    { panel: 'triage', word: 'view.triage', when: session.may('decide') },
    { panel: 'duties', word: 'view.duties', when: session.may('decide') || session.may('coordinate') },
    { panel: 'weekly', word: 'view.weekly', when: session.me?.role !== 'reporter' },
    { panel: 'sites', word: 'view.my_sites', when: session.me?.party.kind === 'property_company' },
    { panel: 'unsettled', word: 'view.unsettled', when: session.me?.role !== 'reporter' },
    { panel: 'rounds', word: 'view.rounds', when: session.may('report') },
    { panel: 'my_reports', word: 'view.my_reports', when: session.may('report') },
    { panel: 'outbox', word: 'view.outbox', when: session.may('report') },
    { panel: 'phones', word: 'view.phones', when: session.may('coordinate') || session.may('administer') },
    { panel: 'diary', word: 'view.diary', when: session.may('coordinate') || session.may('administer') },
    {
      panel: 'access_review',
      word: 'view.access_review',
      when: session.may('coordinate') || session.may('administer'),
    },
    { panel: 'reads', word: 'view.reads', when: session.may('coordinate') || session.may('administer') },
    { panel: 'admin', word: 'view.admin', when: session.may('administer') },
  ];
  const forPhones: readonly Panel[] = ['here', 'my_reports', 'outbox'];
  return all.filter(({ panel, when }) => when && (!session.isPhone || forPhones.includes(panel)));
}
