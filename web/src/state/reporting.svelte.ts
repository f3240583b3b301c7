import { reports } from '../api/calls';
import { newKey } from '../api/client';
import type { Report } from '../api/types';
import { forgetDraft, keepDraft, keptDraft } from './draft_store';
import { live } from './live.svelte';
import { bodyOf, emptyDraft, isStarted, next, type Draft, type DraftEvent } from './report_draft';
import { isUncertain } from './trouble';

type Sending = 'writing' | 'sending' | 'sent' | 'failed';

/** The report that is being written on this device: the draft machine with a memory, a network and an honest state. */
class Reporting {
  draft = $state.raw<Draft>(keptDraft() ?? emptyDraft);
  sending = $state<Sending>('writing');
  error = $state.raw<unknown>(undefined);
  receipt = $state.raw<Report | null>(null);
  /** The draft was found on the device when the page opened. */
  wasKept = $state(isStarted(this.draft));

  do(event: DraftEvent): void {
    this.draft = next(this.draft, event);
    this.sending = 'writing';
    this.error = undefined;
    if (isStarted(this.draft)) keepDraft(this.draft);
  }

  /** Sends, or sends again: the same content keeps its key, so that it arrives once however often it is tried. */
  async send(): Promise<void> {
    if (this.sending === 'sending') return;
    this.draft = next(this.draft, { do: 'attempt', key: newKey() });
    keepDraft(this.draft);
    const body = bodyOf(this.draft);
    if (!body || this.draft.key === null) return;
    this.sending = 'sending';
    try {
      this.receipt = await reports.create(body, this.draft.key);
      this.sending = 'sent';
      forgetDraft();
      live.touch('report', 'place');
    } catch (error) {
      this.error = error;
      this.sending = 'failed';
      if (!isUncertain(error)) this.draft = next(this.draft, { do: 'refused' });
    }
  }

  /** The same report without its free text, in one tap. */
  sendWithoutText(): Promise<void> {
    this.do({ do: 'drop_text' });
    return this.send();
  }

  startOver(): void {
    forgetDraft();
    this.draft = emptyDraft;
    this.sending = 'writing';
    this.error = undefined;
    this.receipt = null;
    this.wasKept = false;
  }
}

export const reporting = new Reporting();
