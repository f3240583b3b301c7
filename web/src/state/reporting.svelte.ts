import { faultsOf, type TextFault } from '../guard/guard';
import type { Keeping } from '../device/keeping';
import { isEdited } from '../outbox/entry';
import { photoId, type Queued } from '../outbox/queue';
import { newKey } from '../api/client';
import { outbox } from './outbox.svelte';
import {
  bodyOf,
  emptyDraft,
  isDayMissing,
  isStarted,
  next,
  textMaxLength,
  type Draft,
  type DraftEvent,
} from './report_draft';

const draftId = 'report';
/** Which report of the queue this tab is writing anew: it alone goes on with that when it is loaded again. */
const editKey = 'samplats.edit';
/** So many photos wait on a phone at most: browsers give a site only so much room. */
export const photosKeptMax = 40;

/** No more photos fit. */
export class PhotosFull extends Error {}

/** What is being written in the place of a report in the queue. */
interface Edited {
  /** Null once that report can be changed no more. */
  id: string | null;
  draft: Draft;
}

/**
 * The report that is being written on this device: the draft machine with a memory, and a queue that it ends in. Whoever
 * turns to a report in the queue meanwhile writes in that one's place, where it is kept; the own draft lies untouched.
 */
class Reporting {
  private own = $state.raw<Draft>(emptyDraft);
  private edited = $state.raw<Edited | null>(null);
  draft = $derived(this.edited?.draft ?? this.own);
  /** It is written in the place of a report in the queue. */
  isEdit = $derived(this.edited !== null);
  /** What was written in the place of a report came too late: that one has been sent or taken away. */
  isTooLate = $state(false);
  /** The report has been put in the queue: this is where. */
  sentAs = $state<string | null>(null);
  /** What the guard finds in the text that somebody wanted to send. */
  textFaults = $state.raw<TextFault[]>([]);
  /** It was to be sent without the day on which it was seen. */
  lacksDay = $state(false);
  /** It could not be put in the queue. */
  error = $state.raw<unknown>(undefined);
  busy = $state(false);
  /** A photo is being covered, and nobody has said yet whether it is used: the report waits for that. */
  isCovering = $state(false);
  /** How many writes of the draft are under way: at none it is on the device as it is on the screen. */
  unkept = $state(0);
  /** The own draft was begun before: on an earlier page, or before a report of the queue was turned to. */
  wasKept = $state(false);
  private safe: Keeping | null = null;
  private writing: Promise<void> = Promise.resolve();

  /** Takes up what the account left on this device, and what this tab was writing in the place of a report in the queue. */
  async open(safe: Keeping | null): Promise<void> {
    this.safe = safe;
    const kept = (await safe?.find<Draft>('draft', draftId))?.value;
    if (kept && !isStarted(this.own)) this.own = { ...emptyDraft, ...kept };
    this.wasKept = isStarted(this.own);
    const id = sessionStorage.getItem(editKey);
    const edit = id === null ? null : outbox.find(id)?.entry.edit;
    if (id !== null && edit) this.turnTo(id, edit);
    // A page that is gone cannot have let go of what it only looked at.
    for (const one of outbox.entries) await this.release(one.id);
  }

  do(event: DraftEvent): void {
    const draft = next(this.draft, event);
    if (this.edited) this.edited = { ...this.edited, draft };
    else this.own = draft;
    this.error = undefined;
    if (event.do === 'see') this.lacksDay = false;
    if (this.textFaults.length > 0) this.textFaults = this.guard();
    if (isStarted(draft)) this.keep();
  }

  /** Puts the report in the queue, which sends it; what points at a person does not leave the phone. */
  async send(): Promise<void> {
    const { draft, edited } = this;
    const body = bodyOf(draft);
    this.textFaults = this.guard();
    this.lacksDay = isDayMissing(draft, Date.now());
    if (!body || this.busy || this.textFaults.length > 0 || this.lacksDay) return;
    this.busy = true;
    try {
      await this.writing;
      if (edited?.id == null) {
        this.sentAs = await outbox.add(draft, body, edited ? undefined : draftId);
        this.letGo(edited);
      } else if (await outbox.rewrite(edited.id, draft, body)) {
        this.sentAs = edited.id;
        this.letGo(edited);
      } else this.comesTooLate();
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }

  /** Keeps a photo on the device, and then with the draft: a closed tab takes neither along. */
  async addPhoto(bytes: ArrayBuffer): Promise<void> {
    const kept = (await this.safe?.index('draft'))?.filter(({ id }) => id.startsWith(photoId(''))).length ?? 0;
    if (kept >= photosKeptMax) throw new PhotosFull();
    const key = newKey();
    await this.safe?.put('draft', photoId(key), bytes);
    this.do({ do: 'add_photo', key });
  }

  async photo(key: string): Promise<ArrayBuffer | undefined> {
    return (await this.safe?.find<ArrayBuffer>('draft', photoId(key)))?.value ?? undefined;
  }

  async dropPhoto(key: string): Promise<void> {
    this.do({ do: 'drop_photo', key });
    // One that a report in the queue has goes with it as it was, until that is written anew; then nothing names it.
    const inQueue = outbox.find(this.edited?.id ?? '')?.entry.photos;
    if (!inQueue?.includes(key)) await this.safe?.remove('draft', photoId(key));
  }

  /** The same report without its free text, in one tap. */
  sendWithoutText(): Promise<void> {
    this.do({ do: 'drop_text' });
    return this.send();
  }

  /** Takes up a report that was begun elsewhere in the app; not over another one, of which it says false. */
  begin(draft: Draft): boolean {
    this.leave();
    if (isStarted(this.own)) return isSameBegun(this.own, draft);
    this.own = draft;
    this.keep();
    return true;
  }

  /** Opens a report that has not been taken, to be changed; it is held back until then. False where that is too late. */
  async rewrite({ id, entry }: Queued): Promise<boolean> {
    if (!entry.content) return false;
    const draft: Draft = { ...emptyDraft, ...(entry.edit ?? { ...entry.content.draft, step: 'text' }) };
    if (!(await outbox.edit(id, draft))) return false;
    this.leave();
    this.turnTo(id, draft);
    return true;
  }

  /** Whether one has been begun that is in no queue: it goes with a log-out. Another tab's lies on the device alone. */
  async isBegun(): Promise<boolean> {
    return isStarted(this.own) || (await this.safe?.find('draft', draftId).catch(() => null))?.value != null;
  }

  /** Throws away what was being written, and the photos that only it has. */
  async discard(): Promise<void> {
    const { draft, edited } = this;
    this.clearNotes();
    this.letGo(edited);
    await this.writing;
    if (edited?.id != null) await outbox.letBe(edited.id);
    else for (const key of draft.photos) await this.safe?.remove('draft', photoId(key));
  }

  /**
   * The form is left. What was written stays: the own draft on the device, and what stands in the place of a report in the
   * queue there. One in which nothing was changed is held back no longer.
   */
  leave(): void {
    const id = this.edited?.id;
    if (this.edited) this.turnFrom();
    this.clearNotes();
    this.wasKept = isStarted(this.own);
    if (id != null) void this.writing.then(() => this.release(id));
  }

  /** Nothing of it is left in the page; what is on the disk stays there, sealed. */
  close(): void {
    this.safe = null;
    this.own = emptyDraft;
    this.edited = null;
    this.wasKept = false;
    this.clearNotes();
  }

  private async release(id: string): Promise<void> {
    const entry = outbox.find(id)?.entry;
    if (entry?.edit && !isEdited(entry) && this.edited?.id !== id) await outbox.letBe(id);
  }

  private clearNotes(): void {
    this.sentAs = null;
    this.error = undefined;
    this.textFaults = [];
    this.lacksDay = false;
    this.isTooLate = false;
  }

  private guard(): TextFault[] {
    return faultsOf(this.draft.text, textMaxLength);
  }

  private turnTo(id: string, draft: Draft): void {
    this.edited = { id, draft };
    sessionStorage.setItem(editKey, id);
    this.clearNotes();
    this.textFaults = this.guard();
  }

  private turnFrom(): void {
    this.edited = null;
    sessionStorage.removeItem(editKey);
  }

  /** What was being written has gone where it should; the form may have been left meanwhile. */
  private letGo(edited: Edited | null): void {
    if (edited) {
      if (this.edited?.id === edited.id) this.turnFrom();
      return;
    }
    this.own = emptyDraft;
    this.wasKept = false;
    this.keep();
  }

  /** The report in whose place it was written has gone: what was written stays, as a report of its own. */
  private comesTooLate(): void {
    if (!this.edited) return;
    this.isTooLate = true;
    const { draft } = this.edited;
    if (isStarted(this.own)) {
      this.edited = { id: null, draft };
      return;
    }
    this.own = draft;
    this.turnFrom();
    this.keep();
  }

  /** Writes the draft after whatever is still being written, so that the newest is the last. */
  private keep(): void {
    const { safe, own, edited } = this;
    if (!safe || edited?.id === null) return;
    const write = () => {
      if (edited?.id != null) return this.keepEdit(edited.id, edited.draft);
      return isStarted(own) ? safe.put('draft', draftId, own) : safe.remove('draft', draftId);
    };
    this.unkept += 1;
    this.writing = this.writing
      .then(write)
      .catch((error: unknown) => {
        this.error = error;
      })
      .finally(() => (this.unkept -= 1));
  }

  private async keepEdit(id: string, draft: Draft): Promise<void> {
    const isKept = await outbox.edit(id, draft);
    if (!isKept && this.edited?.id === id) this.comesTooLate();
  }
}

/** Whether both are about the same: somebody may have gone on with the one. */
function isSameBegun(one: Draft, other: Draft): boolean {
  const about = ({ position, sighting }: Draft) => JSON.stringify([position, sighting]);
  return about(one) === about(other);
}

export const reporting = new Reporting();
