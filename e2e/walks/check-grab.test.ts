import { describe, expect, it } from 'vitest';
import { type GrabAnswer, type GrabSeen, violationsOf } from './check-grab.ts';
import type { StoredThing, Thing } from './snapshot.ts';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2024, 0, 15);

const contact = (id: string): Thing => ({ type: 'contact', group: null, id, lid: `${id}@lid` });
const group = (id: string): Thing => ({ type: 'group', group: null, id, lid: null });
const member = (of: string, id: string): Thing => ({
  ...contact(id),
  type: 'participant',
  group: of,
});
const row = (thing: Thing, change: Partial<StoredThing> = {}): StoredThing => ({
  ...thing,
  ...{ isActive: true, missingSince: null },
  ...change,
});

const ANA = contact('ana');
const BUDI = contact('budi');
const CLUB = group('club');
const ANA_IN_CLUB = member('club', 'ana');

const COMPLETE: GrabAnswer = { complete: true, incomplete_reasons: [], errors: [] };
function incomplete(
  code: string,
  more: Partial<GrabAnswer> & { type?: 'contact' } = {},
): GrabAnswer {
  const { type, errors = [] } = more;
  const reason = { code, message: 'why', count: 1, ...(type && { type }) };
  return { complete: false, incomplete_reasons: [reason], errors };
}

/** A grab of an account with this truth, before and after it the same. */
function seen(
  truth: readonly Thing[],
  after: readonly StoredThing[],
  more: Partial<GrabSeen> = {},
) {
  return violationsOf({
    ...{ kind: 'all', answer: COMPLETE, unseen: new Set<string>(), mayLag: false, now: NOW },
    truth: { before: truth, after: truth },
    stored: { before: truth.map((thing) => row(thing)), after },
    ...more,
  });
}

describe('a grab is wrong', () => {
  it.each([ANA, CLUB, ANA_IN_CLUB])('if it makes inactive what exists: a $type', (thing) => {
    const truth = [ANA, CLUB, ANA_IN_CLUB];
    const after = truth.map((one) => row(one, { isActive: one !== thing }));
    const answer = incomplete('CATCHING_UP');
    expect(seen(truth, after, { answer })).toEqual([
      expect.stringMatching(/ exists and became inactive$/),
    ]);
  });

  it('if it counts as missed what exists, even if it holds it back', () => {
    const answer = incomplete('REMOVAL_HELD_BACK', { type: 'contact' });
    expect(seen([ANA], [row(ANA, { missingSince: NOW })], { answer })).toContain(
      'contact ana exists and a listing missed it',
    );
  });

  it('if it is complete and lacks what exists', () => {
    expect(seen([ANA, BUDI], [row(ANA)], { stored: { before: [], after: [row(ANA)] } })).toEqual([
      'contact budi exists and a complete listing lacks it',
    ]);
  });

  it('if it is complete and keeps what is gone', () => {
    expect(seen([ANA], [row(ANA), row(BUDI)])).toEqual(['contact budi is gone and stays active']);
  });

  it('if it holds back what was missed ten minutes before', () => {
    const answer = incomplete('REMOVAL_HELD_BACK', { type: 'contact' });
    const missed = (minutes: number) => [row(BUDI, { missingSince: NOW - minutes * MINUTE_MS })];
    const held = (minutes: number) =>
      seen([], missed(minutes), {
        answer,
        stored: { before: missed(minutes), after: missed(minutes) },
      });
    expect(held(9)).toEqual([]);
    expect(held(10)).toEqual(['contact null: held back although all were missed before']);
  });

  it('if it is not complete and names no reason, or does not name the groups of one', () => {
    expect(seen([], [], { answer: { ...COMPLETE, complete: false } })).toHaveLength(1);
    expect(seen([], [], { answer: incomplete('GROUP_MEMBERS_UNKNOWN') })).toHaveLength(1);
  });
});

describe('a grab is right', () => {
  it('if what it does not list stays as it is', () => {
    expect(
      seen([ANA], [row(BUDI)], {
        answer: incomplete('CONTACTS_SYNCING'),
        stored: { before: [], after: [row(BUDI)] },
      }),
    ).toEqual([]);
    expect(
      seen([ANA], [row(BUDI)], { kind: 'groups', stored: { before: [], after: [row(BUDI)] } }),
    ).toEqual([]);
    const kept = { before: [], after: [row(CLUB)] };
    expect(seen([], [row(CLUB)], { unseen: new Set(['club']), stored: kept })).toEqual([]);
  });

  it('about the members of a group that it names', () => {
    const error = { type: 'group', contact_id: 'club', reason: 'the page holds no list' };
    const answer = incomplete('GROUP_MEMBERS_UNKNOWN', { errors: [error] });
    const rows = [row(CLUB), row(member('club', 'budi'))];
    const truth = [CLUB, ANA_IN_CLUB];
    expect(seen(truth, rows, { answer, stored: { before: rows, after: rows } })).toEqual([]);
  });

  it('about what changes while it runs', () => {
    const stored = { before: [row(ANA)], after: [row(ANA, { isActive: false })] };
    expect(seen([], [], { stored, truth: { before: [ANA], after: [] } })).toEqual([]);
    expect(seen([], [], { stored, truth: { before: [], after: [ANA] } })).toEqual([]);
  });

  it('if a row has the person by the other id', () => {
    const byLid = row({ ...ANA, id: 'ana@lid' });
    expect(seen([ANA], [byLid], { stored: { before: [byLid], after: [byLid] } })).toEqual([]);
  });
});
