import { watchLine } from '../api/client';
import { ServerClock } from '../device/clock';

/** Whether the server can be reached, as far as the last attempt and the device know. */
class Connection {
  reached = $state(navigator.onLine);
  /** When the server was last heard, milliseconds since 1970 by the device; what is shown is as of then. */
  heardAt = $state<number | null>(null);
  readonly clock = new ServerClock(localStorage);
  private readonly onReturn = new Set<() => void>();

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
    if (this.reached) return;
    this.reached = true;
    for (const act of this.onReturn) act();
  }

  silent(): void {
    this.reached = false;
  }

  /** What is shown comes from the phone, and was fetched then. */
  showsCopyOf(at: number): void {
    this.heardAt = Math.min(this.heardAt ?? at, at);
  }
}

export const connection = new Connection();
