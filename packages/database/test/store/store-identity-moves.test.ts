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
import {
  memberIds,
  rowVersions,
  storedContact,
  storedContacts,
  storedMembers,
} from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const GROUP = '120363000000000007@g.us';
const group = groupEntry('120363000000000007');
const ani = person('6281000000001', '101');
const aniByLid = stranger('101');
const budi = person('6281000000002', '102');

describe('a LID at another phone', () => {
  const aniMoved = person('6289999999999', '101');

  it('moves there; the old row keeps its phone and loses the LID', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, { contacts: [contactEntry(ani)] });
    const stored = await grabAccount(
      test.db,
      session.id,
      { contacts: [contactEntry(aniMoved)] },
      { listing_complete: { groups: false, contacts: false } },
    );
    expect(stored).toMatchObject({ saved_count: 1, updated_count: 0 });
    expect(await identities(test.db, session.id)).toEqual([
      [ani.id, ani.phone_number, null],
      [aniMoved.id, aniMoved.phone_number, '101@lid'],
    ]);
  });

  it('stays with the last of two phones that name it in one grab, also in the next one', async () => {
    const session = await newSession(test.db);
    const contacts = [contactEntry(aniMoved), contactEntry(ani)];
    await grabAccount(test.db, session.id, { contacts });
    const expected = [
      [ani.id, ani.phone_number, '101@lid'],
      [aniMoved.id, aniMoved.phone_number, null],
    ];
    expect(await identities(test.db, session.id)).toEqual(expected);
    const again = await grabAccount(test.db, session.id, { contacts });
    expect(again).toMatchObject({ updated_count: 2, unchanged_count: 2 });
    expect(await identities(test.db, session.id)).toEqual(expected);
  });

  it('changes places with the LID of another row', async () => {
    const sessionId = await grabEach(
      test.db,
      { contacts: [contactEntry(ani), contactEntry(budi)] },
      {
        contacts: [
          contactEntry(person('6281000000001', '102')),
          contactEntry(person('6281000000002', '101')),
        ],
      },
    );
    expect(await identities(test.db, sessionId)).toEqual([
      [ani.id, ani.phone_number, '102@lid'],
      [budi.id, budi.phone_number, '101@lid'],
    ]);
  });

  it('leaves a number that changed hands to its new owner, and the old owner the LID', async () => {
    const newOwner = person('6281000000001', '201');
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, {
      groups: [{ group, members: [memberEntry(ani)] }],
      contacts: [contactEntry(ani)],
    });
    const numberRow = await storedContact(test.db, session.id, ani.id);
    await grabAccount(test.db, session.id, {
      groups: [{ group, members: [memberEntry(aniByLid), memberEntry(newOwner)] }],
      contacts: [contactEntry(aniByLid), contactEntry(newOwner, { name: 'New owner' })],
    });
    expect(await identities(test.db, session.id)).toEqual([
      ['101@lid', null, '101@lid'],
      [newOwner.id, newOwner.phone_number, '201@lid'],
    ]);
    expect(await storedContact(test.db, session.id, newOwner.id)).toMatchObject({
      id: numberRow.id,
      name: 'New owner',
    });
    expect(await storedMembers(test.db, session.id, GROUP)).toMatchObject([
      { participant_id: '101@lid', phone_number: null },
      { participant_id: newOwner.id, lid: '201@lid' },
    ]);
  });
});

describe('a member whose number has a new owner', () => {
  const newOwner = person('6281000000001', '201');

  it('is known by the LID alone when the new owner is in the same grab', async () => {
    const sessionId = await grabEach(
      test.db,
      { groups: [{ group, members: [memberEntry(ani)] }] },
      { groups: [{ group, members: [memberEntry(aniByLid), memberEntry(newOwner)] }] },
    );
    expect(await memberIds(test.db, sessionId, GROUP)).toEqual(['101@lid', newOwner.id]);
  });

  it('is known by the LID alone when the new owner is a stored contact', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, { groups: [{ group, members: [memberEntry(ani)] }] });
    const contacts = [contactEntry(newOwner)];
    await grabAccount(test.db, session.id, { contacts }, { kind: 'contacts' });
    const members = [memberEntry(aniByLid)];
    await grabAccount(test.db, session.id, { groups: [{ group, members }] }, { kind: 'groups' });
    expect(await memberIds(test.db, session.id, GROUP)).toEqual(['101@lid']);
  });
});

describe('the same id more than once in a grab', () => {
  it('is one row with the fields of the last one that knows them, and counts once', async () => {
    const session = await newSession(test.db);
    const twice = {
      groups: [
        {
          group: groupEntry('120363000000000007', { owner_id: budi.id }),
          members: [memberEntry(ani)],
        },
        { group: groupEntry('120363000000000007', { name: 'Last' }), members: [memberEntry(budi)] },
      ],
      contacts: [
        contactEntry(budi, { name: 'First', push_name: 'b' }),
        contactEntry(budi, { name: 'Last' }),
      ],
    };
    const stored = await grabAccount(test.db, session.id, twice);
    expect(stored).toMatchObject({ total_groups: 1, total_contacts: 1, saved_count: 2 });
    expect(await storedContacts(test.db, session.id)).toMatchObject([
      { name: 'Last', group_name: 'Last', owner_id: budi.id },
      { name: 'Last', push_name: 'b' },
    ]);
    expect(await memberIds(test.db, session.id, GROUP)).toEqual([ani.id, budi.id]);
    const versions = await rowVersions(test.db, 'contacts', session.id);
    expect(await grabAccount(test.db, session.id, twice)).toMatchObject({ unchanged_count: 2 });
    expect(await rowVersions(test.db, 'contacts', session.id)).toEqual(versions);
  });
});

describe('two sessions', () => {
  it('keep the same person in rows of their own', async () => {
    const [one, two] = [await newSession(test.db), await newSession(test.db)];
    await grabAccount(test.db, one.id, { contacts: [contactEntry(aniByLid)] });
    await grabAccount(test.db, two.id, { contacts: [contactEntry(ani)] });
    expect(await identities(test.db, one.id)).toEqual([['101@lid', null, '101@lid']]);
    expect(await identities(test.db, two.id)).toEqual([[ani.id, ani.phone_number, ani.lid]]);
  });
});
