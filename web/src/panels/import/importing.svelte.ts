import { importFile, type ImportOrder } from '../../api/admin_calls';
import type { ImportAnswer } from '../../api/types';
import { contentTypes } from '../../files/format';
import { fieldsOf, guess, mapOf, type Columns, type What } from '../../files/fields';
import { lookAt, type Look } from '../../files/look';
import { base64Url, mappingMaxBytes, ofWhat } from '../../files/mapping_file';
import { previewOf, systemOf, type Preview } from '../../files/preview';
import { catalogue } from '../../state/catalogue.svelte';
import { Command } from '../../state/command.svelte';
import { live } from '../../state/live.svelte';
import { session } from '../../state/session.svelte';

/** The server takes no larger file. */
export const fileMaxBytes = 64 * 1024 * 1024;

/** What changes on the page when a file has been imported. */
const touched: Record<What, string> = {
  parties: 'party',
  areas: 'area',
  sites: 'site',
  reports: 'report',
  statistics: 'statistic',
  addresses: 'address',
  buildings: 'building',
};
/** Files of these say where something lies. */
export const placed: readonly What[] = ['areas', 'sites', 'reports', 'addresses', 'buildings'];

/** One file on its way in: chosen, looked at, tried, and imported. */
export class Importing {
  what = $state<What>('parties');
  file = $state.raw<File | null>(null);
  look = $state.raw<Look | null>(null);
  columns = $state.raw<Columns>({});
  /** As EPSG:3006; empty is what the file itself says. */
  system = $state('');
  /** Somebody has chosen the system, which then goes before what a file or a mapping file says. */
  private isSystemChosen = false;
  /** The kind of rows that name none, the party of all rows, how far reports are shared. */
  kind = $state('');
  party = $state('');
  shared = $state('');
  mapping = $state.raw<{ name: string; header: string } | null>(null);
  mappingFault = $state<'too_large' | 'other' | null>(null);
  /** Share that has been sent, 0 to 1; nothing while nothing is on its way. */
  sent = $state<number | null>(null);
  tried = $state.raw<ImportAnswer | null>(null);
  done = $state.raw<ImportAnswer | null>(null);
  readonly command = new Command();
  /** Counts up when the page begins anew with another file. */
  round = $state(0);
  /** Files that look alike are told apart by the order in which they were chosen. */
  private chosen = 0;

  readonly isTooLarge = $derived((this.file?.size ?? 0) > fileMaxBytes);
  readonly preview = $derived.by<Preview | null>(() =>
    this.look && this.look.rows.length > 0 && placed.includes(this.what)
      ? previewOf(this.look, this.columns, this.system || 'EPSG:4326')
      : null,
  );

  /** A file that is in is no file of the next kind; one that was chosen for the wrong kind stays. */
  chooseWhat(what: What): void {
    if (this.done) {
      this.file = this.look = null;
      this.round += 1;
    }
    this.what = what;
    this.kind = this.party = this.shared = '';
    this.mapping = null;
    this.mappingFault = null;
    this.guessAgain();
  }

  async chooseFile(file: File): Promise<void> {
    this.file = file;
    this.chosen += 1;
    this.look = null;
    this.forget();
    const look = await lookAt(file);
    if (this.file !== file) return; // another has been chosen meanwhile
    this.look = look;
    this.guessAgain();
  }

  setColumn(field: string, column: string): void {
    this.columns = { ...this.columns, [field]: column };
    this.forget();
  }

  chooseSystem(): void {
    this.isSystemChosen = true;
    this.forget();
  }

  async chooseMapping(file: File): Promise<void> {
    this.forget();
    this.mapping = null;
    this.mappingFault = null;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const of = ofWhat(new TextDecoder().decode(bytes));
    if (bytes.length > mappingMaxBytes) this.mappingFault = 'too_large';
    else if (of !== this.what) this.mappingFault = 'other';
    else this.mapping = { name: file.name, header: base64Url(bytes) };
  }

  leaveMapping(): void {
    this.mapping = null;
    this.mappingFault = null;
    this.forget();
  }

  /** Something has been changed: what was tried was another import. */
  forget(): void {
    this.tried = null;
    this.done = null;
    this.command.error = undefined;
  }

  /** Asks the server what would become of it; bad rows are told, and the others counted. */
  async attempt(): Promise<void> {
    this.done = null;
    this.tried = (await this.send({ dry_run: true, skip_bad: true })) ?? null;
  }

  async carryOut(skipBad: boolean): Promise<void> {
    const done = await this.send({ skip_bad: skipBad || undefined });
    if (!done) return;
    this.done = done;
    this.tried = null;
    live.touch(touched[this.what]);
    await Promise.all([session.refresh(), catalogue.refresh()]);
  }

  private async send(flags: ImportOrder['query']): Promise<ImportAnswer | undefined> {
    const file = this.file;
    if (!file) return undefined;
    const order = this.order(flags);
    const answer = await this.command.run([this.chosen, order], (key) => {
      this.sent = 0;
      return importFile(file, order, key, (share) => (this.sent = share));
    });
    this.sent = null;
    return answer;
  }

  private order(flags: ImportOrder['query']): ImportOrder {
    // A guess is not told where the file, or the mapping file, may say it itself.
    const isTold = placed.includes(this.what) && (this.isSystemChosen || this.mapping === null);
    return {
      query: {
        what: this.what,
        kind: this.kind || undefined,
        party: this.party || undefined,
        class: this.shared || undefined,
        crs: (isTold && this.system) || undefined,
        map: this.mapping ? undefined : mapOf(this.columns) || undefined,
        ...flags,
      },
      contentType: this.look?.format ? contentTypes[this.look.format] : null,
      mapping: this.mapping?.header ?? null,
    };
  }

  private guessAgain(): void {
    this.forget();
    this.columns = this.look ? guess(this.what, this.look.columns, this.look.hasShapes) : {};
    this.isSystemChosen = false;
    this.system = this.look && this.look.rows.length > 0 ? systemOf(this.look, this.columns) : '';
    // A city's own file of areas seldom says what they are, and most often they are its districts.
    if (this.look && this.what === 'areas' && !this.columns['kind']) this.kind = 'district';
  }

  /** The fields that the file's columns can be, without a position where rows have shapes of their own. */
  get fields() {
    const isShape = (name: string) => name === 'lon' || name === 'lat';
    return fieldsOf[this.what].filter(({ name }) => !(this.look?.hasShapes && isShape(name)));
  }
}
