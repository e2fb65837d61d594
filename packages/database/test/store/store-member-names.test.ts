import { expect, it } from 'vitest';
import { deleteContact } from '../../src/contacts/delete-contacts.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedMembers } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };

const group = groupEntry('120363000000000007');
const ani = person('6281000000001', '7');
const named = (name: string | null, who = ani) => ({
  groups: [{ group, members: [memberEntry(who, { name })] }],
});
const membersOf = (id: string) => storedMembers(test.db, id, group.contact_id);

it('the name of a member stays while the page has none, and no row is written', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, named('Ani'));
  const before = await rowVersions(test.db, 'group_participants', id);
  await grabAccount(test.db, id, named(null));
  expect(await membersOf(id)).toMatchObject([{ participant_id: ani.id, name: 'Ani' }]);
  expect(await rowVersions(test.db, 'group_participants', id)).toEqual(before);
});

it('the name of a member stays when another field of the row changes', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, named('Ani'));
  const members = [memberEntry(ani, { role: 'admin' })];
  await grabAccount(test.db, id, { groups: [{ group, members }] });
  expect(await membersOf(id)).toMatchObject([{ name: 'Ani', role: 'admin' }]);
});

it('a new name of a member takes the place of the old one', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, named('Ani'));
  await grabAccount(test.db, id, named('Ani Baru'));
  expect(await membersOf(id)).toMatchObject([{ name: 'Ani Baru' }]);
});

it('a number that comes with another LID does not keep the name of its last owner', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, named('Ani'));
  await grabAccount(test.db, id, named(null, person('6281000000001', '8')));
  expect(await membersOf(id)).toMatchObject([{ participant_id: ani.id, lid: '8@lid', name: null }]);
});

it('a member who is listed under an older LID keeps the current one, and the name', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, named('Ani'));
  const contacts = [contactEntry(ani, { older_lids: ['5@lid'] })];
  await grabAccount(test.db, id, { ...named(null, stranger('5')), contacts });
  expect(await membersOf(id)).toMatchObject([
    { participant_id: ani.id, lid: '7@lid', name: 'Ani' },
  ]);
});

it('the name of a member by LID goes to the phone that becomes known, listed before or not', async () => {
  for (const phone of [[], [memberEntry(person('6281000000001'))]]) {
    const { id } = await newSession(test.db);
    const byLid = memberEntry(stranger('7'), { name: 'Ani' });
    await grabAccount(test.db, id, { groups: [{ group, members: [byLid, ...phone] }] });
    await grabAccount(test.db, id, named(null));
    expect(await membersOf(id)).toMatchObject([{ participant_id: ani.id, name: 'Ani' }]);
  }
});

it('the name that a member had under the phone stays when the LID was listed last', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, named('Ani', person('6281000000001')));
  const options = { removal_limits: null };
  await grabAccount(test.db, id, named(null, stranger('7')), options);
  await grabAccount(test.db, id, named(null));
  expect(await membersOf(id)).toMatchObject([{ participant_id: ani.id, name: 'Ani' }]);
});

it('the masked number of a member stays like the name, and both go with the contact', async () => {
  const { id } = await newSession(test.db);
  const hidden = stranger('9');
  const members = [memberEntry(hidden, { name: 'Adi', masked_number: '+62∙∙∙∙∙∙45' })];
  const contacts = [contactEntry(hidden)];
  await grabAccount(test.db, id, { groups: [{ group, members }], contacts });
  const later = { groups: [{ group, members: [memberEntry(hidden)] }], contacts };
  await grabAccount(test.db, id, later);
  expect(await membersOf(id)).toMatchObject([{ name: 'Adi', masked_number: '+62∙∙∙∙∙∙45' }]);
  expect(await deleteContact(test.db, { session_id: id, contact_id: hidden.id, ...LOCK })).toBe(
    true,
  );
  expect(await membersOf(id)).toMatchObject([{ name: null, masked_number: null }]);
});

it('a name that was deleted does not come back while the page has none', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, named('Ani'));
  expect(await deleteContact(test.db, { session_id: id, contact_id: ani.id, ...LOCK })).toBe(false);
  await grabAccount(test.db, id, named(null));
  expect(await membersOf(id)).toMatchObject([{ participant_id: ani.id, name: null }]);
});
