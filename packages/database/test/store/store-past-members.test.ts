import { expect, it } from 'vitest';
import { deleteContact } from '../../src/contacts/delete-contacts.ts';
import { readParticipantsPage } from '../../src/contacts/participants.ts';
import { purgeInactive } from '../../src/contacts/purge-contacts.ts';
import { deleteSession } from '../../src/sessions/delete-session.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  pastEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { confirmListings } from '../support/confirm-listings.ts';
import { memberIds, rowVersions } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };

const group = groupEntry('120363000000000007');
const ani = person('6281000000001', '7');
const budi = person('6281000000002', '8');
const [EARLY, LATE] = ['2024-01-02T03:04:05Z', '2024-01-09T03:04:05Z'].map(
  (text) => new Date(text),
) as [Date, Date];

type Members = Parameters<typeof grabAccount>[2]['groups'];
const grab = (id: string, ...groups: NonNullable<Members>) =>
  grabAccount(test.db, id, { groups, contacts: [] });
const left = (past = [pastEntry(ani, EARLY)]) => ({ group, members: [memberEntry(budi)], past });
const pastOf = async (id: string) => {
  const of = { session_id: id, group_contact_id: group.contact_id, after: null, limit: 10 };
  return (await readParticipantsPage(test.db, { ...of, status: 'inactive' })).rows;
};
const membersOf = (id: string) => memberIds(test.db, id, group.contact_id);

it('who has left a group is stored with time and reason, and is neither a member nor counted', async () => {
  const { id } = await newSession(test.db);
  const removed = pastEntry(stranger('9'), LATE, { reason: 'removed', masked_number: '+62∙∙45' });
  const stored = await grab(id, left([pastEntry(ani, EARLY, { name: 'Ani' }), removed]));
  expect(stored).toMatchObject({ total_participants: 1, complete: true });
  expect(await pastOf(id)).toMatchObject([
    { participant_id: ani.id, lid: ani.lid, name: 'Ani', left_at: EARLY, leave_reason: 'left' },
    { participant_id: '9@lid', masked_number: '+62∙∙45', left_at: LATE, leave_reason: 'removed' },
  ]);
  expect(await membersOf(id)).toEqual([budi.id]);
});

it('the same departure is not written again, and one that the page no longer names stays', async () => {
  const { id } = await newSession(test.db);
  await grab(id, left([pastEntry(ani, EARLY, { name: 'Ani' })]));
  const before = await rowVersions(test.db, 'group_participants', id);
  await grab(id, left([pastEntry(ani, EARLY, { reason: null })]));
  await grab(id, left([]));
  await grab(id, { group, members: [memberEntry(budi)] });
  expect(await rowVersions(test.db, 'group_participants', id)).toEqual(before);
});

it('a later departure takes the place of an earlier one, not the other way round', async () => {
  const { id } = await newSession(test.db);
  await grab(id, left());
  const removed = pastEntry(ani, LATE, { reason: 'removed' });
  await grab(id, left([pastEntry(ani, EARLY), removed, pastEntry(ani, EARLY)]));
  await grab(id, left());
  expect(await pastOf(id)).toMatchObject([{ left_at: LATE, leave_reason: 'removed' }]);
  const last = new Date(LATE.getTime() + 1_000);
  await grab(id, left([pastEntry(ani, last, { reason: null })]));
  expect(await pastOf(id)).toMatchObject([{ left_at: last, leave_reason: null }]);
});

it('a member who becomes inactive gets the time of the same grab or of a later one', async () => {
  for (const first of [left().past, []]) {
    const { id } = await newSession(test.db);
    await grab(id, { group, members: [memberEntry(ani), memberEntry(budi)] });
    await grab(id, left(first));
    await grab(id, left());
    expect(await pastOf(id)).toMatchObject([{ participant_id: ani.id, left_at: EARLY }]);
  }
});

it('a member stays one whatever the page says of the past, while no whole list misses them', async () => {
  const { id } = await newSession(test.db);
  await grab(id, { group, members: [memberEntry(ani), memberEntry(budi)] });
  const before = await rowVersions(test.db, 'group_participants', id);
  const partial = { ...group, members_complete: false };
  await grab(id, { ...left(), group: partial });
  await grab(id, { ...left(), members: [memberEntry(ani), memberEntry(budi)] });
  expect(await membersOf(id)).toEqual([ani.id, budi.id]);
  expect(await rowVersions(test.db, 'group_participants', id)).toEqual(before);
});

it('who comes back is a member without a departure, and may leave again', async () => {
  const { id } = await newSession(test.db);
  await grab(id, left());
  const both = [memberEntry(ani), memberEntry(budi)];
  await grab(id, { group, members: both, past: [] });
  expect(await membersOf(id)).toEqual([ani.id, budi.id]);
  expect(await pastOf(id)).toEqual([]);
  await grab(id, left([]));
  expect(await pastOf(id)).toMatchObject([{ left_at: null, leave_reason: null }]);
  await grab(id, left([pastEntry(ani, LATE)]));
  expect(await pastOf(id)).toMatchObject([{ left_at: LATE }]);
});

it('a departure under a LID is that of the phone that a contact shows, now or before', async () => {
  const byLid = left([pastEntry(stranger('7'), EARLY)]);
  const contacts = [contactEntry(ani)];
  const now = await newSession(test.db);
  await grabAccount(test.db, now.id, { groups: [byLid], contacts });
  const before = await newSession(test.db);
  await grabAccount(test.db, before.id, { contacts });
  await grabAccount(test.db, before.id, { groups: [byLid] }, { kind: 'groups' });
  const after = await newSession(test.db);
  await grabAccount(test.db, after.id, { groups: [byLid] });
  await grabAccount(test.db, after.id, { contacts }, { kind: 'contacts' });
  for (const { id } of [now, before, after]) {
    expect(await pastOf(id)).toMatchObject([{ participant_id: ani.id, left_at: EARLY }]);
  }
});

it('what is no departure is left out, and the grab is complete', async () => {
  const { id } = await newSession(test.db);
  const odd = [
    pastEntry(ani, new Date(Number.NaN)),
    pastEntry({ ...ani, id: 'no-address' }, EARLY),
    pastEntry(ani, EARLY, { reason: 'banned' as 'left' }),
    pastEntry(ani, EARLY, { name: 'half \ud800' }),
  ];
  expect(await grab(id, left([...odd, pastEntry(stranger('9'), EARLY)]))).toMatchObject({
    complete: true,
    failed_count: 0,
  });
  expect((await pastOf(id)).map(({ participant_id }) => participant_id)).toEqual(['9@lid']);
});

it('goes with the person, with the group and with the session; in other sessions it stays', async () => {
  const [one, two, three] = [
    await newSession(test.db),
    await newSession(test.db),
    await newSession(test.db),
  ];
  for (const { id } of [one, two, three]) {
    await grabAccount(test.db, id, { groups: [left()], contacts: [contactEntry(ani)] });
  }
  await deleteContact(test.db, { session_id: one.id, contact_id: '7@lid', ...LOCK });
  expect(await pastOf(one.id)).toEqual([]);
  await deleteContact(test.db, { session_id: two.id, contact_id: group.contact_id, ...LOCK });
  expect(await rowVersions(test.db, 'group_participants', two.id)).toEqual([]);
  expect(await pastOf(three.id)).toHaveLength(1);
  const scope = { workspace_id: three.workspace_id, id: three.id };
  await deleteSession(test.db, { ...scope, ...LOCK });
  expect(await rowVersions(test.db, 'group_participants', three.id)).toEqual([]);
});

it('is purged by its time, and with a contact that is purged', async () => {
  const { id } = await newSession(test.db);
  await grab(id, left([pastEntry(ani, EARLY), pastEntry(stranger('9'), LATE)]));
  const purge = (older_than: Date) =>
    purgeInactive(test.db, { session_id: id, older_than, ...LOCK });
  expect(await purge(LATE)).toMatchObject({ memberships: 1 });
  expect(await pastOf(id)).toMatchObject([{ participant_id: '9@lid' }]);
  const [first, missed, cutoff, later] = [1, 2, 3, 4].map((month) => new Date(`2034-0${month}-01`));
  const again = left([pastEntry(stranger('9'), later!)]);
  const contacts = [contactEntry(stranger('9'))];
  await grabAccount(test.db, id, { groups: [left([])], contacts }, { now: first! });
  await grabAccount(test.db, id, { groups: [left([])] }, { now: missed! });
  await grabAccount(test.db, id, { groups: [again] }, { now: new Date('2034-05-01') });
  await confirmListings(test.db, id);
  expect(await purge(cutoff!)).toMatchObject({ contacts: 1, memberships: 0 });
  expect(await pastOf(id)).toEqual([]);
});
