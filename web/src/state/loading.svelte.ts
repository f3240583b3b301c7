/** Something that is being fetched. Only the newest run counts: a slow answer never overwrites a newer one. */
export class Loading<T> {
  value = $state.raw<T | undefined>(undefined);
  error = $state.raw<unknown>(undefined);
  busy = $state(false);
  private running: AbortController | undefined;

  /** Starts a run and lets go of the one before. The value stays while a newer one is on its way. */
  async run(fetch: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.busy = true;
    try {
      const value = await fetch(running.signal);
      if (this.running !== running) return;
      this.value = value;
      this.error = undefined;
    } catch (error) {
      if (this.running !== running) return;
      this.error = error;
    }
    this.busy = false;
  }

  /** Forgets what was fetched, so that nothing old is shown while something else loads. */
  clear(): void {
    this.running?.abort();
    this.running = undefined;
    this.value = undefined;
    this.error = undefined;
    this.busy = false;
  }
}
