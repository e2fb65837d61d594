import { describe, expect, it } from 'vitest';
import { CONTACT_LINE_FIELDS } from '../../src/contacts/contact-lines.ts';
import { readGrabbedContacts } from '../../src/contacts/stream-contacts.ts';
import { findGrab } from '../../src/grabs/find-grabs.ts';
import { findSession } from '../../src/sessions/sessions.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { namedRows } from '../support/named-rows.ts';
import {
  memberIds,
  rowVersions,
  storedContact,
  storedContacts,
  storedMembers,
} from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '101');
const budi = person('6281000000002');
const unknown = stranger('103');
const account = {
  groups: [
    {
      group: groupEntry('120363000000000001', {
        group_description: 'line 1\nline 2\t\\N',
        group_participants_count: 3,
        is_admin: true,
        owner_id: ani.id,
        group_created_at: new Date('2020-02-03T04:05:06.000Z'),
        profile_picture: 'https://example.com/g.jpg?token=1',
      }),
      members: [
        memberEntry(ani, { role: 'superadmin', name: 'Ani' }),
        memberEntry(budi, { role: 'admin' }),
        memberEntry(unknown),
      ],
    },
  ],
  contacts: [
    contactEntry(ani, { push_name: 'ani', profile_picture: 'https://example.com/a.jpg?token=1' }),
    contactEntry(stranger('104'), { name: null, is_saved: false, is_business: true }),
  ],
};

describe('the first grab', () => {
  it('stores every field of groups, contacts and members, and counts them as saved', async () => {
    const session = await newSession(test.db);
    const now = nextTime();
    const stored = await grabAccount(test.db, session.id, account, { now });
    expect(stored).toMatchObject({
      total_groups: 1,
      total_contacts: 2,
      total_participants: 3,
      saved_count: 3,
      updated_count: 0,
      unchanged_count: 0,
      removed_count: 0,
      failed_count: 0,
      complete: true,
      errors: [],
      incomplete_reasons: [],
    });
    const { members_complete, ...group } = account.groups[0]!.group;
    expect(await storedContact(test.db, session.id, '120363000000000001@g.us')).toMatchObject({
      ...group,
      type: 'group',
      session_id: session.id,
      group_name: group.name,
      group_id: null,
      phone_number: null,
      status: 'active',
      grabbed_at: now,
      created_at: now,
    });
    expect(await storedContact(test.db, session.id, ani.id)).toMatchObject({
      ...account.contacts[0],
      type: 'individual',
      group_id: null,
      group_name: null,
      is_admin: false,
      status: 'active',
    });
    expect(await storedContact(test.db, session.id, '104@lid')).toMatchObject({
      ...account.contacts[1],
      phone_number: null,
      lid: '104@lid',
    });
    const members = await storedMembers(test.db, session.id, '120363000000000001@g.us');
    expect(members).toMatchObject([
      { ...memberEntry(unknown), status: 'active' },
      memberEntry(ani, { role: 'superadmin', name: 'Ani' }),
      memberEntry(budi, { role: 'admin' }),
    ]);
  });

  it('leaves members who are no contacts out of the contacts', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const ids = (await storedContacts(test.db, session.id)).map((row) => row.contact_id);
    expect(ids.sort()).toEqual(['104@lid', '120363000000000001@g.us', ani.id].sort());
  });

  it('ends the row of the grab with its counters, in the transaction of its data', async () => {
    const session = await newSession(test.db);
    const now = nextTime();
    const { grab_id } = await grabAccount(test.db, session.id, account, { now });
    expect(await findGrab(test.db, { id: grab_id, session_id: session.id })).toMatchObject({
      state: 'complete',
      complete: true,
      saved_count: 3,
      total_contacts: 2,
      finished_at: now,
      timings: { store_ms: expect.any(Number) },
    });
    expect(await findSession(test.db, { id: session.id, workspace_id: null })).toMatchObject({
      groups_listed_at: now,
      contacts_listed_at: now,
    });
  });

  it('stores SQL, JSON and COPY metacharacters as they are', async () => {
    const session = await newSession(test.db);
    const names = [
      `'); DROP TABLE contacts; --`,
      `{"a": [1, "\\u0000"]}`,
      '\\.',
      '\\N',
      'tab\there, return\r, feed\f, back\b, vertical\v, newline\n',
      `$1 \${name} %s "quoted" \\\\ \\x00`,
      '👨‍👩‍👧‍👦 مرحبا \u202Eabc\u202C é',
      '',
    ];
    const contacts = names.map((name, index) =>
      contactEntry(person(`62811000000${index}`), { name }),
    );
    await grabAccount(test.db, session.id, { contacts });
    const stored = await storedContacts(test.db, session.id);
    expect(stored.map((row) => row.name)).toEqual(names);
  });
});

describe('the same grab again', () => {
  it('rewrites no contact and no membership, and counts all as updated and unchanged', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const contacts = await rowVersions(test.db, 'contacts', session.id);
    const members = await rowVersions(test.db, 'group_participants', session.id);
    const again = await grabAccount(test.db, session.id, account);
    expect(again).toMatchObject({ saved_count: 0, updated_count: 3, unchanged_count: 3 });
    expect(await rowVersions(test.db, 'contacts', session.id)).toEqual(contacts);
    expect(await rowVersions(test.db, 'group_participants', session.id)).toEqual(members);
  });

  it('moves grabbed_at of what a complete listing saw, although nothing is written', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const now = nextTime();
    await grabAccount(test.db, session.id, account, { now });
    expect((await storedContact(test.db, session.id, ani.id)).grabbed_at).toEqual(now);
  });

  it('keeps whether the account is an admin while a grab cannot say it, and never claims it of a new group', async () => {
    const session = await newSession(test.db);
    const known = groupEntry('120363000000000031', { is_admin: true });
    await grabAccount(test.db, session.id, { groups: [{ group: known, members: [] }] });
    const groups = [
      { group: { ...known, is_admin: null, members_complete: false }, members: [] },
      { group: groupEntry('120363000000000032', { is_admin: null }), members: [] },
    ];
    const stored = await grabAccount(test.db, session.id, { groups });
    expect(stored).toMatchObject({ saved_count: 1, updated_count: 1, unchanged_count: 1 });
    const admins = (await storedContacts(test.db, session.id)).map(({ is_admin }) => is_admin);
    expect(admins.toSorted()).toEqual([false, true]);
  });

  it('takes a picture with another token for the same, and an absent one for unknown', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const picture = (profile_picture: string | null) => ({
      ...account,
      contacts: [{ ...account.contacts[0]!, profile_picture }, account.contacts[1]!],
    });
    for (const unchanged of ['https://example.com/a.jpg?token=2', null]) {
      const stored = await grabAccount(test.db, session.id, picture(unchanged));
      expect(stored).toMatchObject({ updated_count: 3, unchanged_count: 3 });
    }
    const other = 'https://example.com/b.jpg?token=3';
    expect(await grabAccount(test.db, session.id, picture(other))).toMatchObject({
      unchanged_count: 2,
    });
    expect((await storedContact(test.db, session.id, ani.id)).profile_picture).toBe(other);
  });
});

describe('changes', () => {
  it('writes only the rows that changed, with the fields that did', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const renamed = {
      ...account,
      groups: [
        {
          group: { ...account.groups[0]!.group, name: 'New subject' },
          members: account.groups[0]!.members,
        },
      ],
      contacts: [{ ...account.contacts[0]!, is_saved: false }, account.contacts[1]!],
    };
    expect(await grabAccount(test.db, session.id, renamed)).toMatchObject({
      saved_count: 0,
      updated_count: 3,
      unchanged_count: 1,
    });
    expect(await storedContact(test.db, session.id, '120363000000000001@g.us')).toMatchObject({
      name: 'New subject',
      group_name: 'New subject',
    });
    expect(await storedContact(test.db, session.id, ani.id)).toMatchObject({ is_saved: false });
    const { rows } = await test.db.pool.query(
      `SELECT contact_id, field_changes, changed_change > created_change AS changed
       FROM contacts WHERE session_id = $1 ORDER BY contact_id`,
      [session.id],
    );
    expect(rows).toEqual([
      { contact_id: '104@lid', field_changes: {}, changed: false },
      {
        contact_id: '120363000000000001@g.us',
        field_changes: { name: 2, group_name: 2 },
        changed: true,
      },
      { contact_id: ani.id, field_changes: { is_saved: 2 }, changed: true },
    ]);
  });

  it('follows promotions, demotions, leavers and newcomers of a completely listed group', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const newcomer = person('6281000000009');
    const members = [
      memberEntry(ani),
      memberEntry(budi, { role: 'superadmin' }),
      memberEntry(newcomer),
    ];
    const changed = { ...account, groups: [{ group: account.groups[0]!.group, members }] };
    expect(await grabAccount(test.db, session.id, changed)).toMatchObject({
      total_participants: 3,
      unchanged_count: 3,
    });
    const group = '120363000000000001@g.us';
    const stored = await storedMembers(test.db, session.id, group);
    expect(stored.map((row) => [row.participant_id, row.role])).toEqual([
      [ani.id, 'participant'],
      [budi.id, 'superadmin'],
      [newcomer.id, 'participant'],
    ]);
    await grabAccount(test.db, session.id, account);
    expect(await memberIds(test.db, session.id, group)).toEqual([unknown.id, ani.id, budi.id]);
  });

  it('removes no member from a group whose member list is incomplete', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const group = { ...account.groups[0]!.group, members_complete: false };
    const partly = { ...account, groups: [{ group, members: [memberEntry(budi)] }] };
    await grabAccount(test.db, session.id, partly);
    const stored = await storedMembers(test.db, session.id, group.contact_id);
    expect(stored.map((row) => [row.participant_id, row.role])).toEqual([
      [unknown.id, 'participant'],
      [ani.id, 'superadmin'],
      [budi.id, 'participant'],
    ]);
  });
});

describe('reading what a grab saw', () => {
  it('answers as many rows as the totals say, in pages, refused and missing ones left out', async () => {
    const session = await newSession(test.db);
    const contacts = Array.from({ length: 2_500 }, (_, index) =>
      contactEntry(person(String(6_282_000_000_000 + index))),
    );
    await grabAccount(test.db, session.id, { contacts });
    const some = contacts.slice(100, 2_400);
    const { grab_id, total_contacts } = await grabAccount(
      test.db,
      session.id,
      { contacts: [...some, contactEntry(person('1'), { phone_number: '2' })] },
      { listing_complete: { groups: false, contacts: false } },
    );
    const blocks = await Array.fromAsync(
      readGrabbedContacts(test.db, { grab_id, type: 'individual' }),
    );
    const rows = blocks.flatMap(namedRows(CONTACT_LINE_FIELDS));
    expect(total_contacts).toBe(2_300);
    expect(rows.map((row) => row.contact_id)).toEqual(some.map((row) => row.contact_id));
    expect(await Array.fromAsync(readGrabbedContacts(test.db, { grab_id, type: 'group' }))).toEqual(
      [],
    );
  });
});
