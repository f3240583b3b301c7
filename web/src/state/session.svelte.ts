import { session as calls } from '../api/calls';
import { whenLoggedOut } from '../api/client';
import { NoAnswer, Problem } from '../api/problem';
import { whoIs } from '../api/who';
import type { Me, May } from '../api/types';
import { lastLogin, lasting, setLastLogin, sweep } from '../device/housekeeping';
import type { Keeping } from '../device/keeping';
import { Memory } from '../device/memory';
import { Safe } from '../device/safe';
import { inTurn } from '../outbox/turn';
import { catalogue } from './catalogue.svelte';
import { connection } from './connection.svelte';
import { keepCopiesIn, keepCopy, stopKeeping } from './kept_copy';
import { outbox } from './outbox.svelte';
import { reporting } from './reporting.svelte';
import { walking } from './walking.svelte';
import { answers } from './answers.svelte';

/** Where the visitor stands: not yet known, first run of an empty register, with a link for a phone, logged out, or in. */
type Phase = 'starting' | 'failed' | 'first_run' | 'phone' | 'out' | 'in';

/** Nobody looks at an empty page for longer than this; what the phone has is shown meanwhile. Milliseconds. */
const startPatienceMs = 8_000;

/** What stands after `#phone=` in the link that a coordinator gives out. */
function phoneSecretOf(hash: string): string | null {
  return /^#phone=([\w-]{20,100})$/.exec(hash)?.[1] ?? null;
}

class Session {
  phase = $state<Phase>('starting');
  me = $state.raw<Me | null>(null);
  error = $state.raw<unknown>(undefined);
  /** The log-in ran out while somebody was working. */
  expired = $state(false);
  /** Whoever had to get a second factor has it, and reads the recovery codes, which are shown this once. */
  showsRecovery = $state(false);
  /** The browser keeps nothing: what is written goes with the tab. */
  keepsNothing = $state(false);
  /** Reports of whoever was logged in last that wait on this phone for a new log-in. */
  waitingHere = $state(0);
  private safe: Keeping | null = null;
  /** What this page has of each log-in, where the browser keeps nothing. */
  private readonly memories = new Map<string, Memory>();
  private readonly others = new BroadcastChannel('samplats.session');
  /** Who is in, as another tab has said since this one asked. */
  private heard: string | null = null;

  constructor() {
    // Whoever is in, in another tab, is in here too: the log-in is the browser's.
    this.others.addEventListener('message', ({ data }: MessageEvent<string>) => {
      this.heard = data;
      this.yieldTo(data);
    });
    connection.whenBack(() => void (this.phase === 'failed' ? this.start() : this.confirm()));
  }

  /** The secret of the link for a phone that the page was opened with. */
  private phoneSecret = phoneSecretOf(location.hash);

  /** Asks the server who this is; where it does not answer, whoever was here last goes on with what the phone has. */
  async start(): Promise<void> {
    this.phase = 'starting';
    this.heard = null;
    // What is old is cleared away while the server is asked, and has gone before anything that is kept is read.
    answers.prune();
    const swept = sweep(Date.now()).catch((error: unknown) => console.warn('nothing old was cleared away', error));
    const asked = calls.me(AbortSignal.timeout(startPatienceMs));
    catalogue.ask();
    if (this.phoneSecret !== null) {
      // What the page has asked for early is nobody's answer here, and is taken so that no later question gets it.
      asked.catch(() => undefined);
      catalogue.letGo();
      await swept;
      // Out of the address at once: it is for whoever holds this phone, and not for who looks at its history.
      history.replaceState(null, '', '/');
      this.phase = 'phone';
      return;
    }
    try {
      const [me] = await Promise.all([asked, swept]);
      await this.enter(me);
    } catch (error) {
      await swept;
      if (error instanceof Problem && error.status === 401) {
        await this.lock();
        this.phase = error.firstRun ? 'first_run' : 'out';
      } else if (!(error instanceof NoAnswer) || !(await this.enterFromCopy())) {
        this.error = error;
        this.phase = 'failed';
      }
    }
  }

  /** Again who this is and what the city has, after something of that has changed. */
  async refresh(): Promise<void> {
    try {
      this.me = await calls.me();
    } catch (error) {
      console.error(error); // what is shown stays
    }
  }

  async logIn(login: string, password: string, code: string | null): Promise<void> {
    await this.enterBy(() => calls.logIn(login, password, code));
  }

  /** Binds this phone with the link that the page was opened with. */
  async openPhone(): Promise<void> {
    const secret = this.phoneSecret;
    if (secret === null) return;
    await this.enterBy(async () => {
      const me = await calls.phone(secret);
      this.phoneSecret = null;
      return me;
    });
  }

  /** Leaves the link for a phone aside. */
  async leavePhone(): Promise<void> {
    this.phoneSecret = null;
    await this.start();
  }

  /** A phone that a link has bound: it reports, and has nothing else to show. */
  get isPhone(): boolean {
    return this.me?.phone !== undefined;
  }

  /** The account has to get a second factor, and to have kept its recovery codes, before it does anything else. */
  get needsSecondFactor(): boolean {
    return this.showsRecovery || this.me?.account?.second_factor === 'required';
  }

  async first(token: string, login: string, password: string): Promise<void> {
    await this.enterBy(() => calls.first(token, login, password));
  }

  /** Ends the session, and takes everything of the account off the device. Not while a report waits to be sent. */
  async logOut(): Promise<void> {
    if (outbox.unsent.length + walking.unsent > 0) return;
    const out = await inTurn(() => calls.logOut());
    this.phase = 'starting'; // a 401 to what is still on its way is no news
    await stopKeeping();
    await answers.leave();
    await this.safe?.forget();
    await setLastLogin(null);
    this.others.postMessage('');
    // A fresh page: nothing that the one before has fetched or written stays in memory for the next.
    location.assign(out?.continue_at ?? '/');
  }

  may(act: May): boolean {
    return this.me?.may.includes(act) ?? false;
  }

  /** An answer said 401: the page asks for a new log-in, keeps what was written, and lets go of what was read. */
  noticeLoggedOut(): void {
    if (this.phase !== 'in') return;
    this.expired = true;
    this.phase = 'out';
    void this.lock();
  }

  /** The server is back after a silence: it says who this is, or that it does not know. */
  private async confirm(): Promise<void> {
    if (this.phase !== 'in') return;
    try {
      const me = await calls.me();
      if (this.yieldTo(whoIs(me))) return;
      this.me = me;
      keepCopy(`${lasting}me`, me);
    } catch {
      // A 401 has been noticed where it came in; no answer means that the silence goes on.
    }
  }

  private async enterBy(logIn: () => Promise<Me>): Promise<void> {
    this.heard = null;
    await this.enter(await inTurn(logIn));
  }

  private async enter(me: Me): Promise<void> {
    const login = whoIs(me);
    await this.open(login);
    // Somebody may have come in in another tab since the server was asked: what it said then is told to nobody.
    if (this.yieldTo(this.heard ?? login, me) || this.yieldTo(login)) return;
    this.others.postMessage(login);
    keepCopy(`${lasting}me`, me);
    this.go(me);
  }

  /** Where the browser's log-in is no longer whose page this is, a fresh page shows nothing of what this one showed. */
  private yieldTo(login: string, me = this.me): boolean {
    const isSomebodyElse = me !== null && whoIs(me) !== login;
    if (isSomebodyElse) location.assign('/');
    return isSomebodyElse;
  }

  private async enterFromCopy(): Promise<boolean> {
    const login = await lastLogin().catch(() => null);
    const safe = login === null ? null : await Safe.open(login);
    const copy = await safe?.find<Me>('kept', `${lasting}me`);
    if (login === null || !copy?.value) return false;
    connection.showsCopyOf(copy.at);
    await this.open(login);
    this.go(copy.value);
    return true;
  }

  private go(me: Me): void {
    this.me = me;
    this.error = undefined;
    this.expired = this.showsRecovery = false;
    this.phase = 'in';
  }

  /** Opens what the account has on this device; whoever was here before keeps only what they wrote, sealed. */
  private async open(login: string): Promise<void> {
    const safe = await this.safeOf(login);
    this.safe = safe;
    keepCopiesIn(safe);
    // A draft may be of a report that waits.
    const written = outbox.open(safe, login).then(() => reporting.open(safe));
    await Promise.all([written, walking.open(safe, login), answers.open(safe)]);
  }

  private async safeOf(login: string): Promise<Keeping> {
    try {
      const before = await lastLogin();
      if (before !== null && before !== login) await (await Safe.open(before)).clear('kept');
      const [safe] = await Promise.all([Safe.open(login), setLastLogin(login)]);
      return safe;
    } catch (error) {
      console.warn('nothing is kept on this device', error);
      this.keepsNothing = true;
      const memory = this.memories.get(login) ?? new Memory();
      this.memories.set(login, memory);
      return memory;
    }
  }

  /** Lets go of what the account could read here; its reports wait, sealed. */
  private async lock(): Promise<void> {
    // At once: a form that is taken off the screen has nothing more to let go of.
    outbox.close();
    reporting.close();
    walking.close();
    answers.close();
    const login = await lastLogin().catch(() => null);
    const safe = this.safe ?? (login === null ? null : await Safe.open(login));
    this.waitingHere = (await safe?.index('outbox'))?.length ?? 0;
    await stopKeeping();
    await safe?.clear('kept');
  }
}

export const session = new Session();
whenLoggedOut(() => session.noticeLoggedOut());
