import { describe, expect, it } from 'vitest';
import { checked, commonHeaders, watchLine, whenAttended, whenLoggedOut } from './client';
import { NoAnswer, Problem } from './problem';

const answer = (status: number, type: string) => new Response('{}', { status, headers: { 'content-type': type } });

/** What the page hears of an answer, and what its caller does. */
async function heard(response: Response): Promise<{ told: string[]; thrown: unknown }> {
  const told: string[] = [];
  watchLine({ answered: () => told.push('answered'), silent: () => told.push('silent') });
  whenLoggedOut(() => told.push('logged out'));
  const thrown = await checked(response).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { told, thrown };
}

describe('an answer', () => {
  it('that is a no of the server is one, and a 401 says that nobody is logged in', async () => {
    const { told, thrown } = await heard(answer(401, 'application/problem+json'));
    expect(told).toEqual(['answered', 'logged out']);
    expect(thrown).toBeInstanceOf(Problem);
  });

  it.each([401, 200, 502])('%d of the gate of somebody else’s network is none of the server’s', async (status) => {
    const { told, thrown } = await heard(answer(status, 'text/html'));
    expect(told).toEqual(['silent']);
    expect(thrown).toBeInstanceOf(NoAnswer);
  });
});

it('what is asked while nobody sits there says so', () => {
  expect(commonHeaders()).toMatchObject({ 'x-samplats-unattended': '1' });
  whenAttended(() => true);
  expect(commonHeaders()).not.toHaveProperty('x-samplats-unattended');
});
