import { session as calls } from '../api/calls';
import { watchLine } from '../api/client';
import { ServerClock } from '../device/clock';

/** How long to wait before the server is asked again whether it is there: first, and at most. Milliseconds. */
const askAgainMs = { first: 3_000, most: 30_000 };

/** Whether the server can be reached, as far as the last attempt and the device know. */
class Connection {
  reached = $state(navigator.onLine);
  /** When the server was last heard, milliseconds since 1970 by the device; what is shown is as of then. */
  heardAt = $state<number | null>(null);
  readonly clock = new ServerClock(localStorage);
  private readonly onReturn = new Set<() => void>();
  private asking: ReturnType<typeof setTimeout> | undefined;
  private waitMs = askAgainMs.first;

  constructor() {
    watchLine({ answered: (date) => this.answered(date), silent: () => this.silent() });
    window.addEventListener('offline', () => this.silent());
  }

  /** Calls `act` each time that the server answers after a silence. */
  whenBack(act: () => void): void {
    this.onReturn.add(act);
  }

  answered(date: string | null): void {
    this.clock.hear(date, Date.now());
    this.heardAt = Date.now();
    clearTimeout(this.asking);
    this.asking = undefined;
    this.waitMs = askAgainMs.first;
    if (this.reached) return;
    this.reached = true;
    for (const act of this.onReturn) act();
  }

  /** No answer came: the server is asked now and then, until it answers whatever it is. */
  silent(): void {
    this.reached = false;
    if (this.asking !== undefined) return;
    this.asking = setTimeout(() => {
      this.asking = undefined;
      this.waitMs = Math.min(askAgainMs.most, this.waitMs * 2);
      calls.me().catch(() => undefined); // the answer, or that there was none, is heard above
    }, this.waitMs);
  }

  /** What is shown comes from the phone, and was fetched then. */
  showsCopyOf(at: number): void {
    this.heardAt = Math.min(this.heardAt ?? at, at);
  }
}

export const connection = new Connection();
