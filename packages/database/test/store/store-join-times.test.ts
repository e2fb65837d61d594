import { expect, it } from 'vitest';
import { groupEntry, memberEntry, person } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { rowVersions, storedMembers } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const group = groupEntry('120363000000000007');
const ani = person('6281000000001', '7');
const budi = memberEntry(person('6281000000002'));
const [EARLY, LATE] = [1, 2].map((day) => new Date(Date.UTC(2024, 0, day))) as [Date, Date];

const grab = (id: string, ...members: (typeof budi)[]) =>
  grabAccount(test.db, id, { groups: [{ group, members: [...members, budi] }] });
const joining = (joined_at: Date | null, who = ani) => memberEntry(who, { joined_at });
const first = async (id: string) =>
  (await storedMembers(test.db, id, group.contact_id))[0]?.joined_at ?? null;

it('the time of joining stays while the page has none, and no row is written', async () => {
  const { id } = await newSession(test.db);
  await grab(id, joining(EARLY));
  const before = await rowVersions(test.db, 'group_participants', id);
  await grab(id, joining(null));
  expect(await first(id)).toEqual(EARLY);
  expect(await rowVersions(test.db, 'group_participants', id)).toEqual(before);
  await grab(id, joining(LATE));
  expect(await first(id)).toEqual(LATE);
});

it('who comes back, and another person with the number, have not joined at the old time', async () => {
  for (const between of [[], [joining(EARLY, person('6281000000001', '8'))]]) {
    const { id } = await newSession(test.db);
    await grab(id, joining(EARLY));
    await grab(id, ...between);
    await grab(id, joining(null));
    expect(await first(id)).toBeNull();
  }
});

it('a member whose time no database can hold is refused and named', async () => {
  const { id } = await newSession(test.db);
  expect(await grab(id, joining(new Date(Number.NaN)))).toMatchObject({
    complete: false,
    failed_count: 1,
  });
});
