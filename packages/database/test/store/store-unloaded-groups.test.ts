import { expect, it } from 'vitest';
import { groupEntry, memberEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001');
const known = {
  group_description: 'Arisan bulanan',
  owner_id: ani.id,
  group_created_at: new Date('2024-01-15T10:30:00Z'),
  is_admin: true,
  is_announce: true,
  is_community: false,
  community_id: '120363000000000001@g.us',
};
const loaded = groupEntry('120363000000000009', known);
/** What a reader can say of a group whose metadata the page has not loaded. */
const unloaded = groupEntry('120363000000000009', {
  name: 'Renamed',
  is_admin: null,
  is_admin_known: null,
  members_complete: false,
});

it('keeps what is stored of a group whose metadata could not be loaded, and takes its new name', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, { groups: [{ group: loaded, members: [memberEntry(ani)] }] });
  await grabAccount(test.db, id, { groups: [{ group: unloaded, members: [] }] });
  expect(await storedContact(test.db, id, loaded.contact_id)).toMatchObject({
    ...known,
    name: 'Renamed',
    group_name: 'Renamed',
  });
});

it('takes over that a description was removed from a group that is loaded', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, { groups: [{ group: loaded, members: [memberEntry(ani)] }] });
  const emptied = { ...loaded, group_description: null, is_announce: false };
  await grabAccount(test.db, id, { groups: [{ group: emptied, members: [memberEntry(ani)] }] });
  expect(await storedContact(test.db, id, loaded.contact_id)).toMatchObject({
    group_description: null,
    is_announce: false,
    owner_id: ani.id,
  });
});

it('says of a new group whether the role of the account is known, and keeps what is known', async () => {
  const { id } = await newSession(test.db);
  await grabAccount(test.db, id, { groups: [{ group: unloaded, members: [] }] });
  const unknown = { is_admin: false, is_admin_known: false };
  expect(await storedContact(test.db, id, loaded.contact_id)).toMatchObject(unknown);
  await grabAccount(test.db, id, { groups: [{ group: loaded, members: [memberEntry(ani)] }] });
  await grabAccount(test.db, id, { groups: [{ group: unloaded, members: [] }] });
  const known = { is_admin: true, is_admin_known: true };
  expect(await storedContact(test.db, id, loaded.contact_id)).toMatchObject(known);
});
