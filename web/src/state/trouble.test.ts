import { describe, expect, it } from 'vitest';
import { NoAnswer, Problem, problemOf } from '../api/problem';
import { isUncertain, troubleOf } from './trouble';

const problem = (status: number) => new Problem({ type: '/problems/x', title: 'X', status });

describe('trouble', () => {
  it.each([
    [new NoAnswer('offline'), 'no_answer', true],
    [problem(403), 'no_right', false],
    [problem(404), 'not_found', false],
    [problem(410), 'not_found', false],
    [problem(409), 'refused', false],
    [problem(412), 'stale', false],
    [problem(422), 'refused', false],
    [problem(429), 'busy', true],
    [problem(500), 'fault', true],
    [problem(503), 'busy', true],
    [new TypeError('bug'), 'fault', false],
  ] as const)('%s is %s', (error, kind, uncertain) => {
    expect(troubleOf(error).kind).toBe(kind);
    expect(isUncertain(error)).toBe(uncertain);
  });
});

describe('what was erased', () => {
  it('is said to have been, and is no fault of the server', () => {
    const erased = new Problem({ type: '/problems/erased', title: 'T', status: 410 });
    expect(troubleOf(erased)).toMatchObject({ word: 'problem.erased', instance: '' });
  });
});

describe('a refusal', () => {
  const refused = (errors: { pointer: string; code?: string; detail: string }[], type = '/problems/invalid') =>
    troubleOf(new Problem({ type, title: 'T', status: 422, detail: 'English', errors })).lines;

  it('names the field and says the words of the code', () => {
    const [line] = refused([{ pointer: '#/parts/1/geometry/coordinates/0', code: 'geometry', detail: 'd' }]);
    expect(line).toMatchObject({ field: 'field.geometry', word: 'refusal.geometry' });
  });

  it('says the same only once', () => {
    const twice = ['#/reports/0', '#/reports/3'].map((pointer) => ({ pointer, code: 'unknown_report', detail: 'd' }));
    expect(refused(twice)).toHaveLength(1);
  });

  it('without faults is said by its type', () => {
    expect(refused([], '/problems/key-reused')).toMatchObject([{ field: undefined, word: 'problem.key-reused' }]);
  });

  it('of an unknown word falls back on what the server says', () => {
    expect(refused([{ pointer: '#', code: 'new_word', detail: 'English' }])).toEqual([
      { field: undefined, word: undefined, detail: 'English' },
    ]);
  });
});

describe('a problem document', () => {
  const answer = (body: string, status = 422) =>
    new Response(body, { status, headers: { 'content-type': 'application/problem+json', 'retry-after': '3' } });

  it('keeps its faults and how long to wait', async () => {
    const found = await problemOf(
      answer('{"type":"/problems/personal-data","title":"T","errors":[{"pointer":"#/text","detail":"d"}]}'),
    );
    expect(found.isOnlyAboutText).toBe(true);
    expect(found.retryAfter).toBe(3);
    expect(found.status).toBe(422);
  });

  it('about more than the text is not cured by leaving the text out', () => {
    const errors = [
      { pointer: '#/text', detail: 'd' },
      { pointer: '#/position', detail: 'd' },
    ];
    expect(new Problem({ type: 't', title: 'T', status: 422, errors }).isOnlyAboutText).toBe(false);
    const other = [{ pointer: '#/text_format', detail: 'd' }];
    expect(new Problem({ type: 't', title: 'T', status: 422, errors: other }).isOnlyAboutText).toBe(false);
  });

  it('that is cut off still has its status', async () => {
    expect((await problemOf(answer('{"type":', 503))).status).toBe(503);
  });
});
