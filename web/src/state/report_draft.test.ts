import { describe, expect, it } from 'vitest';
import type { NearPlace } from '../api/types';
import { bodyOf, emptyDraft, isDayMissing, next, textMaxLength, type Draft, type DraftEvent } from './report_draft';

const cross: DraftEvent = {
  do: 'place_cross',
  position: { lon: 18.06, lat: 59.33, accuracy_m: 8 },
  now: '2026-11-23T10:00:00Z',
};
const torget: NearPlace = {
  id: '4QX9K2M7D1A',
  name: 'Torget',
  status: 'active',
  problem_types: ['disorder'],
  distance_m: 12,
  coordinator: null,
  same_place: true,
  level: 'summary',
};

function after(...events: DraftEvent[]): Draft {
  return events.reduce(next, emptyDraft);
}

describe('a report that is being written', () => {
  it.each([
    ['now', null, false],
    ['a day that has come', '2026-11-23T00:00:00.000Z', false],
    ['a day that has not', '2026-11-24T00:00:00.000Z', true],
    ['another day, and none yet', '', true],
  ])('lacks the day on which it was seen: %s', (_, at, isMissing) => {
    const seen = at === null ? null : { at, hours: null };
    expect(isDayMissing({ ...emptyDraft, seen }, Date.parse('2026-11-23T12:00:00Z'))).toBe(isMissing);
  });

  it('asks one question after the other', () => {
    const seen: string[] = [];
    let draft = emptyDraft;
    for (const event of [
      cross,
      { do: 'something_new' },
      { do: 'toggle_type', code: 'vandalism' },
      { do: 'types_done', questions: [] },
      { do: 'count', band: '1-5' },
    ] satisfies DraftEvent[]) {
      seen.push(draft.step);
      draft = next(draft, event);
    }
    expect([...new Set(seen), draft.step]).toEqual(['where', 'known', 'what', 'how_many', 'text']);
  });

  it('says how closely it is known when it was seen', () => {
    const written = after(cross, { do: 'something_new' }, { do: 'toggle_type', code: 'vandalism' });
    expect(bodyOf(written)).not.toHaveProperty('observed_precision');
    const evening = { at: '2026-11-22T16:00:00.000Z', hours: 5 };
    expect(bodyOf(next(written, { do: 'see', seen: evening }))).toMatchObject({
      observed_at: evening.at,
      observed_precision: 'hours',
      observed_hours: 5,
    });
    const day = bodyOf(next(written, { do: 'see', seen: { at: evening.at, hours: null } }));
    expect([day?.observed_precision, day?.observed_hours]).toEqual(['day', undefined]);
    const now = next(next(written, { do: 'see', seen: evening }), { do: 'see', seen: null });
    expect(bodyOf(now)).toEqual(bodyOf(written));
  });

  it('says with how many it is shared only where somebody chose', () => {
    const written = after(cross, { do: 'something_new' }, { do: 'toggle_type', code: 'vandalism' });
    expect(bodyOf(written)).not.toHaveProperty('class');
    expect(bodyOf(next(written, { do: 'share', shared: 'origin' }))?.class).toBe('origin');
    expect(
      bodyOf(next(next(written, { do: 'share', shared: 'origin' }), { do: 'share', shared: null })),
    ).not.toHaveProperty('class');
  });

  it('cannot leave the types without one', () => {
    expect(after(cross, { do: 'something_new' }, { do: 'types_done', questions: [] }).step).toBe('what');
  });

  it('asks what the types ask, and sends what is known', () => {
    const types: DraftEvent[] = [cross, { do: 'something_new' }, { do: 'toggle_type', code: 'open_drug_scene' }];
    const asked = after(...types, { do: 'types_done', questions: ['needles', 'use_on_site'] });
    expect(asked.step).toBe('answers');
    const answered = [
      { do: 'answer', question: 'needles', choice: 'yes' },
      { do: 'answer', question: 'use_on_site', choice: '' },
      { do: 'answers_done' },
    ] satisfies DraftEvent[];
    const draft = answered.reduce(next, asked);
    expect(draft.step).toBe('how_many');
    expect(bodyOf(draft)?.answers).toEqual({ needles: 'yes' });
    expect(next(draft, { do: 'back' }).step).toBe('answers');
  });

  it('lets go of an answer when its type is taken away', () => {
    const types: DraftEvent[] = [cross, { do: 'something_new' }, { do: 'toggle_type', code: 'graffiti' }];
    const answered = after(
      ...types,
      { do: 'types_done', questions: ['offensive'] },
      {
        do: 'answer',
        question: 'offensive',
        choice: 'yes',
      },
    );
    const draft = next(answered, { do: 'types_done', questions: [] });
    expect([draft.step, bodyOf(draft)?.answers]).toEqual(['how_many', undefined]);
  });

  it('fills in the rest when a known place is still like this', () => {
    const draft = after(cross, { do: 'choose_place', place: torget, sighting: 'still' });
    expect(draft.step).toBe('text');
    expect(bodyOf(draft)).toEqual({
      position: { lon: 18.06, lat: 59.33, accuracy_m: 8 },
      observed_at: '2026-11-23T10:00:00Z',
      problem_types: ['disorder'],
      place: torget.id,
      sighting: 'still',
    });
    expect(next(draft, { do: 'back' }).step).toBe('known');
  });

  it('asks what is there when the known place does not say', () => {
    const { problem_types: _, ...bare } = torget;
    expect(after(cross, { do: 'choose_place', place: bare, sighting: 'gone' }).step).toBe('what');
  });

  it('lets go of the place when the cross moves', () => {
    const draft = after(cross, { do: 'choose_place', place: torget, sighting: 'still' }, cross);
    expect(draft.place).toBeNull();
    expect(draft.sighting).toBe('new');
  });

  it('has no body before a position and a type', () => {
    expect(bodyOf(emptyDraft)).toBeNull();
    expect(bodyOf(after(cross))).toBeNull();
  });

  it('leaves out a text of nothing but spaces, and cuts one that is too long', () => {
    const draft = after(cross, { do: 'toggle_type', code: 'graffiti' }, { do: 'write', text: '   ' });
    expect(bodyOf(draft)).not.toHaveProperty('text');
    expect(next(draft, { do: 'write', text: 'x'.repeat(2000) }).text).toHaveLength(textMaxLength);
  });
});
