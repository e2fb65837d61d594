import { describe, expect, it } from 'vitest';
import { deleteContact, deleteWorkspaceContacts } from '../../src/contacts/delete-contacts.ts';
import { findContact, groupsOfContact } from '../../src/contacts/find-contact.ts';
import { readParticipantsPage } from '../../src/contacts/participants.ts';
import { purgeInactive } from '../../src/contacts/purge-contacts.ts';
import { readGroups } from '../../src/groups/read-groups.ts';
import { createSession } from '../../src/sessions/sessions.ts';
import {
  contactEntry,
  groupEntry,
  type Identity,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { createWorkspace } from '../../src/workspaces/workspaces.ts';
import { confirmListings } from '../support/confirm-listings.ts';
import { grabEach } from '../support/grab-each.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const LOCK = { lock_timeout_ms: 10_000 };
const [ani, budi] = [person('628101'), person('628102')];
const [family, work] = [groupEntry('12036301'), groupEntry('12036302')];
const account = {
  groups: [
    { group: family, members: [memberEntry(ani, { role: 'admin' }), memberEntry(stranger('9'))] },
    { group: work, members: [memberEntry(ani), memberEntry(budi)] },
  ],
  contacts: [contactEntry(ani), contactEntry(budi)],
};

/** Id and name of each stored member of the session's groups. */
async function memberNames(session_id: string): Promise<(string | null)[][]> {
  const { rows } = await test.db.pool.query<{ participant_id: string; name: string | null }>(
    'SELECT participant_id, name FROM group_participants WHERE session_id = $1 ORDER BY 1',
    [session_id],
  );
  return rows.map(({ participant_id, name }) => [participant_id, name]);
}

describe('groups', () => {
  it('come in pages with the number of their stored present members', async () => {
    const session = await grabEach(test.db, account, {
      groups: [account.groups[0]!, { group: work, members: [memberEntry(ani)] }],
    });
    const page = await readGroups(test.db, { session_id: session, limit: 10, with_total: true });
    expect(page.total).toBe(2);
    expect(page.rows.map((row) => [row.name, row.members_stored])).toEqual([
      [family.name, 2],
      [work.name, 1],
    ]);
    const found = await readGroups(test.db, { session_id: session, limit: 1, search: '302' });
    expect(found.rows.map((row) => row.contact_id)).toEqual([work.contact_id]);
  });

  it('have their members in pages, those who are no contacts too', async () => {
    const session_id = await grabEach(test.db, account);
    const of = { session_id, group_contact_id: family.contact_id };
    const first = await readParticipantsPage(test.db, { ...of, after: null, limit: 1 });
    expect(first.rows).toMatchObject([{ participant_id: ani.id, role: 'admin' }]);
    const second = await readParticipantsPage(test.db, { ...of, after: first.next, limit: 1 });
    expect(second).toMatchObject({
      rows: [{ participant_id: '9@lid', phone_number: null }],
      next: null,
    });
  });

  it('of a contact are those that it is in now', async () => {
    const session_id = await grabEach(test.db, account);
    const of = { session_id, contact_id: ani.id };
    const found = await findContact(test.db, { session_id, address: ani.id });
    expect(found).toMatchObject({ contact_id: ani.id, status: 'active' });
    expect(await groupsOfContact(test.db, of)).toMatchObject([
      { group_contact_id: family.contact_id, group_name: family.name, role: 'admin' },
      { group_contact_id: work.contact_id, role: 'participant' },
    ]);
    await grabAccount(test.db, session_id, {
      groups: [{ group: work, members: [memberEntry(budi)] }],
    });
    expect(await groupsOfContact(test.db, of)).toEqual([]);
    expect(await findContact(test.db, { session_id, address: 'nul\0' })).toBeNull();
  });
});

describe('deletion', () => {
  it('of one contact keeps the others, and the next grab stores it again', async () => {
    const session_id = await grabEach(test.db, account);
    const of = { session_id, contact_id: ani.id, ...LOCK };
    expect(await deleteContact(test.db, of)).toBe(true);
    expect(await deleteContact(test.db, of)).toBe(false);
    expect(await storedContacts(test.db, session_id)).toHaveLength(3);
    expect(await grabAccount(test.db, session_id, account)).toMatchObject({ saved_count: 1 });
  });

  it('of one contact takes its name out of the groups it is in, and leaves it a member', async () => {
    const named = (who: Identity) => memberEntry(who, { name: `Name of ${who.id}` });
    const byLid = stranger('77');
    const groups = [
      { group: family, members: [named(ani), named(byLid)] },
      { group: work, members: [named(ani), named(budi)] },
    ];
    const grabbed = { groups, contacts: [contactEntry(ani), contactEntry(byLid)] };
    const session_id = await grabEach(test.db, grabbed);
    const other = await grabEach(test.db, grabbed);
    // One member is inactive by now, and is a person all the same.
    await grabAccount(test.db, session_id, {
      ...grabbed,
      groups: [
        { group: family, members: [named(ani), named(byLid)] },
        { group: work, members: [named(budi)] },
      ],
    });
    for (const { id } of [ani, byLid]) {
      await deleteContact(test.db, { session_id, contact_id: id, ...LOCK });
    }
    const all = [
      [ani.id, null],
      [ani.id, null],
      [budi.id, `Name of ${budi.id}`],
      [byLid.id, null],
    ];
    expect(await memberNames(session_id)).toEqual(all);
    const kept = (await memberNames(other)).filter(([, name]) => name !== null);
    expect(kept).toHaveLength(4);
    await grabAccount(test.db, session_id, grabbed);
    expect((await memberNames(session_id)).filter(([, name]) => name === null)).toEqual([]);
  });

  it('removes the members of a group and the contacts of a session, also for a deletion by plain SQL', async () => {
    const workspace = await createWorkspace(test.db, { name: 'to be deleted', now: new Date() });
    const own = { workspace_id: workspace!.id, name: 'one', now: new Date() };
    const { id } = await createSession(test.db, own);
    await grabAccount(test.db, id, account);
    const other = await grabEach(test.db, account);
    const members = async (session_id: string) => {
      const { rows } = await test.db.pool.query<{ participant_id: string }>(
        'SELECT participant_id FROM group_participants WHERE session_id = $1 ORDER BY 1',
        [session_id],
      );
      return rows.map((row) => row.participant_id);
    };
    await test.db.pool.query('DELETE FROM contacts WHERE session_id = $1 AND contact_id = $2', [
      id,
      work.contact_id,
    ]);
    expect(await members(id)).toEqual([ani.id, '9@lid'].toSorted());
    await test.db.pool.query('DELETE FROM workspaces WHERE id = $1', [workspace!.id]);
    expect(await members(id)).toEqual([]);
    expect(await storedContacts(test.db, id)).toEqual([]);
    expect(await members(other)).toHaveLength(4);
  });

  it('of a workspace is of all its sessions and of no other', async () => {
    const workspace = await createWorkspace(test.db, { name: 'two sessions', now: new Date() });
    const own = { workspace_id: workspace!.id, name: 'one', now: new Date() };
    const sessions = [await createSession(test.db, own), await createSession(test.db, own)];
    for (const { id } of sessions) await grabAccount(test.db, id, account);
    const other = await grabEach(test.db, account);
    expect(await deleteWorkspaceContacts(test.db, { workspace_id: workspace!.id, ...LOCK })).toBe(
      8,
    );
    expect(await storedContacts(test.db, sessions[1]!.id)).toEqual([]);
    expect(await storedContacts(test.db, other)).toHaveLength(4);
  });

  it('by age takes what has been inactive for longer, and nothing that is active', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, account);
    const lastSeen = nextTime();
    await grabAccount(test.db, id, account, { now: lastSeen });
    await grabAccount(test.db, id, {
      groups: [{ group: work, members: [memberEntry(ani)] }],
      contacts: [],
    });
    await confirmListings(test.db, id);
    const purge = (older_than: Date) =>
      purgeInactive(test.db, { session_id: id, older_than, ...LOCK });
    expect(await purge(lastSeen)).toMatchObject({ contacts: 0, memberships: 0 });
    expect(await purge(nextTime())).toMatchObject({ contacts: 3, memberships: 1 });
    expect((await storedContacts(test.db, id)).map((row) => row.contact_id)).toEqual([
      work.contact_id,
    ]);
    const { rows } = await test.db.pool.query(
      "SELECT count(*) AS kept FROM contact_tombstones WHERE session_id = $1 AND reason = 'purged'",
      [id],
    );
    expect(rows[0].kept).toBe(3);
  });

  it('by age takes the names out of the groups too', async () => {
    const members = [ani, budi].map((who) => memberEntry(who, { name: who.id }));
    const groups = [{ group: work, members }];
    const session_id = await grabEach(
      test.db,
      { groups, contacts: [contactEntry(ani), contactEntry(budi)] },
      { groups, contacts: [contactEntry(budi)] },
    );
    await confirmListings(test.db, session_id);
    await purgeInactive(test.db, { session_id, older_than: nextTime(), ...LOCK });
    expect(await memberNames(session_id)).toEqual([
      [ani.id, null],
      [budi.id, budi.id],
    ]);
  });
});
