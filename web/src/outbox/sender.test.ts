import { describe, expect, it } from 'vitest';
import { NoAnswer, Problem } from '../api/problem';
import type { NewReport, Report } from '../api/types';
import { ChangedMeanwhile } from '../device/keeping';
import { Memory } from '../device/memory';
import { emptyDraft } from '../state/report_draft';
import { isDue, mayChange, queued } from './entry';
import { entriesMax, photoId, Queue, QueueFull } from './queue';
import { sendDue, whyOf, type World } from './sender';

/** A server that keeps what it takes by key, and answers as it is told. */
class Server {
  readonly taken = new Map<string, NewReport>();
  readonly asked: string[] = [];
  login = 'parklag';
  /** What happens to the next requests, in order: an answer, a no, or an answer that is lost. */
  next: ('answer' | 'lost' | Error)[] = [];
  now = 1_000_000;

  readonly world: World = {
    who: () =>
      this.next[0] instanceof NoAnswer ? Promise.reject(this.next.shift() as Error) : Promise.resolve(this.login),
    send: (body, key) => this.take(body, key),
    sendPhoto: (report, bytes, key) => this.takePhoto(report, bytes, key),
    now: () => this.now,
    serverNow: () => this.now,
    chance: () => 1,
    changed: () => undefined,
  };

  readonly photos = new Map<string, string>();

  private takePhoto(report: string, bytes: ArrayBuffer, key: string): Promise<unknown> {
    this.asked.push(key);
    const what = this.next.shift() ?? 'answer';
    if (what instanceof Error) return Promise.reject(what);
    this.photos.set(key, `${report} ${bytes.byteLength}`);
    return what === 'lost' ? Promise.reject(new NoAnswer('cut')) : Promise.resolve({});
  }

  private take(body: NewReport, key: string): Promise<Report> {
    this.asked.push(key);
    const what = this.next.shift() ?? 'answer';
    if (what instanceof Error) return Promise.reject(what);
    this.taken.set(key, body);
    return what === 'lost' ? Promise.reject(new NoAnswer('cut')) : Promise.resolve({ id: `of ${key}` } as Report);
  }
}

const body: NewReport = { position: { lon: 18, lat: 59 }, problem_types: ['graffiti'] };
const problem = (status: number, type = '/problems/x') => new Problem({ type, title: 'x', status });

async function queueOf(...keys: string[]): Promise<Queue> {
  const queue = new Queue(new Memory());
  for (const [at, key] of keys.entries()) await queue.add(key, queued(emptyDraft, body, key, ''), at);
  return queue;
}

const states = async (queue: Queue) => (await queue.list()).map(({ id, entry }) => `${id} ${entry.state}`);

describe('sending the queue', () => {
  it('takes the oldest first, and each once', async () => {
    const [server, queue] = [new Server(), await queueOf('a', 'b', 'c')];
    await sendDue(queue, 'parklag', server.world);
    expect(server.asked).toEqual(['a', 'b', 'c']);
    expect(await states(queue)).toEqual(['a sent', 'b sent', 'c sent']);
    await sendDue(queue, 'parklag', server.world);
    expect(server.asked).toHaveLength(3);
  });

  it('stops where no answer comes, lets the rest wait as long, and goes on with the same key', async () => {
    const [server, queue] = [new Server(), await queueOf('a', 'b')];
    server.next = ['lost'];
    await sendDue(queue, 'parklag', server.world);
    expect([server.asked, await states(queue)]).toEqual([['a'], ['a waiting', 'b waiting']]);
    await sendDue(queue, 'parklag', server.world);
    expect(server.asked).toEqual(['a']);
    server.now += 5_000;
    await sendDue(queue, 'parklag', server.world);
    expect(server.asked).toEqual(['a', 'a', 'b']);
    expect([...server.taken.keys()]).toEqual(['a', 'b']);
    expect(await states(queue)).toEqual(['a sent', 'b sent']);
  });

  it('lets go on what waited for an answer, once there is one', async () => {
    const [server, queue] = [new Server(), await queueOf('a')];
    server.next = ['lost'];
    await sendDue(queue, 'parklag', server.world);
    // Written after the server was back, while the one before it still waits its time.
    await queue.add('b', queued(emptyDraft, body, 'b', ''), 1);
    await sendDue(queue, 'parklag', server.world);
    expect(server.asked).toEqual(['a', 'b', 'a']);
    expect((await states(queue)).sort()).toEqual(['a sent', 'b sent']);
  });

  it('tries one that is never answered once for each answer, and no more', async () => {
    const [server, queue] = [new Server(), await queueOf('a')];
    server.next = ['lost'];
    await sendDue(queue, 'parklag', server.world);
    await queue.add('b', queued(emptyDraft, body, 'b', ''), 1);
    server.next = ['answer', 'lost'];
    await sendDue(queue, 'parklag', server.world);
    expect(server.asked).toEqual(['a', 'b', 'a']);
    expect((await states(queue)).sort()).toEqual(['a waiting', 'b sent']);
  });

  it('goes on past one that is refused, and leaves that to a person', async () => {
    const [server, queue] = [new Server(), await queueOf('a', 'b')];
    server.next = [problem(422)];
    await sendDue(queue, 'parklag', server.world);
    expect(await states(queue)).toEqual(['a refused', 'b sent']);
    server.now += 3_600_000;
    await sendDue(queue, 'parklag', server.world);
    expect(server.asked).toEqual(['a', 'b']);
  });

  it('sends nothing in somebody else’s name', async () => {
    const [server, queue] = [new Server(), await queueOf('a')];
    server.login = 'samordnare';
    await sendDue(queue, 'parklag', server.world);
    expect([server.asked, await states(queue)]).toEqual([[], ['a waiting']]);
    // It waits for its own log-in, and not for a moment: nobody is asked again meanwhile who they are.
    const [waiting] = await queue.list();
    expect(waiting?.entry.why).toEqual({ kind: 'logged_out' });
    expect(waiting && isDue(waiting.entry, server.now + 600_000)).toBe(false);
  });

  it('sends nothing in whose place somebody is writing, and goes past it', async () => {
    const [server, queue] = [new Server(), await queueOf('a', 'b')];
    const [held] = await queue.list();
    if (held) await queue.change(held, { ...held.entry, edit: emptyDraft });
    await sendDue(queue, 'parklag', server.world);
    expect([server.asked, await states(queue)]).toEqual([['b'], ['a waiting', 'b sent']]);
  });

  it('asks once who it is where nobody answers, and lets all wait', async () => {
    const [server, queue] = [new Server(), await queueOf('a', 'b')];
    server.next = [new NoAnswer('away'), new NoAnswer('away')];
    await sendDue(queue, 'parklag', server.world);
    await sendDue(queue, 'parklag', server.world);
    expect([server.asked, server.next.length]).toEqual([[], 1]);
    expect((await queue.list()).map(({ entry }) => entry.isUncertain)).toEqual([false, false]);
  });

  it('stops at a log-in that has run out', async () => {
    const [server, queue] = [new Server(), await queueOf('a', 'b')];
    server.next = [problem(401)];
    await sendDue(queue, 'parklag', server.world);
    expect((await queue.list()).map(({ entry }) => entry.why)).toEqual([
      { kind: 'logged_out' },
      { kind: 'logged_out' },
    ]);
  });

  it('takes up what a page left behind in the middle of an attempt, with the same key', async () => {
    const [server, queue] = [new Server(), await queueOf('a')];
    const never: World = { ...server.world, send: () => Promise.reject(new TypeError('the page is gone')) };
    await expect(sendDue(queue, 'parklag', never)).rejects.toThrow('the page is gone');
    expect(await states(queue)).toEqual(['a sending']);
    await sendDue(queue, 'parklag', server.world);
    expect([server.asked, await states(queue)]).toEqual([['a'], ['a sent']]);
  });

  it('takes over from the draft that the report was written as, or leaves that where it lies', async () => {
    const memory = new Memory();
    const queue = new Queue(memory);
    const lying = async () => [(await memory.list('outbox')).length, (await memory.list('draft')).length];
    await memory.put('draft', 'report', emptyDraft);
    await queue.add('a', queued(emptyDraft, body, 'a', ''), 1);
    expect(await lying()).toEqual([1, 1]);
    await expect(queue.add('a', queued(emptyDraft, body, 'a', ''), 1, 'report')).rejects.toThrow(ChangedMeanwhile);
    expect(await lying()).toEqual([1, 1]);
    await queue.add('b', queued(emptyDraft, body, 'b', ''), 1, 'report');
    expect(await lying()).toEqual([2, 0]);
  });

  it('leaves nothing of the content once a report has arrived', async () => {
    const memory = new Memory();
    const queue = new Queue(memory);
    await queue.add('a', queued({ ...emptyDraft, text: 'hemligt' }, { ...body, text: 'hemligt' }, 'a', ''), 1);
    await sendDue(queue, 'parklag', new Server().world);
    const left = JSON.stringify([await memory.list('outbox'), await memory.list('kept')]);
    expect(left).toContain('of a');
    expect(left).not.toContain('hemligt');
  });
});

describe('the photos of a report', () => {
  async function withPhotos(...keys: string[]): Promise<[Memory, Queue]> {
    const memory = new Memory();
    const queue = new Queue(memory);
    for (const key of keys) await memory.put('draft', photoId(key), new ArrayBuffer(8));
    await queue.add('a', queued({ ...emptyDraft, text: 'hemligt', photos: keys }, body, 'a', ''), 1);
    return [memory, queue];
  }

  it('follow it one by one, under their own keys, and leave the phone', async () => {
    const server = new Server();
    const [memory, queue] = await withPhotos('p', 'q');
    await sendDue(queue, 'parklag', server.world);
    expect(server.asked).toEqual(['a', 'p', 'q']);
    expect([...server.photos]).toEqual([
      ['p', 'of a 8'],
      ['q', 'of a 8'],
    ]);
    expect(await states(queue)).toEqual(['a sent']);
    expect(await memory.list('draft')).toEqual([]);
  });

  it('go on where the line broke, with the same key, and the report is not sent again', async () => {
    const server = new Server();
    const [memory, queue] = await withPhotos('p', 'q');
    server.next = ['answer', 'lost'];
    await sendDue(queue, 'parklag', server.world);
    expect(await states(queue)).toEqual(['a waiting']);
    expect(JSON.stringify(await memory.list('outbox'))).not.toContain('hemligt');
    expect(await memory.list('draft')).toHaveLength(2);
    server.now += 5_000;
    await sendDue(queue, 'parklag', server.world);
    expect(server.asked).toEqual(['a', 'p', 'p', 'q']);
    expect([server.photos.size, await states(queue)]).toEqual([2, ['a sent']]);
  });

  it('are left to a person where one is refused, who can take them away and not change the report', async () => {
    const server = new Server();
    const [memory, queue] = await withPhotos('p', 'q');
    server.next = ['answer', problem(409)];
    await sendDue(queue, 'parklag', server.world);
    const [refused] = await queue.list();
    if (!refused) throw new Error('the queue is empty');
    expect([refused.entry.state, mayChange(refused.entry)]).toEqual(['refused', false]);
    await queue.remove(refused);
    expect([await queue.list(), await memory.list('draft')]).toEqual([[], []]);
  });

  it('that have been let go of are not waited for', async () => {
    const server = new Server();
    const [memory, queue] = await withPhotos('p', 'q');
    await memory.remove('draft', photoId('p'));
    await sendDue(queue, 'parklag', server.world);
    expect([server.asked, await states(queue)]).toEqual([['a', 'q'], ['a sent']]);
    // Whoever sent it is told how many they were.
    expect((await queue.list()).map(({ entry }) => entry.photosLost)).toEqual([1]);
  });
});

describe('the queue', () => {
  it('has room for a hundred', async () => {
    const queue = await queueOf(...Array.from({ length: entriesMax }, (_, n) => String(n)));
    await expect(queue.add('more', queued(emptyDraft, body, 'more', ''), 1)).rejects.toThrow(QueueFull);
  });

  it('is changed by nobody who has not seen the latest', async () => {
    const queue = await queueOf('a');
    const [seen] = await queue.list();
    if (!seen) throw new Error('the queue is empty');
    await queue.change(seen, { ...seen.entry, attempts: 1 });
    await expect(queue.change(seen, { ...seen.entry, attempts: 9 })).rejects.toThrow(ChangedMeanwhile);
    await expect(queue.remove(seen)).rejects.toThrow(ChangedMeanwhile);
    expect((await queue.list())[0]?.entry.attempts).toBe(1);
  });
});

describe('why an attempt failed', () => {
  it.each([
    [new NoAnswer('x'), 'no_answer'],
    [problem(401), 'logged_out'],
    [problem(408), 'busy'],
    [problem(429), 'busy'],
    [problem(500), 'busy'],
    [problem(503), 'busy'],
    [problem(400), 'refused'],
    [problem(403), 'refused'],
    [problem(404), 'refused'],
    [problem(409), 'refused'],
    [problem(413), 'refused'],
    [problem(422), 'refused'],
    // The gate of a café answers 403 with a page of its own.
    [problem(403, 'about:blank'), 'no_answer'],
  ])('%o is %s', (error, kind) => expect(whyOf(error).kind).toBe(kind));

  it('is no mistake of our own', () => {
    expect(() => whyOf(new RangeError('ours'))).toThrow('ours');
  });
});
