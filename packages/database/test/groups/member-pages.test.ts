import { expect, it } from 'vitest';
import { readParticipantsPage } from '../../src/contacts/participants.ts';
import { listMembersPage } from '../../src/groups/list-members-page.ts';
import { groupEntry, memberEntry, person, stranger } from '../../src/testing/entries.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const group = groupEntry('120363000000000001');
const LIDS = ['101', '102', '103', '104', '105', '106'];

async function page(session_id: string, list: 'of a group' | 'of all', after: string | null) {
  const of = { session_id, after, limit: 2 };
  return list === 'of a group'
    ? readParticipantsPage(test.db, { ...of, group_contact_id: group.contact_id })
    : listMembersPage(test.db, { ...of, min_groups: 1 });
}

it.each(['of a group', 'of all'] as const)(
  'the members %s come once each, although phones become known between the pages',
  async (list) => {
    const { id } = await newSession(test.db);
    const phoneOf = (lid: string) => person(`628${lid}`, lid);
    const strangers = LIDS.map((lid) => memberEntry(stranger(lid)));
    await grabAccount(test.db, id, { groups: [{ group, members: strangers }] });
    const lids: (string | null)[] = [];
    let after: string | null = null;
    // Before each page two more phones become known: of members that were listed, and of members that follow.
    for (const known of [[], ['101', '106'], ['101', '106', '102', '105']]) {
      const members = LIDS.map((lid) =>
        memberEntry(known.includes(lid) ? phoneOf(lid) : stranger(lid)),
      );
      await grabAccount(test.db, id, { groups: [{ group, members }] });
      const { rows, next } = await page(id, list, after);
      lids.push(...rows.map(({ lid }) => lid));
      after = next;
    }
    expect(after).toBeNull();
    expect(lids).toEqual(LIDS.map((lid) => `${lid}@lid`));
  },
);
