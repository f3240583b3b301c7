import type { Component } from 'svelte';
import type { Panel } from '../../state/view_url';
import { fetchAccount, fetchAdministration, fetchDesk, fetchDrawing, fetchField, fetchRegistrar } from './fetch';

/** A page that is fetched when somebody opens it, what it is given, and what makes it another one. */
interface Page {
  // What a page takes is checked where it is written down below.
  load: () => Promise<Component<any>>;
  given: Record<string, string>;
  key: unknown;
}

const rounds = async () => (await fetchField()).RoundsPages;

/** Pages of no one thing, and those that see themselves to which thing they are of. */
const standing: Partial<Record<Panel, () => Promise<Component>>> = {
  news: async () => (await fetchDesk()).NewsPanel,
  weekly: async () => (await fetchDesk()).WeeklyPanel,
  triage: async () => (await fetchDesk()).TriagePanel,
  duties: async () => (await fetchDesk()).DutiesPanel,
  sites: async () => (await fetchDesk()).MySitesPanel,
  make: async () => (await fetchDesk()).MakePanel,
  unsettled: async () => (await fetchDesk()).UnsettledPanel,
  sheet: async () => (await fetchDesk()).SheetPanel,
  rounds,
  round: rounds,
  walk: rounds,
  account: async () => (await fetchAccount()).AccountPanel,
  own_data: async () => (await fetchAccount()).OwnDataPanel,
  phones: async () => (await fetchRegistrar()).PhonesPanel,
  diary: async () => (await fetchRegistrar()).DiaryPanel,
  access_review: async () => (await fetchRegistrar()).AccessReviewPanel,
  reads: async () => (await fetchRegistrar()).ReadsPanel,
  admin: async () => (await fetchAdministration()).default,
};

/** Pages of one thing, made anew for each. */
const ofOne: Partial<Record<Panel, () => Promise<Component<{ id: string }>>>> = {
  merge: async () => (await fetchDesk()).MergePanel,
  split: async () => (await fetchDesk()).SplitPanel,
  one_report: async () => (await fetchDesk()).OneReportPanel,
  extent: async () => (await fetchDrawing()).ExtentPanel,
  document: async () => (await fetchRegistrar()).DocumentPanel,
  document_request: async () => (await fetchRegistrar()).DocumentRequestPanel,
};

/** The page behind a panel; nothing for what is there from the start. */
export function pageOf(panel: Panel, id: string | null): Page | undefined {
  const load = standing[panel];
  if (load) return { load, given: {}, key: load };
  const one = ofOne[panel];
  return one && id !== null ? { load: one, given: { id }, key: `${panel} ${id}` } : undefined;
}
