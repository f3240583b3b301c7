/** A city of its own, whose server can be killed at any moment: for a phone that is the same as having no network. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

export const program = process.env.SAMPLATS_PROGRAM ?? join(import.meta.dirname, '../../target/release/samplats');

export class City {
  readonly url: string;
  private server: ChildProcess | undefined;

  private constructor(
    private readonly data: string,
    private readonly listen: string,
  ) {
    this.url = `http://${listen}`;
  }

  /** A city at an address that nobody else has: other specs may be running on the machine. */
  static async at(data: string): Promise<City> {
    return new City(data, `127.0.0.1:${await freePort()}`);
  }

  /** Starts the program, on a new city or on the one that is there, and waits until it says that it listens. */
  async start(how: 'afresh' | 'again' = 'again'): Promise<void> {
    if (this.server) return;
    const flags = ['demo', '--data', this.data, '--listen', this.listen, ...(how === 'afresh' ? ['--fresh'] : [])];
    const env = { ...process.env, SAMPLATS_RATE_LIMITS: 'off' };
    const server = spawn(program, flags, { stdio: ['ignore', 'ignore', 'pipe'], env });
    this.server = server;
    const gone = () => {
      if (this.server === server) this.server = undefined;
    };
    server.on('exit', gone).on('error', gone);
    await this.saysThatItListens(server);
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

  /** Settles when this very process has the address: another program that answers there is none of ours. */
  private async saysThatItListens(server: ChildProcess): Promise<void> {
    let said = '';
    await new Promise<void>((resolve, reject) => {
      server.stderr?.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        if (said.includes(`listens on ${this.url}`)) resolve();
      });
      const ended = (code: number | null) => new Error(`${program} ended with ${code}, and said: ${said}`);
      server.on('exit', (code) => reject(ended(code)));
      server.on('error', reject);
    });
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).ok;
    } catch {
      return false; // not listening yet
    }
  }
}

/** A port of this machine that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
