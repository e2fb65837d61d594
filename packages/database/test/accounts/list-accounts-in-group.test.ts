import { expect, it } from 'vitest';
import { listAccountAnchors } from '../../src/accounts/list-account-anchors.ts';
import { listAccountsPage } from '../../src/accounts/list-accounts-page.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const [ani, budi, citra] = ['628101', '628102', '628103'].map((phone) => person(phone)) as [
  Who,
  Who,
  Who,
];
type Who = ReturnType<typeof person>;
const contactsOf = (...people: Who[]) => people.map((who) => contactEntry(who));
const group = groupEntry('1');

it('over all sessions are the members that each of them knows of a group', async () => {
  const [one, other, third] = [
    await newSession(test.db),
    await newSession(test.db),
    await newSession(test.db),
  ];
  const members = (...people: Who[]) => [{ group, members: people.map((who) => memberEntry(who)) }];
  await grabAccount(test.db, one.id, { contacts: contactsOf(ani, citra), groups: members(ani) });
  await grabAccount(test.db, other.id, {
    contacts: contactsOf(ani, budi, citra),
    groups: members(ani, budi, stranger('9')),
  });
  await grabAccount(test.db, third.id, { contacts: contactsOf(budi, citra) });
  const session_ids = [one.id, other.id, third.id];
  const filters = { session_ids, in_group: group.contact_id };
  for (const sort of ['address', 'name'] as const) {
    const list = { ...filters, type: 'individual', sort, limit: 10 } as const;
    const { entries, total } = await listAccountsPage(test.db, { ...list, with_total: true });
    expect(entries.map(({ contact }) => contact.phone_number)).toEqual(['628101', '628102']);
    expect(total).toBe(2);
    const first = await listAccountsPage(test.db, { ...list, limit: 1 });
    const next = await listAccountsPage(test.db, { ...list, after: first.next });
    expect(next.entries.map(({ contact }) => contact.phone_number)).toEqual(['628102']);
  }
  expect((await listAccountAnchors(test.db, filters)).total).toBe(2);
  const none = { ...filters, in_group: 'x', type: 'individual', limit: 1 } as const;
  expect((await listAccountsPage(test.db, none)).entries).toEqual([]);
});
