import { newKey } from '../api/client';
import { isUncertain } from './trouble';

/**
 * One write that a person asks for. The key is made before the first attempt and kept while it is unknown whether the
 * server took it; other content, or a clear no, gets a new one.
 */
export class Command {
  busy = $state(false);
  error = $state.raw<unknown>(undefined);
  private attempt: { content: string; key: string } | undefined;

  /** Sends; the answer is undefined when it failed, and `error` says why. */
  async run<T>(content: unknown, send: (key: string) => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined; // a second tap on the same button
    const text = JSON.stringify(content);
    if (this.attempt?.content !== text) this.attempt = { content: text, key: newKey() };
    this.busy = true;
    this.error = undefined;
    try {
      const answer = await send(this.attempt.key);
      this.attempt = undefined;
      return answer;
    } catch (error) {
      if (!isUncertain(error)) this.attempt = undefined;
      this.error = error;
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
