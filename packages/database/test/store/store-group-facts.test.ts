import { expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import { contactEntry, groupEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const NUMBER = '120363000000000009';
const ID = `${NUMBER}@g.us`;
const KNOWN = {
  is_restricted: true,
  members_can_add: false,
  requires_approval: true,
  is_suspended: false,
  is_terminated: false,
  is_unnamed: false,
  ephemeral_seconds: 604_800,
  group_name_changed_at: new Date('2024-01-15T10:30:00Z'),
  group_description_changed_at: new Date('2024-01-16T10:30:00Z'),
};
const NOTHING = Object.fromEntries(Object.keys(KNOWN).map((name) => [name, null]));
const grabbed = (fields: Parameters<typeof groupEntry>[1]) => ({
  groups: [{ group: groupEntry(NUMBER, fields), members: [] }],
});

it('a group of which nothing more is known has null in each setting, and so has a person', async () => {
  const { id } = await newSession(test.db);
  const ani = person('6281000000001');
  await grabAccount(test.db, id, { ...grabbed({}), contacts: [contactEntry(ani)] });
  expect(await storedContact(test.db, id, ID)).toMatchObject(NOTHING);
  expect(await storedContact(test.db, id, ani.id)).toMatchObject(NOTHING);
});

it('the settings stay while they are unknown, and no row is written for that', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, grabbed(KNOWN));
  const before = await rowVersions(test.db, 'contacts', id);
  // A page without the metadata does not say when the description was changed either.
  const unknown = { is_admin: null, is_admin_known: null };
  const { unchanged_count } = await grabAccount(test.db, id, grabbed(unknown));
  expect(unchanged_count).toBe(1);
  expect(await rowVersions(test.db, 'contacts', id)).toEqual(before);
  expect(await storedContact(test.db, id, ID)).toMatchObject(KNOWN);
});

it.each([
  ['is_restricted', false],
  ['members_can_add', true],
  ['requires_approval', false],
  ['is_suspended', true],
  ['is_terminated', true],
  ['is_unnamed', true],
  ['ephemeral_seconds', 0],
  ['group_name_changed_at', new Date('2025-01-01T00:00:00Z')],
] as const)('a change of %s alone is stored and is a change of the group', async (name, value) => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, grabbed(KNOWN));
  const { next } = await readChanges(test.db, { session_id: id, since: null, limit: 10 });
  const { updated_count } = await grabAccount(test.db, id, grabbed({ ...KNOWN, [name]: value }));
  expect(updated_count).toBe(1);
  expect(await storedContact(test.db, id, ID)).toMatchObject({ ...KNOWN, [name]: value });
  const { changes } = await readChanges(test.db, { session_id: id, since: next, limit: 10 });
  expect(changes).toMatchObject([{ kind: 'changed', fields: [name] }]);
});

it('the time of the description goes with the description', async () => {
  const { id } = await newSession(test.db);
  const group_created_at = new Date('2024-01-01T00:00:00Z');
  await grabAccount(
    test.db,
    id,
    grabbed({ ...KNOWN, group_created_at, group_description: 'Arisan' }),
  );
  const removed = { ...KNOWN, group_created_at, group_description_changed_at: null };
  await grabAccount(test.db, id, grabbed(removed));
  expect(await storedContact(test.db, id, ID)).toMatchObject({
    group_description: null,
    group_description_changed_at: null,
    is_restricted: true,
  });
});
