import { session as calls } from '../api/calls';
import { whenLoggedOut } from '../api/client';
import { Problem } from '../api/problem';
import type { Me, May } from '../api/types';
import { claimDraft, forgetDraft } from './draft_store';

/** Where the visitor stands: not yet known, first run of an empty register, logged out, or in. */
type Phase = 'starting' | 'failed' | 'first_run' | 'out' | 'in';

class Session {
  phase = $state<Phase>('starting');
  me = $state.raw<Me | null>(null);
  error = $state.raw<unknown>(undefined);
  /** The log-in ran out while somebody was working. */
  expired = $state(false);

  /** Asks the server who this is. */
  async start(): Promise<void> {
    this.phase = 'starting';
    try {
      this.enter(await calls.me());
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        this.phase = error.firstRun ? 'first_run' : 'out';
      } else {
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
      console.error('the city could not be read anew', error); // what is shown stays
    }
  }

  async logIn(login: string, password: string): Promise<void> {
    this.enter(await calls.logIn(login, password));
  }

  async first(token: string, login: string, password: string): Promise<void> {
    this.enter(await calls.first(token, login, password));
  }

  /** Ends the session; what was kept on the device goes with it. */
  async logOut(): Promise<void> {
    await calls.logOut();
    forgetDraft();
    // A fresh page: nothing that the one before has fetched or written stays in memory for the next.
    location.assign('/');
  }

  may(act: May): boolean {
    return this.me?.may.includes(act) ?? false;
  }

  /** Notes that an answer said 401: the page asks for a new log-in and keeps what was written. */
  noticeLoggedOut(): void {
    if (this.phase !== 'in') return;
    this.expired = true;
    this.phase = 'out';
  }

  private enter(me: Me): void {
    const isSomebodyElse = this.me !== null && this.me.account?.login !== me.account?.login;
    claimDraft(me.account?.login ?? '');
    if (isSomebodyElse) location.assign('/');
    this.me = me;
    this.error = undefined;
    this.expired = false;
    this.phase = 'in';
  }
}

export const session = new Session();
whenLoggedOut(() => session.noticeLoggedOut());
