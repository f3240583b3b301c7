import { parseDraft, type Draft } from './report_draft';

const storageKey = 'samplats.draft';
const ownerKey = 'samplats.draft.owner';

/** The report that was begun and not sent, if this device has one. */
export function keptDraft(): Draft | null {
  return parseDraft(localStorage.getItem(storageKey));
}

/** Keeps the draft on the device until it has arrived: a reload or a dead battery loses nothing. */
export function keepDraft(draft: Draft): void {
  localStorage.setItem(storageKey, JSON.stringify(draft));
}

/** Says who writes on this device now. A draft of somebody else is removed rather than shown. */
export function claimDraft(login: string): void {
  if (localStorage.getItem(ownerKey) !== login) forgetDraft();
  localStorage.setItem(ownerKey, login);
}

/** Removes the draft: it has arrived, was thrown away, or its writer logged out. */
export function forgetDraft(): void {
  localStorage.removeItem(storageKey);
}
