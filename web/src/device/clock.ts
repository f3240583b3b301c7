const storageKey = 'samplats.clock';
/** Below this a difference is the network's and the rounding's, and the phone's own time is taken as it is. */
const trustedMs = 30_000;

/** How far the server's clock is ahead of the phone's, in milliseconds, as the last answer said. */
export class ServerClock {
  private offsetMs: number;

  constructor(private readonly memory: Pick<Storage, 'getItem' | 'setItem'> | null) {
    this.offsetMs = Number(memory?.getItem(storageKey)) || 0;
  }

  /** Takes the `Date` of an answer, which is cut to whole seconds. */
  hear(date: string | null, phoneNow: number): void {
    const server = Date.parse(date ?? '');
    if (Number.isNaN(server)) return;
    const offset = server + 500 - phoneNow;
    if (Math.abs(offset - this.offsetMs) < 2_000) return;
    this.offsetMs = offset;
    this.memory?.setItem(storageKey, String(offset));
  }

  /** The server's time for a time of the phone. */
  at(phoneMs: number): number {
    return Math.abs(this.offsetMs) < trustedMs ? phoneMs : phoneMs + this.offsetMs;
  }
}
