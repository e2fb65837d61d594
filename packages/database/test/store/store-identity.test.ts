import { describe, expect, it } from 'vitest';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { grabEach, identities } from '../support/grab-each.ts';
import { memberIds, storedContact, storedContacts, storedMembers } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const GROUP = '120363000000000007@g.us';
const group = groupEntry('120363000000000007');
const ani = person('6281000000001', '101');
const aniByPhone = person('6281000000001');
const aniByLid = stranger('101');
const budi = person('6281000000002', '102');

describe('one person under phone and LID in one grab', () => {
  const both = [
    contactEntry(ani, { name: null, push_name: 'ani' }),
    contactEntry(aniByLid, { name: 'Ani of the LID', push_name: 'other', short_name: 'A' }),
  ];
  for (const [order, contacts] of [
    ['phone first', both],
    ['LID first', both.toReversed()],
  ] as const) {
    it(`is one row with the phone's fields, and the LID's where the phone has none (${order})`, async () => {
      const session = await newSession(test.db);
      const first = await grabAccount(test.db, session.id, { contacts });
      expect(first).toMatchObject({ total_contacts: 1, saved_count: 1, failed_count: 0 });
      expect(await storedContacts(test.db, session.id)).toMatchObject([
        {
          contact_id: ani.id,
          phone_number: ani.phone_number,
          lid: ani.lid,
          name: 'Ani of the LID',
          push_name: 'ani',
          short_name: 'A',
        },
      ]);
      const again = await grabAccount(test.db, session.id, { contacts });
      expect(again).toMatchObject({ saved_count: 0, updated_count: 1, unchanged_count: 1 });
    });
  }

  it('is one row when only a member list pairs the two', async () => {
    const sessionId = await grabEach(test.db, {
      groups: [{ group, members: [memberEntry(ani)] }],
      contacts: [contactEntry(aniByPhone), contactEntry(aniByLid)],
    });
    expect((await identities(test.db, sessionId)).map(([id]) => id)).toEqual([ani.id]);
  });

  it('has the phone that a contact shows when a member list shows another', async () => {
    const sessionId = await grabEach(test.db, {
      groups: [{ group, members: [memberEntry(person('6289999999999', '101'))] }],
      contacts: [contactEntry(aniByLid), contactEntry(ani)],
    });
    expect(await identities(test.db, sessionId)).toEqual([[ani.id, ani.phone_number, ani.lid]]);
  });

  it('is listed once in a group, whichever form comes first', async () => {
    const sessionId = await grabEach(test.db, {
      groups: [
        { group, members: [memberEntry(aniByLid), memberEntry(ani, { role: 'admin' })] },
        {
          group: groupEntry('120363000000000008'),
          members: [memberEntry(ani, { role: 'admin' }), memberEntry(aniByLid)],
        },
      ],
    });
    for (const id of [GROUP, '120363000000000008@g.us']) {
      expect(await storedMembers(test.db, sessionId, id)).toMatchObject([
        { participant_id: ani.id, role: 'admin', lid: ani.lid },
      ]);
    }
  });

  it('is listed as a member under the phone that a contact of the same grab shows', async () => {
    const sessionId = await grabEach(test.db, {
      groups: [{ group, members: [memberEntry(aniByLid)] }],
      contacts: [contactEntry(ani)],
    });
    expect(await memberIds(test.db, sessionId, GROUP)).toEqual([ani.id]);
  });
});

describe('one person under phone and LID across grabs', () => {
  it('turns the row of the LID into that of the phone, and keeps its id and memberships', async () => {
    const session = await newSession(test.db);
    const members = [memberEntry(aniByLid, { role: 'admin' }), memberEntry(budi)];
    await grabAccount(test.db, session.id, {
      groups: [{ group, members }],
      contacts: [contactEntry(aniByLid, { short_name: 'A' })],
    });
    const before = await storedContact(test.db, session.id, '101@lid');
    const stored = await grabAccount(
      test.db,
      session.id,
      { contacts: [contactEntry(ani, { name: 'Ani' })] },
      { kind: 'contacts' },
    );
    expect(stored).toMatchObject({ saved_count: 0, updated_count: 1, unchanged_count: 0 });
    expect(await identities(test.db, session.id)).toEqual([[ani.id, ani.phone_number, ani.lid]]);
    expect(await storedContact(test.db, session.id, ani.id)).toMatchObject({
      id: before.id,
      created_at: before.created_at,
      name: 'Ani',
      short_name: 'A',
    });
    expect(await storedMembers(test.db, session.id, GROUP)).toMatchObject([
      { participant_id: ani.id, phone_number: ani.phone_number, lid: ani.lid, role: 'admin' },
      { participant_id: budi.id },
    ]);
  });

  it('counts as written when nothing but the identity changed', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, { contacts: [contactEntry(aniByLid, { name: 'Ani' })] });
    const contacts = [contactEntry(ani, { name: 'Ani' })];
    expect(await grabAccount(test.db, session.id, { contacts })).toMatchObject({
      updated_count: 1,
      unchanged_count: 0,
    });
  });

  it('merges the row of the LID into the row of the phone, whose id survives', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, {
      groups: [{ group, members: [memberEntry(aniByLid)] }],
      contacts: [contactEntry(aniByLid, { short_name: 'A' }), contactEntry(aniByPhone)],
    });
    const phoneRow = await storedContact(test.db, session.id, ani.id);
    const lidRow = await storedContact(test.db, session.id, '101@lid');
    const stored = await grabAccount(
      test.db,
      session.id,
      { contacts: [contactEntry(ani)] },
      { kind: 'contacts' },
    );
    expect(stored).toMatchObject({ total_contacts: 1, saved_count: 0, updated_count: 1 });
    expect(stored.removed_count).toBe(0);
    expect(await storedContacts(test.db, session.id)).toMatchObject([
      { type: 'group' },
      { id: phoneRow.id, contact_id: ani.id, lid: ani.lid, short_name: 'A', status: 'active' },
    ]);
    expect(await memberIds(test.db, session.id, GROUP)).toEqual([ani.id]);
    const { rows } = await test.db.pool.query(
      'SELECT contact_row_id, reason FROM contact_tombstones WHERE session_id = $1',
      [session.id],
    );
    expect(rows).toEqual([{ contact_row_id: lidRow.id, reason: 'merged' }]);
  });

  it('lists a person once in a group that had both forms', async () => {
    const session = await newSession(test.db);
    const members = [memberEntry(aniByLid), memberEntry(aniByPhone)];
    await grabAccount(test.db, session.id, { groups: [{ group, members }] });
    expect(await memberIds(test.db, session.id, GROUP)).toHaveLength(2);
    await grabAccount(test.db, session.id, { contacts: [contactEntry(ani)] }, { kind: 'contacts' });
    expect(await memberIds(test.db, session.id, GROUP)).toEqual([ani.id]);
  });

  it('keeps the role of the present membership when a group had both forms', async () => {
    const session = await newSession(test.db);
    const byPhone = memberEntry(aniByPhone);
    const byLid = memberEntry(aniByLid, { role: 'admin' });
    const learn = { contacts: [contactEntry(ani)] };
    await grabAccount(test.db, session.id, { groups: [{ group, members: [byPhone] }] });
    await grabAccount(test.db, session.id, { groups: [{ group, members: [byLid] }] });
    await grabAccount(test.db, session.id, learn, { kind: 'contacts' });
    expect(await storedMembers(test.db, session.id, GROUP)).toMatchObject([
      { participant_id: ani.id, role: 'admin', status: 'active' },
    ]);
    const other = await newSession(test.db);
    await grabAccount(test.db, other.id, { groups: [{ group, members: [byLid, byPhone] }] });
    await grabAccount(test.db, other.id, learn, { kind: 'contacts' });
    expect(await storedMembers(test.db, other.id, GROUP)).toMatchObject([
      { participant_id: ani.id, role: 'participant', status: 'active' },
    ]);
  });

  it('finds the row of the phone when the LID comes alone later', async () => {
    const sessionId = await grabEach(
      test.db,
      { groups: [{ group, members: [memberEntry(ani)] }], contacts: [contactEntry(ani)] },
      {
        groups: [{ group, members: [memberEntry(aniByLid)] }],
        contacts: [contactEntry(aniByLid, { name: 'Renamed' })],
      },
    );
    expect(await storedContacts(test.db, sessionId)).toMatchObject([
      { type: 'group' },
      { contact_id: ani.id, phone_number: ani.phone_number, lid: ani.lid, name: 'Renamed' },
    ]);
    expect(await memberIds(test.db, sessionId, GROUP)).toEqual([ani.id]);
  });

  it('knows a member who is no contact by the phone that an earlier grab showed', async () => {
    const other = groupEntry('120363000000000009');
    const sessionId = await grabEach(
      test.db,
      { groups: [{ group, members: [memberEntry(ani)] }] },
      {
        groups: [
          { group, members: [memberEntry(aniByLid)] },
          { group: other, members: [memberEntry(aniByLid)] },
        ],
      },
    );
    expect(await memberIds(test.db, sessionId, GROUP)).toEqual([ani.id]);
    expect(await memberIds(test.db, sessionId, other.contact_id)).toEqual([ani.id]);
  });

  it('learns the phone of a stored contact from a member list', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, { contacts: [contactEntry(aniByLid)] });
    const stored = await grabAccount(
      test.db,
      session.id,
      { groups: [{ group, members: [memberEntry(ani)] }] },
      { kind: 'groups' },
    );
    expect(stored).toMatchObject({ total_groups: 1, saved_count: 1, updated_count: 0 });
    expect(await identities(test.db, session.id)).toEqual([[ani.id, ani.phone_number, ani.lid]]);
  });

  it('never makes a phone number of the digits of a LID', async () => {
    const sessionId = await grabEach(test.db, {
      groups: [{ group, members: [memberEntry(aniByLid)] }],
      contacts: [contactEntry(aniByLid)],
    });
    expect(await identities(test.db, sessionId)).toEqual([['101@lid', null, '101@lid']]);
    expect(await storedMembers(test.db, sessionId, GROUP)).toMatchObject([
      { participant_id: '101@lid', phone_number: null },
    ]);
  });
});
