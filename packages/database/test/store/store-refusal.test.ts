import type { PoolClient } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { CREATE_STAGING_TABLES } from '../../src/store/staging/staging-tables.ts';
import { contactEntry, groupEntry, memberEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { storedContact, storedContacts, storedMembers } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const group = groupEntry('120363000000000007');
const people = Array.from({ length: 300 }, (_, index) => person(String(6_281_000_000_000 + index)));

afterEach(async () => {
  await test.db.pool.query(`ALTER TABLE contacts DROP CONSTRAINT IF EXISTS no_poison`);
  await test.db.pool.query(`ALTER TABLE group_participants DROP CONSTRAINT IF EXISTS no_poison`);
});

/** Makes the database refuse rows that nothing before it objects to. */
async function refusePoison(table: 'contacts' | 'group_participants'): Promise<void> {
  await test.db.pool.query(
    `ALTER TABLE ${table} ADD CONSTRAINT no_poison CHECK (name NOT LIKE 'poison%')`,
  );
}

describe('a contact that the database refuses', () => {
  it('costs only itself among new rows, and is named with the constraint and no value', async () => {
    await refusePoison('contacts');
    const session = await newSession(test.db);
    const contacts = people.map((who, index) =>
      contactEntry(who, { name: index % 100 === 7 ? `poison ${index}` : 'fine' }),
    );
    const stored = await grabAccount(test.db, session.id, { contacts });
    expect(stored).toMatchObject({
      total_contacts: 297,
      saved_count: 297,
      updated_count: 0,
      failed_count: 3,
      complete: false,
      incomplete_reasons: [{ code: 'ROWS_REFUSED', count: 3 }],
    });
    const reason = 'refused by the database (23514 no_poison)';
    expect(stored.errors).toEqual(
      [7, 107, 207].map((index) => ({ type: 'contact', contact_id: people[index]!.id, reason })),
    );
    expect(await storedContacts(test.db, session.id)).toHaveLength(297);
  });

  it('costs only itself among changed rows, counts as seen, and keeps what was stored', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, { contacts: people.map((who) => contactEntry(who)) });
    await refusePoison('contacts');
    const contacts = people.map((who, index) =>
      contactEntry(who, { name: index === 5 ? 'poison' : `New name ${index}` }),
    );
    expect(await grabAccount(test.db, session.id, { contacts })).toMatchObject({
      total_contacts: 299,
      updated_count: 299,
      unchanged_count: 0,
      removed_count: 0,
      failed_count: 1,
    });
    expect(await storedContact(test.db, session.id, people[5]!.id)).toMatchObject({
      status: 'active',
      name: `Name of ${people[5]!.id}`,
    });
    expect(await storedContact(test.db, session.id, people[6]!.id)).toMatchObject({
      name: 'New name 6',
    });
  });
});

describe('a member that the database refuses', () => {
  it('costs only itself, in a new group and in a known one', async () => {
    await refusePoison('group_participants');
    const session = await newSession(test.db);
    const members = people.map((who, index) =>
      memberEntry(who, { name: index === 9 ? 'poison' : 'fine' }),
    );
    const account = { groups: [{ group, members }] };
    const reason = 'refused by the database (23514 no_poison)';
    const error = { type: 'participant', contact_id: people[9]!.id, reason };
    for (let round = 0; round < 2; round += 1) {
      const stored = await grabAccount(test.db, session.id, account);
      expect(stored).toMatchObject({ total_participants: 299, failed_count: 1, errors: [error] });
      expect(await storedMembers(test.db, session.id, group.contact_id)).toHaveLength(299);
    }
  });
});

describe('a member that cannot even be staged', () => {
  it('keeps all members of its group active, and members of other groups can still become inactive', async () => {
    const session = await newSession(test.db);
    const [stays, refused, gone] = people.slice(0, 3).map((who) => memberEntry(who));
    const other = groupEntry('120363000000000008');
    const all = [stays!, refused!, gone!];
    const before = [group, other].map((entry) => ({ group: entry, members: all }));
    await grabAccount(test.db, session.id, { groups: before });
    const poisoned = { ...refused!, name: 'poison' };
    const now = [
      { group, members: [stays!, poisoned] },
      { group: other, members: [stays!, refused!] },
    ];
    test.db.grabPool.once('acquire', refusePoisonInStaging);
    const stored = await grabAccount(test.db, session.id, { groups: now });
    const reason = 'refused by the database (23514 no_poison)';
    expect(stored).toMatchObject({
      total_participants: 3,
      failed_count: 1,
      complete: false,
      errors: [{ type: 'participant', contact_id: refused!.participant_id, reason }],
    });
    expect(await storedMembers(test.db, session.id, group.contact_id)).toHaveLength(3);
    expect(await storedMembers(test.db, session.id, other.contact_id)).toHaveLength(2);
  });
});

/** The grab's own tables are its connection's alone: the constraint follows their creation there. */
function refusePoisonInStaging(client: PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]) => {
    if (args[0] !== CREATE_STAGING_TABLES) return query(...args);
    Reflect.deleteProperty(client, 'query');
    const constraint = "ADD CONSTRAINT no_poison CHECK (name NOT LIKE 'poison%')";
    return query(`${CREATE_STAGING_TABLES} ALTER TABLE staged_participants ${constraint}`);
  }) as typeof client.query;
}

describe('what must not reach the database', () => {
  const good = contactEntry(people[0]!);
  for (const [what, entry, reason] of [
    ['a NUL', { ...good, name: 'a\0b' }, 'name holds a NUL'],
    ['a lone surrogate', { ...good, push_name: '\udc00' }, 'push_name holds half a surrogate pair'],
    ['an endless text', { ...good, short_name: 'x'.repeat(100_000) }, 'short_name is too long'],
    [
      'a phone JID with the number of another',
      { ...good, phone_number: '62' },
      'phone_number is not the number of contact_id',
    ],
    [
      'a JID with a device suffix',
      { ...good, contact_id: '6281:3@s.whatsapp.net' },
      'contact_id is neither a phone JID nor a LID',
    ],
    [
      'a phone number made of a LID',
      { ...good, contact_id: '123@lid', lid: '123@lid', phone_number: '123' },
      'contact_id is a LID although the phone is known',
    ],
    ['another lid than its own', { ...good, lid: '62' }, 'lid is not a LID'],
  ] as const) {
    it(`is refused with its reason, and the rest is stored: ${what}`, async () => {
      const session = await newSession(test.db);
      const contacts = [entry, contactEntry(people[1]!)];
      const stored = await grabAccount(test.db, session.id, { contacts });
      expect(stored).toMatchObject({ saved_count: 1, failed_count: 1, complete: false });
      expect(stored.errors).toEqual([{ type: 'contact', contact_id: entry.contact_id, reason }]);
    });
  }

  it('is refused in groups too: an impossible id, count or time', async () => {
    const session = await newSession(test.db);
    const groups = [
      { ...group, contact_id: '1@s.whatsapp.net' },
      { ...group, group_participants_count: 2 ** 31 },
      { ...group, group_created_at: new Date(Number.NaN) },
      { ...group, group_created_at: new Date(8.64e15) },
      groupEntry('120363000000000008'),
    ];
    const stored = await grabAccount(test.db, session.id, {
      groups: groups.map((entry) => ({ group: entry, members: [] })),
    });
    expect(stored).toMatchObject({ total_groups: 1, failed_count: 4 });
    expect(stored.errors.map((error) => error.reason)).toEqual([
      'contact_id is not the id of a group',
      'group_participants_count is out of range',
      'group_created_at is out of range',
      'group_created_at is out of range',
    ]);
  });

  it('does not make the other members of its group leave', async () => {
    const session = await newSession(test.db);
    const members = [memberEntry(people[0]!), memberEntry(people[1]!)];
    await grabAccount(test.db, session.id, { groups: [{ group, members }] });
    const refused = memberEntry(people[1]!, { role: 'owner' as never });
    const stored = await grabAccount(test.db, session.id, {
      groups: [{ group, members: [members[0]!, refused] }],
    });
    expect(stored).toMatchObject({ total_participants: 1, failed_count: 1 });
    expect(await storedMembers(test.db, session.id, group.contact_id)).toHaveLength(2);
  });
});
