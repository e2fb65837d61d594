import { describe, expect, it } from 'vitest';
import { listGrabs } from '../../../src/grabs/find-grabs.ts';
import {
  MAX_EXCUSED_IDS,
  noteUnreadable,
  openFailureAccount,
} from '../../../src/store/staging/failure-account.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../../src/testing/entries.ts';
import { grabAccount, nextTime } from '../../../src/testing/grab-account.ts';
import { newSession } from '../../../src/testing/new-session.ts';
import { memberIds, rowVersions, storedContact, storedContacts } from '../../support/stored.ts';
import { withTestDatabase } from '../../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '101');
const budi = person('6281000000002');
const group = groupEntry('120363000000000007');
const account = {
  groups: [{ group, members: [memberEntry(ani), memberEntry(budi)] }],
  contacts: [contactEntry(ani), contactEntry(budi)],
};
const withoutBudi = { groups: account.groups, contacts: [contactEntry(ani)] };

async function statuses(sessionId: string): Promise<Record<string, string>> {
  const rows = await storedContacts(test.db, sessionId);
  return Object.fromEntries(rows.map((row) => [row.contact_id, row.status]));
}

it('members stay while the page may be behind, and those that it shows are stored', async () => {
  const session = await newSession(test.db);
  const members = async () => (await memberIds(test.db, session.id, group.contact_id)).sort();
  const ids = (...who: (typeof ani)[]) => who.map(({ id }) => id).sort();
  await grabAccount(test.db, session.id, account);
  const cici = person('6281000000003');
  const older = { groups: [{ group, members: [memberEntry(ani), memberEntry(cici)] }] };
  await grabAccount(test.db, session.id, older, { kind: 'groups', members_may_lag: true });
  expect(await members()).toEqual(ids(ani, budi, cici));
  await grabAccount(test.db, session.id, older, { kind: 'groups' });
  expect(await members()).toEqual(ids(ani, cici));
});

describe('what a complete listing no longer holds', () => {
  it('becomes inactive, keeps the time when it was last there, and is active again when back', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const lastSeen = nextTime();
    await grabAccount(test.db, session.id, account, { now: lastSeen });
    expect(await grabAccount(test.db, session.id, withoutBudi)).toMatchObject({
      updated_count: 2,
      removed_count: 1,
    });
    expect(await storedContact(test.db, session.id, budi.id)).toMatchObject({
      status: 'inactive',
      grabbed_at: lastSeen,
    });
    const versions = await rowVersions(test.db, 'contacts', session.id);
    expect(await grabAccount(test.db, session.id, withoutBudi)).toMatchObject({ removed_count: 0 });
    expect(await rowVersions(test.db, 'contacts', session.id)).toEqual(versions);
    const now = nextTime();
    expect(await grabAccount(test.db, session.id, account, { now })).toMatchObject({
      saved_count: 0,
      updated_count: 3,
      unchanged_count: 2,
    });
    expect(await storedContact(test.db, session.id, budi.id)).toMatchObject({
      status: 'active',
      grabbed_at: now,
    });
  });

  it('is a group that the account left, with the members that it last had', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const stored = await grabAccount(test.db, session.id, {}, { kind: 'groups' });
    expect(stored).toMatchObject({ total_groups: 0, removed_count: 1 });
    expect(await statuses(session.id)).toEqual({
      [group.contact_id]: 'inactive',
      [ani.id]: 'active',
      [budi.id]: 'active',
    });
    expect(await memberIds(test.db, session.id, group.contact_id)).toEqual([ani.id, budi.id]);
  });

  it('is only of the type that was listed', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    await grabAccount(
      test.db,
      session.id,
      { contacts: [contactEntry(ani)] },
      { kind: 'contacts', listing_complete: { groups: true, contacts: true } },
    );
    expect(await statuses(session.id)).toEqual({
      [group.contact_id]: 'active',
      [ani.id]: 'active',
      [budi.id]: 'inactive',
    });
  });
});

describe('nothing is removed', () => {
  for (const [why, options] of [
    ['when no listing was complete', { listing_complete: { groups: false, contacts: false } }],
    ['when the listing was not asked for', { listing_complete: { groups: null, contacts: null } }],
    [
      'when an item was listed whose very id could not be read',
      {
        unreadable: [
          { type: 'contact' as const, contact_id: null, reason: 'it threw' },
          { type: 'group' as const, contact_id: null, reason: 'it threw' },
        ],
      },
    ],
    [
      'that was listed and could not be read',
      {
        unreadable: [
          { type: 'contact' as const, contact_id: ani.lid, reason: 'it threw' },
          { type: 'contact' as const, contact_id: budi.id, reason: 'it threw' },
          { type: 'group' as const, contact_id: group.contact_id, reason: 'it threw' },
        ],
      },
    ],
  ] as const) {
    it(why, async () => {
      const session = await newSession(test.db);
      await grabAccount(test.db, session.id, account);
      const versions = await rowVersions(test.db, 'contacts', session.id);
      const stored = await grabAccount(test.db, session.id, {}, { ...options } as never);
      expect(stored).toMatchObject({ updated_count: 0, removed_count: 0 });
      expect(await rowVersions(test.db, 'contacts', session.id)).toEqual(versions);
    });
  }

  it('that was read and refused', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const refused = contactEntry(budi, { name: 'half a pair \ud800' });
    const stored = await grabAccount(test.db, session.id, {
      ...account,
      contacts: [contactEntry(ani), refused],
    });
    expect(stored).toMatchObject({ total_contacts: 1, removed_count: 0, failed_count: 1 });
    expect(await storedContact(test.db, session.id, budi.id)).toMatchObject({ status: 'active' });
  });
});

describe('unreadable items', () => {
  it('count as failed and are named with their reason, the first 1,000 of them', async () => {
    const session = await newSession(test.db);
    const unreadable = Array.from({ length: 1_500 }, (_, index) => ({
      type: 'contact' as const,
      contact_id: stranger(String(index)).id,
      reason: 'it threw',
    }));
    const stored = await grabAccount(test.db, session.id, account, { unreadable });
    expect(stored.failed_count).toBe(1_500);
    expect(stored.errors).toHaveLength(1_000);
    expect(stored.errors[0]).toEqual(unreadable[0]);
  });

  it('come before the groups with unread members, which have not failed', async () => {
    const session = await newSession(test.db);
    const unreadable = [{ type: 'contact' as const, contact_id: budi.id, reason: 'it threw' }];
    const unread_members = Array.from({ length: 1_500 }, (_, index) => ({
      contact_id: `${index}@g.us`,
      reason: 'members not read: WhatsApp was silent',
    }));
    const options = { unreadable, unread_members };
    const stored = await grabAccount(test.db, session.id, account, options);
    expect(stored.failed_count).toBe(1);
    expect(stored.errors).toHaveLength(1_000);
    expect(stored.errors.slice(0, 2)).toEqual([
      unreadable[0],
      { type: 'group', ...unread_members[0] },
    ]);
    const [grab] = await listGrabs(test.db, { session_id: session.id, limit: 1 });
    expect(grab).toMatchObject({ failed_count: 1, errors: stored.errors });
  });

  it('are all counted, but their ids are kept only up to a limit; above it no contact becomes inactive', async () => {
    const failures = openFailureAccount();
    const item = (n: number, type: 'group' | 'contact' = 'contact') =>
      ({ type, contact_id: stranger(String(n)).id, reason: 'it threw' }) as const;
    for (let n = 0; n < MAX_EXCUSED_IDS; n += 1) noteUnreadable(failures, item(n));
    expect(failures.unidentified).toEqual({ group: false, individual: false });
    for (let n = 0; n < MAX_EXCUSED_IDS; n += 1)
      noteUnreadable(failures, item(n + MAX_EXCUSED_IDS));
    expect(failures.failed_count).toBe(2 * MAX_EXCUSED_IDS);
    expect(failures.excused.individual).toHaveLength(MAX_EXCUSED_IDS);
    expect(failures.unidentified).toEqual({ group: false, individual: true });
  });

  it('above the limit of known ids make no contact of their type inactive', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const unreadable = Array.from({ length: MAX_EXCUSED_IDS + 1 }, (_, n) => ({
      type: 'contact' as const,
      contact_id: stranger(String(n)).id,
      reason: 'it threw',
    }));
    const read = { groups: [], contacts: [contactEntry(ani)] };
    const stored = await grabAccount(test.db, session.id, read, { unreadable });
    expect(stored).toMatchObject({ removed_count: 1, failed_count: MAX_EXCUSED_IDS + 1 });
    expect(await statuses(session.id)).toEqual({
      [group.contact_id]: 'inactive',
      [ani.id]: 'active',
      [budi.id]: 'active',
    });
  });
});
