import { faultsOf, type TextFault } from '../guard/guard';
import type { Keeping } from '../device/keeping';
import { photoId, type Queued } from '../outbox/queue';
import { newKey } from '../api/client';
import { outbox } from './outbox.svelte';
import { bodyOf, emptyDraft, isStarted, next, textMaxLength, type Draft, type DraftEvent } from './report_draft';

const draftId = 'report';
/** So many photos wait on a phone at most: browsers give a site only so much room. */
export const photosKeptMax = 40;

/** No more photos fit. */
export class PhotosFull extends Error {
  constructor() {
    super('no more photos fit');
    this.name = 'PhotosFull';
  }
}

/** The report that is being written on this device: the draft machine with a memory, and a queue that it ends in. */
class Reporting {
  draft = $state.raw<Draft>(emptyDraft);
  /** The report has been put in the queue: this is where. */
  sentAs = $state<string | null>(null);
  /** A report in the queue that is being written anew. */
  rewrites = $state<string | null>(null);
  /** What the guard finds in the text that somebody wanted to send. */
  textFaults = $state.raw<TextFault[]>([]);
  /** It could not be put in the queue. */
  error = $state.raw<unknown>(undefined);
  busy = $state(false);
  /** A photo is being covered, and nobody has said yet whether it is used: the report waits for that. */
  isCovering = $state(false);
  /** How many writes of the draft are under way: at none it is on the device as it is on the screen. */
  unkept = $state(0);
  /** The draft was found on the device when the page opened. */
  wasKept = $state(false);
  private safe: Keeping | null = null;
  /** What was being written when somebody turned to a report in the queue. */
  private aside: Draft = emptyDraft;
  private writing: Promise<void> = Promise.resolve();

  /** Takes up what the account left on this device. */
  async open(safe: Keeping | null): Promise<void> {
    this.safe = safe;
    const kept = (await safe?.find<Draft>('draft', draftId))?.value;
    if (kept && !isStarted(this.draft)) this.draft = { ...emptyDraft, ...kept };
    this.wasKept = isStarted(this.draft);
  }

  do(event: DraftEvent): void {
    this.draft = next(this.draft, event);
    this.error = undefined;
    if (this.textFaults.length > 0) this.textFaults = this.guard();
    if (isStarted(this.draft)) this.keep();
  }

  /** Puts the report in the queue, which sends it; what points at a person does not leave the phone. */
  async send(): Promise<void> {
    const { draft } = this;
    const body = bodyOf(draft);
    this.textFaults = this.guard();
    if (!body || this.busy || this.textFaults.length > 0) return;
    this.busy = true;
    try {
      if (this.rewrites === null) this.sentAs = await outbox.add(draft, body);
      else if (await outbox.rewrite(this.rewrites, draft, body)) this.sentAs = this.rewrites;
      this.letGo();
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
    // One that belongs to a report in the queue may be on its way until that is rewritten; then nothing names it.
    if (this.rewrites === null) await this.safe?.remove('draft', photoId(key));
  }

  /** The same report without its free text, in one tap. */
  sendWithoutText(): Promise<void> {
    this.do({ do: 'drop_text' });
    return this.send();
  }

  /** Opens a report that has not been taken, to be changed; it stays in the queue as it is until it is sent again. */
  rewrite({ id, entry }: Queued): void {
    if (!entry.content) return;
    if (this.rewrites === null) this.aside = this.draft;
    this.draft = { ...emptyDraft, ...entry.content.draft, step: 'text' };
    this.rewrites = id;
    this.sentAs = null;
    this.textFaults = this.guard();
  }

  /** Throws away what was being written, and its photos with it. */
  discard(): void {
    const { photos } = this.draft;
    if (this.rewrites === null) for (const key of photos) void this.safe?.remove('draft', photoId(key));
    this.startOver();
  }

  startOver(): void {
    this.sentAs = null;
    this.error = undefined;
    this.textFaults = [];
    this.wasKept = false;
    this.letGo();
  }

  /** Nothing of it is left in the page; what is on the disk stays there, sealed. */
  close(): void {
    this.safe = null;
    this.draft = emptyDraft;
    this.startOver();
  }

  private guard(): TextFault[] {
    return faultsOf(this.draft.text, textMaxLength);
  }

  /** The draft has gone where it should: what was set aside for it comes back. */
  private letGo(): void {
    const isAside = this.rewrites !== null;
    this.rewrites = null;
    this.draft = isAside ? this.aside : emptyDraft;
    this.aside = emptyDraft;
    if (!isAside) this.keep();
  }

  /** Writes the draft after whatever is still being written, so that the newest is the last. */
  private keep(): void {
    const { safe, draft } = this;
    if (!safe || this.rewrites !== null) return;
    const write = () => (isStarted(draft) ? safe.put('draft', draftId, draft) : safe.remove('draft', draftId));
    this.unkept += 1;
    this.writing = this.writing
      .then(write)
      .catch((error: unknown) => {
        this.error = error;
      })
      .finally(() => (this.unkept -= 1));
  }
}

export const reporting = new Reporting();
