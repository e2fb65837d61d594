import { describe, expect, it } from 'vitest';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../../src/testing/entries.ts';
import {
  type Account,
  type GrabOptions,
  grabAccount,
  nextTime,
} from '../../../src/testing/grab-account.ts';
import { newSession } from '../../../src/testing/new-session.ts';
import { memberIds, rowVersions } from '../../support/stored.ts';
import { withTestDatabase } from '../../support/with-test-database.ts';

const test = withTestDatabase();

const people = Array.from({ length: 200 }, (_, n) => person(String(6_281_000_000_000 + n)));
const [large, small] = [groupEntry('120363000000000001'), groupEntry('120363000000000002')];
/** Two groups: one with some of a hundred people, one with twenty or fewer. */
const withMembers = (from: number, to = 100, smallFrom = 0): Account => ({
  groups: [
    { group: large, members: people.slice(from, to).map((who) => memberEntry(who)) },
    { group: small, members: people.slice(smallFrom, 20).map((who) => memberEntry(who)) },
  ],
});
const after = (minutes: number, options: GrabOptions = {}): GrabOptions => ({
  kind: 'groups',
  now: nextTime(minutes),
  ...options,
});
const heldBack = (count: number) => ({
  complete: false,
  incomplete_reasons: [{ code: 'REMOVAL_HELD_BACK', type: 'participant', count }],
  errors: [
    {
      type: 'group',
      contact_id: large.contact_id,
      reason: `members held back: ${count} are missing at once`,
    },
  ],
});
const WHOLE = { complete: true, incomplete_reasons: [], errors: [] };

async function sessionWith(account: Account): Promise<string> {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account, after(1));
  return id;
}

const sizeOf = async (sessionId: string, group = large): Promise<number> =>
  (await memberIds(test.db, sessionId, group.contact_id)).length;

describe('a member list that misses too many', () => {
  it('removes none of its group, is named, and leaves other groups and the listing alone', async () => {
    const id = await sessionWith(withMembers(0));
    const options = after(1);
    const stored = await grabAccount(test.db, id, withMembers(30, 100, 15), options);
    expect(stored).toMatchObject({ ...heldBack(30), failed_count: 0, total_participants: 75 });
    expect([await sizeOf(id), await sizeOf(id, small)]).toEqual([100, 5]);
    const { rows } = await test.db.pool.query(
      'SELECT groups_listed_at AS "listedAt" FROM sessions WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ listedAt: options.now }]);
  });

  it('is believed when another one misses the same ten minutes later, and not earlier', async () => {
    const id = await sessionWith(withMembers(0));
    await grabAccount(test.db, id, withMembers(30), after(1));
    const versions = await rowVersions(test.db, 'group_participants', id);
    expect(await grabAccount(test.db, id, withMembers(30), after(9))).toMatchObject(heldBack(30));
    expect(await rowVersions(test.db, 'group_participants', id)).toEqual(versions);
    expect(await grabAccount(test.db, id, withMembers(30), after(1))).toMatchObject(WHOLE);
    expect(await sizeOf(id)).toBe(70);
  });

  it('is forgotten for members that any list has again, complete or not', async () => {
    const id = await sessionWith(withMembers(0));
    await grabAccount(test.db, id, withMembers(60), after(1));
    const group = { ...large, members_complete: false };
    const members = people.slice(0, 25).map((who) => memberEntry(who));
    const seen = { groups: [{ group, members }, ...(withMembers(0).groups ?? []).slice(1)] };
    expect(await grabAccount(test.db, id, seen, after(11))).toMatchObject(WHOLE);
    expect(await grabAccount(test.db, id, withMembers(60), after(1))).toMatchObject(heldBack(60));
    expect(await grabAccount(test.db, id, withMembers(25), after(1))).toMatchObject(heldBack(25));
    expect(await grabAccount(test.db, id, withMembers(25), after(9))).toMatchObject(WHOLE);
    expect(await sizeOf(id)).toBe(75);
  });

  it('does not count members that are new', async () => {
    const id = await sessionWith(withMembers(0));
    expect(await grabAccount(test.db, id, withMembers(30, 200), after(1))).toMatchObject(
      heldBack(30),
    );
    expect(await sizeOf(id)).toBe(200);
  });

  it('is believed at once when a person confirmed it', async () => {
    const id = await sessionWith(withMembers(0));
    const options = after(1, { removal_limits: null });
    expect(await grabAccount(test.db, id, withMembers(100), options)).toMatchObject(WHOLE);
    expect(await sizeOf(id)).toBe(0);
  });
});

it('members who are a fifth or fewer leave at once', async () => {
  const id = await sessionWith(withMembers(0, 150));
  expect(await grabAccount(test.db, id, withMembers(30, 150), after(1))).toMatchObject(WHOLE);
  expect(await sizeOf(id)).toBe(120);
});

it('a member held back under a number was there if the last list had the LID', async () => {
  const pairs = Array.from({ length: 30 }, (_, n) =>
    person(String(6_282_000_000_000 + n), String(800_000 + n)),
  );
  const lids = pairs.map((_, n) => stranger(String(800_000 + n)));
  const phones = pairs.map((who) => ({ ...who, lid: null }));
  const showing = (who: typeof lids): Account => ({
    groups: [{ group: large, members: who.map((one) => memberEntry(one)) }],
  });
  const id = await sessionWith(showing(phones));
  await grabAccount(test.db, id, showing(lids), after(1));
  // Now the account shows who is who, and the group without all of them.
  const known = {
    groups: showing([]).groups ?? [],
    contacts: pairs.map((who) => contactEntry(who)),
  };
  expect(await grabAccount(test.db, id, known, after(11, { kind: 'all' }))).toMatchObject(
    heldBack(30),
  );
  expect(await memberIds(test.db, id, large.contact_id)).toEqual(pairs.map((who) => who.id));
});
