/** A city of its own, whose server can be killed at any moment: for a phone that is the same as having no network. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const program = process.env.SAMPLATS_PROGRAM ?? join(import.meta.dirname, '../../target/release/samplats');
const listen = process.env.SAMPLATS_OFFLINE_LISTEN ?? '127.0.0.1:8092';

export class City {
  readonly url = `http://${listen}`;
  private server: ChildProcess | undefined;

  constructor(private readonly data: string) {}

  /** Starts the program, on a new city or on the one that is there, and waits until it answers. */
  async start(how: 'afresh' | 'again' = 'again'): Promise<void> {
    if (this.server) return;
    const flags = ['demo', '--data', this.data, '--listen', listen, ...(how === 'afresh' ? ['--fresh'] : [])];
    const server = spawn(program, flags, { stdio: 'ignore', env: { ...process.env, SAMPLATS_RATE_LIMITS: 'off' } });
    this.server = server;
    while (!(await this.isReady())) {
      if (server.exitCode !== null) throw new Error(`${program} ended with ${server.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.server = undefined;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).ok;
    } catch {
      return false; // not listening yet
    }
  }
}
