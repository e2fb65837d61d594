import { expect, it } from 'vitest';
import { linesOf, rowsOf } from '../../src/connection/copy-line.ts';
import { openDatabase } from '../../src/connection/open-database.ts';
import { CONTACT_LINE_FIELDS } from '../../src/contacts/contact-lines.ts';
import { deleteContacts } from '../../src/contacts/delete-contacts.ts';
import { streamContacts } from '../../src/contacts/stream-contacts.ts';
import { MEMBERSHIP_FIELDS, streamMemberships } from '../../src/groups/stream-memberships.ts';
import { contactEntry, groupEntry, memberEntry, person } from '../../src/testing/entries.ts';
import { grabEach } from '../support/grab-each.ts';
import { namedRows } from '../support/named-rows.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const COUNT = 1_200;
const people = Array.from({ length: COUNT }, (_, index) => person(`62810${1_000 + index}`));
const account = {
  groups: ['12036301', '12036302'].map((number) => ({
    group: groupEntry(number),
    members: people.slice(0, 700).map((who) => memberEntry(who)),
  })),
  contacts: people.map((who, index) =>
    contactEntry(who, { name: index % 2 === 0 ? 'Génap' : 'Ganjil', is_blocked: index === 7 }),
  ),
};

it('contacts come with the filters of the pages, and all of them without', async () => {
  const session_id = await grabEach(test.db, account);
  const count = async (filters: object) =>
    (await Array.fromAsync(streamContacts(test.db, { session_id, ...filters }))).flatMap(linesOf)
      .length;
  expect(await count({})).toBe(COUNT + 2);
  expect(await count({ type: 'individual', search: 'genap' })).toBe(COUNT / 2);
  expect(await count({ blocked: true })).toBe(1);
  expect(await count({ in_group: '12036301@g.us' })).toBe(700);
  expect(await count({ session_id: 'none' })).toBe(0);
});

it('memberships come of one group or of all, each with its group', async () => {
  const session_id = await grabEach(test.db, account);
  const read = async (which: { group_contact_id?: string } = {}) =>
    (await Array.fromAsync(streamMemberships(test.db, { session_id, ...which }))).flatMap(
      namedRows(MEMBERSHIP_FIELDS),
    );
  const all = await read();
  expect(all).toHaveLength(1_400);
  const group_contact_id = '12036302@g.us';
  const one = await read({ group_contact_id });
  expect(one).toEqual(all.filter((row) => row.group_contact_id === group_contact_id));
  expect(one.map((row) => row.participant_id)).toEqual(people.slice(0, 700).map(({ id }) => id));
});

it("a contact comes with the names of the person's groups where that was asked for", async () => {
  const session_id = await grabEach(test.db, account);
  const options = { session_id, type: 'individual', with_groups: true } as const;
  const lines = (await Array.fromAsync(streamContacts(test.db, options))).flatMap(rowsOf);
  expect(lines).toHaveLength(COUNT);
  const groups = lines.map((line) => line[CONTACT_LINE_FIELDS.length]);
  expect(groups[0]).toBe('["Group 12036301", "Group 12036302"]');
  expect(groups.filter((names) => names !== null)).toHaveLength(700);
  const one = await Array.fromAsync(streamContacts(test.db, { ...options, blocked: true }));
  expect(one.flatMap(rowsOf).map((line) => line.at(-1))).toEqual([groups[0]]);
});

it('a membership comes with the id of its contact where that was asked for', async () => {
  const session_id = await grabEach(test.db, account);
  const which = { session_id, group_contact_id: '12036301@g.us', with_contact_ids: true };
  const members = (await Array.fromAsync(streamMemberships(test.db, which))).flatMap(
    namedRows(MEMBERSHIP_FIELDS),
  );
  const contacts = await Array.fromAsync(streamContacts(test.db, { session_id }));
  const ids = new Map(
    contacts
      .flatMap(namedRows(CONTACT_LINE_FIELDS))
      .map(({ contact_id, id }) => [contact_id, id] as const),
  );
  expect(members.map((row) => row.contact_row_id)).toEqual(
    members.map((row) => ids.get(row.participant_id)),
  );
});

it('a stream is of one moment, whatever is written meanwhile', async () => {
  const session_id = await grabEach(test.db, account);
  let rows = 0;
  for await (const block of streamContacts(test.db, { session_id })) {
    if (rows === 0) await deleteContacts(test.db, { session_id, lock_timeout_ms: 10_000 });
    rows += linesOf(block).length;
  }
  expect(rows).toBe(COUNT + 2);
});

it('a stream gives its connection back when its reader stops in the middle or throws', async () => {
  const session_id = await grabEach(test.db, account);
  const small = openDatabase(test.url, { max: 1 });
  for await (const block of streamContacts(small, { session_id })) {
    expect(linesOf(block).length).toBeGreaterThan(0);
    break;
  }
  const failing = async (): Promise<void> => {
    for await (const _ of streamContacts(small, { session_id })) throw new Error('the client left');
  };
  await expect(failing()).rejects.toThrow('the client left');
  const blocks = await Array.fromAsync(streamContacts(small, { session_id }));
  expect(blocks.flatMap(linesOf)).toHaveLength(COUNT + 2);
  await small.close();
});
