import { describe, expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import { deleteContact } from '../../src/contacts/delete-contacts.ts';
import { purgeInactive } from '../../src/contacts/purge-contacts.ts';
import { readMembershipChanges } from '../../src/groups/membership-history.ts';
import { erasePerson } from '../../src/privacy/erase-person.ts';
import { exportPerson } from '../../src/privacy/export-person.ts';
import { deleteSession } from '../../src/sessions/delete-session.ts';
import type { ParticipantEntry, PastParticipantEntry } from '../../src/store/grab-entries.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  pastEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { DEFAULT_WORKSPACE_NAME, findWorkspaceByName } from '../../src/workspaces/workspaces.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };
const KEY = { exclusion_key: TEST_EXCLUSION_KEY };
const GROUP = '12036301';
const [ani, budi, citra] = [person('628101', '101'), person('628102', '102'), person('628103')];

const grab = (
  session: string,
  members: ParticipantEntry[],
  past: PastParticipantEntry[] = [],
  complete = true,
) =>
  grabAccount(
    test.db,
    session,
    { groups: [{ group: groupEntry(GROUP, { members_complete: complete }), members, past }] },
    { removal_limits: null },
  );

async function history(session_id: string) {
  const { rows } = await readMembershipChanges(test.db, { session_id, after: 0, limit: 100 });
  return rows;
}

async function brief(session_id: string): Promise<string[]> {
  const rows = await history(session_id);
  return rows.map(
    ({ kind, participant_id, role, old_role }) =>
      `${kind} ${participant_id.split('@')[0]} ${old_role === null ? '' : `${old_role} → `}${role}`,
  );
}

describe('the history of a group', () => {
  it('has nothing of the first complete list, then each join, departure and changed role', async () => {
    const session = (await newSession(test.db)).id;
    await grab(session, [memberEntry(ani), memberEntry(budi)]);
    expect(await brief(session)).toEqual([]);
    const joined_at = new Date('2024-02-03T04:05:06Z');
    await grab(session, [memberEntry(ani, { role: 'admin' }), memberEntry(citra, { joined_at })]);
    expect(await brief(session)).toEqual([
      'role_changed 628101 participant → admin',
      'left 628102 participant',
      'joined 628103 participant',
    ]);
    expect((await history(session))[2]).toMatchObject({ happened_at: joined_at });
    await grab(session, [memberEntry(ani, { role: 'admin' }), memberEntry(citra)]);
    expect(await brief(session)).toHaveLength(3);
    await grab(session, [
      memberEntry(ani, { role: 'admin' }),
      memberEntry(citra),
      memberEntry(budi),
    ]);
    expect((await brief(session)).slice(3)).toEqual(['joined 628102 participant']);
  });

  it('takes no member for new whom a list with gaps has left out', async () => {
    const session = (await newSession(test.db)).id;
    await grab(session, [memberEntry(ani)], [], false);
    await grab(session, [memberEntry(ani), memberEntry(budi)]);
    expect(await brief(session)).toEqual([]);
    await grab(session, [memberEntry(ani), memberEntry(budi), memberEntry(citra)]);
    expect(await brief(session)).toEqual(['joined 628103 participant']);
  });

  it('takes the time and the way of a departure from WhatsApp, at once or later', async () => {
    const session = (await newSession(test.db)).id;
    await grab(session, [memberEntry(ani), memberEntry(budi)]);
    const left_at = new Date('2024-01-02T03:04:05Z');
    const removed = { reason: 'removed' } as const;
    await grab(session, [memberEntry(ani)], [pastEntry(budi, left_at, removed)]);
    expect(await history(session)).toMatchObject([
      { happened_at: left_at, leave_reason: 'removed' },
    ]);
    await grab(session, []);
    expect(await history(session)).toMatchObject([{}, { kind: 'left', happened_at: null }]);
    await grab(session, [], [pastEntry(ani, left_at)]);
    expect(await history(session)).toMatchObject([
      {},
      { participant_id: ani.id, happened_at: left_at, leave_reason: 'left' },
    ]);
  });

  it('has a member who came and left between two grabs, but no member who left before the first', async () => {
    const session = (await newSession(test.db)).id;
    const first = pastEntry(budi, new Date('2024-01-01T00:00:00Z'));
    await grab(session, [memberEntry(ani)], [first]);
    expect(await brief(session)).toEqual([]);
    const second = pastEntry(citra, new Date('2024-01-03T00:00:00Z'));
    await grab(session, [memberEntry(ani)], [first, second]);
    await grab(session, [memberEntry(ani)], [first, second]);
    expect(await brief(session)).toEqual(['left 628103 participant']);
  });

  it('moves from a LID to the phone that becomes known', async () => {
    const session = (await newSession(test.db)).id;
    await grab(session, [memberEntry(budi)]);
    await grab(session, [memberEntry(budi), memberEntry(stranger('101'))]);
    await grab(session, [memberEntry(budi), memberEntry(ani)]);
    expect(await brief(session)).toEqual(['joined 628101 participant']);
  });

  it('comes among the other changes where a reader wants it, page by page', async () => {
    const session_id = (await newSession(test.db)).id;
    await grab(session_id, [memberEntry(budi)]);
    const read = (since: Parameters<typeof readChanges>[1]['since'], limit: number) =>
      readChanges(test.db, { session_id, since, limit, memberships: true });
    const start = await read(null, 100);
    await grabAccount(test.db, session_id, {
      groups: [
        {
          group: groupEntry(GROUP, { name: 'Other' }),
          members: [memberEntry(ani), memberEntry(citra)],
        },
      ],
      contacts: [contactEntry(ani)],
    });
    const kinds: string[] = [];
    let page = await read(start.next, 1);
    for (;;) {
      kinds.push(...page.changes.map(({ kind }) => kind));
      if (!page.has_more) break;
      page = await read(page.next, 1);
    }
    expect(kinds).toEqual(['changed', 'created', 'membership', 'membership', 'membership']);
    expect((await read(page.next, 10)).changes).toEqual([]);
    const without = await readChanges(test.db, { session_id, since: start.next, limit: 10 });
    expect(without.changes.map(({ kind }) => kind)).toEqual(['changed', 'created']);
  });
});

describe('the history of a person', () => {
  async function joined() {
    const session = (await newSession(test.db)).id;
    const groups = [{ group: groupEntry(GROUP), members: [memberEntry(budi)] }];
    await grabAccount(test.db, session, { groups, contacts: [contactEntry(ani)] });
    const members = [memberEntry(budi), memberEntry(ani), memberEntry(citra)];
    await grabAccount(test.db, session, {
      groups: [{ group: groupEntry(GROUP), members }],
      contacts: [contactEntry(ani)],
    });
    expect(await brief(session)).toHaveLength(2);
    return session;
  }

  it('goes with an erasure, and is in the export before', async () => {
    const session = await joined();
    const workspace = await findWorkspaceByName(test.db, DEFAULT_WORKSPACE_NAME);
    const workspace_id = workspace?.id ?? '';
    const named = { by: 'address', jids: [ani.id] } as const;
    const exported = await exportPerson(test.db, { workspace_id, person: named, ...KEY });
    const own = exported?.sessions.find(({ session_id }) => session_id === session);
    expect(own?.membership_changes).toMatchObject([{ kind: 'joined', participant_id: ani.id }]);
    const erased = await erasePerson(test.db, {
      workspace_id,
      person: named,
      exclude: false,
      ...{ ...LOCK, ...KEY },
    });
    const done = erased?.sessions.find(({ session_id }) => session_id === session);
    expect(done?.deleted).toMatchObject({ membership_changes: 1 });
    expect(erased?.remaining).toBe(0);
    expect(await brief(session)).toEqual(['joined 628103 participant']);
  });

  it('goes with the deletion of the contact, of the group, and with the retention', async () => {
    const session = await joined();
    await deleteContact(test.db, { session_id: session, contact_id: ani.id, ...LOCK });
    expect(await brief(session)).toEqual(['joined 628103 participant']);
    const other = await joined();
    await deleteContact(test.db, { session_id: other, contact_id: `${GROUP}@g.us`, ...LOCK });
    const { rows } = await test.db.pool.query(
      'SELECT FROM membership_changes WHERE session_id = $1',
      [other],
    );
    expect(rows).toEqual([]);
    const options = { session_id: session, older_than: nextTime(), ...LOCK };
    await purgeInactive(test.db, options);
    expect(await brief(session)).toEqual([]);
  });

  it('goes with the deletion of the session, also by another program', async () => {
    const left = () =>
      test.db.pool.query('SELECT FROM membership_changes WHERE session_id = $1', [id]);
    let id = await joined();
    await deleteSession(test.db, { id, workspace_id: null, ...LOCK });
    expect((await left()).rows).toEqual([]);
    id = await joined();
    expect((await left()).rows).not.toEqual([]);
    await test.db.pool.query('DELETE FROM sessions WHERE id = $1', [id]);
    expect((await left()).rows).toEqual([]);
  });
});
