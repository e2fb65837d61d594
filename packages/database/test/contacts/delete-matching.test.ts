import { expect, it } from 'vitest';
import { deleteEntries } from '../../src/accounts/delete-entries.ts';
import { readChanges } from '../../src/changes/read-changes.ts';
import { deleteMatching } from '../../src/contacts/delete-matching.ts';
import { excludeEntries, excludeMatching } from '../../src/privacy/exclude-matching.ts';
import { listExclusions } from '../../src/privacy/exclusions.ts';
import { createSession } from '../../src/sessions/sessions.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { type Account, grabAccount } from '../../src/testing/grab-account.ts';
import { createWorkspace } from '../../src/workspaces/workspaces.ts';
import { storedContacts, storedMembers } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };
const people = ['Ani', 'Budi', 'Cici', 'Dedi', 'Eka'].map((name, index) => ({
  who: index === 4 ? stranger('105') : person(`62810${index}`, `10${index}`),
  name,
}));
const entries = people.map(({ who, name }, index) =>
  contactEntry(who, { name, is_saved: index < 3, older_lids: index === 0 ? ['999@lid'] : [] }),
);
const GROUP = '120363000000000001';
const account: Account = {
  groups: [
    {
      group: groupEntry(GROUP, { name: 'Group' }),
      members: people.map(({ who, name }) => memberEntry(who, { name })),
    },
  ],
  contacts: entries,
};

let workspaces = 0;
async function stored() {
  workspaces += 1;
  const name = `of-deletions-${workspaces}`;
  const workspace = await createWorkspace(test.db, { name, now: new Date() });
  const workspace_id = workspace?.id ?? '';
  const sessions: string[] = [];
  for (const session of ['one', 'two']) {
    const { id } = await createSession(test.db, { workspace_id, name: session, now: new Date() });
    await grabAccount(test.db, id, account);
    sessions.push(id);
  }
  const [session_id = '', other = ''] = sessions;
  return { workspace_id, session_id, other, sessions };
}

const names = async (session: string) =>
  (await storedContacts(test.db, session)).map(({ name }) => name);

it('deletes what the filters let through, in parts, and nothing of another session', async () => {
  const { session_id, other } = await stored();
  const options = { session_id, saved: true, ...LOCK, max_rows: 2 };
  const first = await deleteMatching(test.db, { ...options, expected: 3 });
  expect(first).toEqual({ matched_count: 3, deleted_count: 2 });
  expect(await names(session_id)).toEqual(['Group', 'Cici', 'Dedi', 'Eka']);
  const second = await deleteMatching(test.db, { ...options, expected: 1 });
  expect(second).toEqual({ matched_count: 1, deleted_count: 1 });
  const none = await deleteMatching(test.db, { ...options, expected: 0 });
  expect(none).toEqual({ matched_count: 0, deleted_count: 0 });
  expect(await names(other)).toHaveLength(6);
  // They stay members without a name.
  const members = await storedMembers(test.db, session_id, `${GROUP}@g.us`);
  expect(members.map(({ name }) => name).toSorted()).toEqual(['Dedi', 'Eka', null, null, null]);
  const { rows } = await test.db.pool.query('SELECT FROM contact_aliases WHERE session_id = $1', [
    session_id,
  ]);
  expect(rows).toEqual([]);
});

it('tells readers of the changes of each row that it deleted', async () => {
  const { session_id } = await stored();
  const { next } = await readChanges(test.db, { session_id, since: null, limit: 100 });
  const options = { session_id, type: 'individual', ...LOCK, max_rows: 100 } as const;
  await deleteMatching(test.db, { ...options, expected: 5 });
  const { changes } = await readChanges(test.db, { session_id, since: next, limit: 100 });
  expect(changes.map(({ kind }) => kind)).toEqual(Array(5).fill('deleted'));
});

it('does nothing if others match than the caller has seen', async () => {
  const { workspace_id, session_id, sessions } = await stored();
  const both = { saved: true, expected: 4, ...LOCK };
  const changed = { code: 'COUNT_CHANGED', matched_count: 3 };
  await expect(deleteMatching(test.db, { ...both, session_id, max_rows: 9 })).rejects.toMatchObject(
    changed,
  );
  const all = { ...both, session_ids: sessions, max_persons: 9 };
  await expect(deleteEntries(test.db, all)).rejects.toMatchObject(changed);
  const filters = { saved: true };
  const excluding = { workspace_id, exclusion_key: TEST_EXCLUSION_KEY, label: null, filters };
  await expect(
    excludeMatching(test.db, { ...both, ...excluding, session_id, max_persons: 9 }),
  ).rejects.toMatchObject(changed);
  await expect(excludeEntries(test.db, { ...all, ...excluding })).rejects.toMatchObject(changed);
  expect(await names(session_id)).toHaveLength(6);
  const { rows } = await listExclusions(test.db, { workspace_id, after: null, limit: 9 });
  expect(rows).toEqual([]);
});

it('deletes persons from all of the sessions, and from no other one', async () => {
  const { session_id, other } = await stored();
  const options = { session_ids: [session_id], saved: true, ...LOCK, max_persons: 2 };
  const part = await deleteEntries(test.db, { ...options, expected: 3 });
  expect(part).toEqual({ matched_count: 3, deleted_count: 2 });
  expect(await names(other)).toHaveLength(6);
  const all = { ...options, session_ids: [session_id, other], expected: 3 };
  await deleteEntries(test.db, { ...all, max_persons: 2_000 });
  for (const id of [session_id, other]) expect(await names(id)).toEqual(['Group', 'Dedi', 'Eka']);
});

it('excludes persons of a session, each for itself, from all sessions of the workspace', async () => {
  const { workspace_id, session_id, other } = await stored();
  const excluding = { workspace_id, exclusion_key: TEST_EXCLUSION_KEY, label: 'asked' };
  const options = { session_id, filters: {}, ...excluding, ...LOCK, max_persons: 3 };
  const first = await excludeMatching(test.db, { ...options, expected: 5 });
  expect(first).toEqual({ matched_count: 5, excluded_count: 3 });
  const second = await excludeMatching(test.db, { ...options, expected: 2 });
  expect(second).toEqual({ matched_count: 2, excluded_count: 2 });
  const { rows } = await listExclusions(test.db, { workspace_id, after: null, limit: 9 });
  expect(rows.map(({ label }) => label)).toEqual(Array(5).fill('asked'));
  expect(rows.map(({ address_count }) => address_count).toSorted()).toEqual([1, 2, 2, 2, 3]);
  for (const id of [session_id, other]) {
    await grabAccount(test.db, id, account);
    expect(await names(id)).toEqual(['Group']);
    expect(await storedMembers(test.db, id, `${GROUP}@g.us`)).toEqual([]);
  }
});

it('excludes persons of several sessions once each', async () => {
  const { workspace_id, sessions } = await stored();
  const excluding = { workspace_id, exclusion_key: TEST_EXCLUSION_KEY, label: null };
  const filters = { saved: true };
  const options = { session_ids: sessions, filters, ...excluding, ...LOCK, max_persons: 9 };
  const done = await excludeEntries(test.db, { ...options, expected: 3 });
  expect(done).toEqual({ matched_count: 3, excluded_count: 3 });
  const { rows } = await listExclusions(test.db, { workspace_id, after: null, limit: 9 });
  expect(rows).toHaveLength(3);
  for (const id of sessions) expect(await names(id)).toEqual(['Group', 'Dedi', 'Eka']);
});
