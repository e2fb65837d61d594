import { describe, expect, it } from 'vitest';
import { findGrab } from '../../../src/grabs/find-grabs.ts';
import { contactEntry, groupEntry, type Identity, person } from '../../../src/testing/entries.ts';
import {
  type Account,
  type GrabOptions,
  grabAccount,
  nextTime,
} from '../../../src/testing/grab-account.ts';
import { newSession } from '../../../src/testing/new-session.ts';
import { rowVersions, storedContacts } from '../../support/stored.ts';
import { withTestDatabase } from '../../support/with-test-database.ts';

const test = withTestDatabase();

const people = Array.from({ length: 1_000 }, (_, n) =>
  person(String(6_281_000_000_000 + n), String(700_000 + n)),
);
/** The account without some of its first hundred people. */
const withPeople = (from: number, to = 100): Account => ({
  contacts: people.slice(from, to).map((who) => contactEntry(who)),
});
const all = withPeople(0);
/** A grab of the contacts, so many minutes after the one before. */
const after = (minutes: number, options: GrabOptions = {}): GrabOptions => ({
  kind: 'contacts',
  now: nextTime(minutes),
  ...options,
});
const INCOMPLETE = { listing_complete: { groups: null, contacts: false } };
const heldBack = (count: number) => ({
  complete: false,
  removed_count: 0,
  incomplete_reasons: [{ code: 'REMOVAL_HELD_BACK', type: 'contact', count }],
});
const removes = (removed_count: number) => ({
  complete: true,
  removed_count,
  incomplete_reasons: [],
});

async function sessionWith(account: Account, options?: GrabOptions): Promise<string> {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, account, options ?? after(1));
  return id;
}

async function inactive(sessionId: string): Promise<string[]> {
  const rows = await storedContacts(test.db, sessionId);
  return rows.filter(({ status }) => status === 'inactive').map((row) => row.contact_id);
}

const idsOf = (who: readonly Identity[]): string[] => who.map(({ id }) => id);

describe('a complete listing that misses too much', () => {
  it('is partial, says how much, and changes none of the missing rows', async () => {
    const listedAt = nextTime();
    const id = await sessionWith(all, after(1, { now: listedAt }));
    const before = await storedContacts(test.db, id);
    const stored = await grabAccount(test.db, id, withPeople(30), after(1));
    expect(stored).toMatchObject({ ...heldBack(30), total_contacts: 70, unchanged_count: 70 });
    expect(await findGrab(test.db, { id: stored.grab_id, session_id: id })).toMatchObject({
      ...heldBack(30),
      state: 'partial',
    });
    // The rows answer as before, with the time of the last listing that had them all.
    expect(await storedContacts(test.db, id)).toEqual(before);
    expect(before[0]).toMatchObject({ status: 'active', grabbed_at: listedAt });
    const { rows } = await test.db.pool.query(
      'SELECT DISTINCT created_change, changed_change FROM contacts WHERE session_id = $1',
      [id],
    );
    expect(rows).toEqual([{ created_change: 1, changed_change: 1 }]);
  });

  it('is believed when another one misses the same ten minutes later', async () => {
    const listedAt = nextTime();
    const id = await sessionWith(all, after(1, { now: listedAt }));
    await grabAccount(test.db, id, withPeople(30), after(1));
    const stored = await grabAccount(test.db, id, withPeople(30), after(10));
    expect(stored).toMatchObject(removes(30));
    expect(await inactive(id)).toEqual(idsOf(people.slice(0, 30)));
    const [gone, ...rest] = await storedContacts(test.db, id);
    expect(gone).toMatchObject({ grabbed_at: listedAt });
    expect(rest.at(-1)).toMatchObject({ grabbed_at: stored.stored_at });
  });

  it('is not believed for another one within ten minutes, which does not put the time off', async () => {
    const id = await sessionWith(all);
    await grabAccount(test.db, id, withPeople(30), after(1));
    expect(await grabAccount(test.db, id, withPeople(30), after(9))).toMatchObject(heldBack(30));
    expect(await grabAccount(test.db, id, withPeople(30), after(1))).toMatchObject(removes(30));
  });

  it('is forgotten when a listing has the rows again', async () => {
    const id = await sessionWith(all);
    await grabAccount(test.db, id, withPeople(30), after(1));
    const back = await grabAccount(test.db, id, all, after(11));
    expect(back).toMatchObject({ ...removes(0), unchanged_count: 100 });
    expect(await grabAccount(test.db, id, withPeople(30), after(11))).toMatchObject(heldBack(30));
    expect(await inactive(id)).toEqual([]);
  });

  it('does not change what an incomplete listing sees, sets or removes, but what it saw is there', async () => {
    const id = await sessionWith(all);
    await grabAccount(test.db, id, withPeople(60), after(1));
    const partial = await grabAccount(test.db, id, withPeople(30, 40), after(11, INCOMPLETE));
    expect(partial).toMatchObject({ removed_count: 0, incomplete_reasons: [] });
    // 30 to 39 were seen meanwhile: few enough to be missed for the first time.
    expect(await grabAccount(test.db, id, withPeople(60), after(1))).toMatchObject(removes(60));
    expect(await grabAccount(test.db, id, withPeople(90), after(1))).toMatchObject(heldBack(30));
    await grabAccount(test.db, id, withPeople(60, 89), after(11, INCOMPLETE));
    expect(await grabAccount(test.db, id, withPeople(90), after(1))).toMatchObject(heldBack(30));
  });

  it('does not count rows as missing that were listed and could not be read', async () => {
    const id = await sessionWith(all);
    await grabAccount(test.db, id, withPeople(50), after(1));
    const unreadable = idsOf(people.slice(0, 30)).map((contact_id) => ({
      type: 'contact' as const,
      contact_id,
      reason: 'it threw',
    }));
    const stored = await grabAccount(test.db, id, withPeople(50), after(11, { unreadable }));
    expect(stored).toMatchObject({ removed_count: 20, failed_count: 30 });
    expect(await grabAccount(test.db, id, withPeople(50), after(11))).toMatchObject(heldBack(30));
  });

  it('counts neither new rows nor those that are back', async () => {
    const id = await sessionWith(all);
    await grabAccount(test.db, id, {}, after(1, { removal_limits: null }));
    await grabAccount(test.db, id, withPeople(100, 200), after(1));
    const mostlyOthers = [...people.slice(0, 170), ...people.slice(200)];
    const contacts = mostlyOthers.map((who) => contactEntry(who));
    expect(await grabAccount(test.db, id, { contacts }, after(1))).toMatchObject(heldBack(30));
  });

  it('of one type leaves the other alone', async () => {
    const groups = Array.from({ length: 30 }, (_, n) => ({
      group: groupEntry(String(120_363_000_000_000 + n)),
      members: [],
    }));
    const id = await sessionWith({ ...all, groups }, { now: nextTime() });
    const now = nextTime();
    expect(await grabAccount(test.db, id, withPeople(10), { now })).toMatchObject({
      complete: false,
      removed_count: 10,
      incomplete_reasons: [{ code: 'REMOVAL_HELD_BACK', type: 'group', count: 30 }],
    });
    const { rows } = await test.db.pool.query(
      'SELECT groups_listed_at < $2 AS "oldGroups", contacts_listed_at = $2 AS "newContacts" FROM sessions WHERE id = $1',
      [id, now],
    );
    expect(rows).toEqual([{ oldGroups: true, newContacts: true }]);
  });
});

describe('rows that one listing misses become inactive at once', () => {
  it('while they are 20 or fewer, even if they are all', async () => {
    const id = await sessionWith(withPeople(0, 20));
    expect(await grabAccount(test.db, id, {}, after(1))).toMatchObject(removes(20));
    const other = await sessionWith(withPeople(0, 21));
    expect(await grabAccount(test.db, other, {}, after(1))).toMatchObject(heldBack(21));
  });

  it('while they are no more than a fifth, also again and again', async () => {
    const id = await sessionWith(withPeople(0, 150));
    const grab = (from: number) => grabAccount(test.db, id, withPeople(from, 150), after(1));
    expect(await grab(30)).toMatchObject(removes(30));
    expect(await grab(54)).toMatchObject(removes(24));
    expect(await grab(79)).toMatchObject(heldBack(25));
  });

  it('beside those that an older listing missed, unless they are too many: then all stay', async () => {
    const id = await sessionWith(withPeople(0, 200));
    const grab = (from: number, minutes: number) =>
      grabAccount(test.db, id, withPeople(from, 200), after(minutes));
    expect(await grab(50, 1)).toMatchObject(heldBack(50));
    expect(await grab(70, 10)).toMatchObject(removes(70));
    expect(await grab(110, 1)).toMatchObject(heldBack(40));
    expect(await grab(140, 10)).toMatchObject(heldBack(70));
    expect(await grab(140, 9)).toMatchObject(heldBack(70));
    expect(await grab(140, 1)).toMatchObject(removes(70));
  });

  it('when a person confirmed it, and within the limits of the caller', async () => {
    const id = await sessionWith(all);
    const grab = (from: number, removal_limits: GrabOptions['removal_limits']) =>
      grabAccount(
        test.db,
        id,
        withPeople(from),
        after(1, { removal_limits: removal_limits ?? null }),
      );
    expect(await grab(5, { percent: 0, rows: 4 })).toMatchObject(heldBack(5));
    expect(await grab(5, { percent: 0, rows: 5 })).toMatchObject(removes(5));
    expect(await grab(100, { percent: 99, rows: 0 })).toMatchObject(heldBack(95));
    expect(await grab(90, null)).toMatchObject(removes(85));
    expect(await grab(100, { percent: 100, rows: 0 })).toMatchObject(removes(10));
  });
});

it('a clock that is put back starts the ten minutes again', async () => {
  const id = await sessionWith(all);
  const now = nextTime();
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const grab = (minutes: number) =>
    grabAccount(test.db, id, withPeople(30), after(0, { now: at(minutes) }));
  expect(await grab(0)).toMatchObject(heldBack(30));
  expect(await grab(-1_440)).toMatchObject(heldBack(30));
  expect(await grab(-1_431)).toMatchObject(heldBack(30));
  expect(await grab(-1_430)).toMatchObject(removes(30));
});

it('a grab that misses the same within ten minutes writes no row', async () => {
  const id = await sessionWith(all);
  await grabAccount(test.db, id, withPeople(30), after(1));
  const versions = await rowVersions(test.db, 'contacts', id);
  await grabAccount(test.db, id, withPeople(30), after(1));
  expect(await rowVersions(test.db, 'contacts', id)).toEqual(versions);
});
