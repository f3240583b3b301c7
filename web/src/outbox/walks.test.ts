import { describe, expect, it } from 'vitest';
import { NoAnswer, Problem } from '../api/problem';
import type { NewWalk } from '../api/types';
import { Memory } from '../device/memory';
import { endedWalks, keepWalk, lostWalks, sendWalks, type WalkWorld } from './walks';

const body: NewWalk = { round: 'R', started_at: '', ended_at: '', visits: [] };
const problem = (status: number) => new Problem({ type: '/problems/x', title: 'x', status });

/** A server that keeps what it takes by key, and answers as it is told. */
class Server {
  readonly taken = new Map<string, number>();
  login = 'parklag';
  next: ('answer' | 'lost' | Error)[] = [];
  told: string[] = [];

  readonly world: WalkWorld = {
    who: () => Promise.resolve(this.login),
    send: (_, key) => {
      const what = this.next.shift() ?? 'answer';
      if (what instanceof Error) return Promise.reject(what);
      this.taken.set(key, (this.taken.get(key) ?? 0) + 1);
      return what === 'lost' ? Promise.reject(new NoAnswer('cut')) : Promise.resolve();
    },
    changed: ({ key }, arrived) => this.told.push(`${key} ${arrived ? 'arrived' : 'refused'}`),
  };
}

async function phoneWith(...keys: string[]): Promise<Memory> {
  const safe = new Memory();
  for (const key of keys) await keepWalk(safe, { key, body, refused: null });
  await safe.put('draft', 'walk', { under: 'way' });
  return safe;
}
const left = async (safe: Memory) => (await endedWalks(safe)).map(({ key, refused }) => [key, refused?.status]);

describe('walks that have ended', () => {
  it('are told of when they had to be let go of, and nothing else is', async () => {
    const [safe, server] = [await phoneWith('a'), new Server()];
    await safe.putAll('draft', [
      { id: 'walked:b', at: 0, value: null },
      { id: 'report', at: 0, value: null },
    ]);
    expect(await lostWalks(safe)).toEqual(['walked:b']);
    expect(await left(safe)).toEqual([['a', undefined]]);
    await sendWalks(safe, 'parklag', server.world);
    expect([...server.taken.keys()]).toEqual(['a']);
    await safe.put('draft', 'walk', null);
    expect((await lostWalks(safe)).sort()).toEqual(['walk', 'walked:b']);
  });

  it('are sent once each, and leave the phone; the one under way stays', async () => {
    const [safe, server] = [await phoneWith('a', 'b'), new Server()];
    expect(await sendWalks(safe, 'parklag', server.world)).toBeNull();
    expect([...server.taken]).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(await left(safe)).toEqual([]);
    expect(server.told).toEqual(['a arrived', 'b arrived']);
    expect(await safe.find('draft', 'walk')).toBeDefined();
  });

  it('keep their key when the answer is lost', async () => {
    const [safe, server] = [await phoneWith('a', 'b'), new Server()];
    server.next = ['lost'];
    expect(await sendWalks(safe, 'parklag', server.world)).toBe('no_answer');
    expect(await left(safe)).toHaveLength(2);
    expect(await sendWalks(safe, 'parklag', server.world)).toBeNull();
    expect([...server.taken.keys()]).toEqual(['a', 'b']);
  });

  it('stop at a server that is busy, and at one that knows us no more', async () => {
    for (const [status, why] of [
      [503, 'busy'],
      [401, 'logged_out'],
    ] as const) {
      const [safe, server] = [await phoneWith('a'), new Server()];
      server.next = [problem(status)];
      expect(await sendWalks(safe, 'parklag', server.world)).toBe(why);
      expect(await left(safe)).toEqual([['a', undefined]]);
    }
  });

  it('stay with the reason where they are refused, and are not sent again', async () => {
    const [safe, server] = [await phoneWith('a', 'b'), new Server()];
    server.next = [problem(422)];
    expect(await sendWalks(safe, 'parklag', server.world)).toBeNull();
    expect(await left(safe)).toEqual([['a', 422]]);
    expect(server.told).toEqual(['a refused', 'b arrived']);
    await sendWalks(safe, 'parklag', server.world);
    expect(server.taken.has('a')).toBe(false);
  });

  it('are sent by nobody else', async () => {
    const [safe, server] = [await phoneWith('a'), new Server()];
    server.login = 'skolor';
    expect(await sendWalks(safe, 'parklag', server.world)).toBe('logged_out');
    expect(server.taken.size).toBe(0);
  });
});
