import { describe, expect, it } from 'vitest';
import { readChanges } from '../../src/changes/read-changes.ts';
import { deleteContact, deleteContacts } from '../../src/contacts/delete-contacts.ts';
import { findContact } from '../../src/contacts/find-contact.ts';
import { purgeInactive } from '../../src/contacts/purge-contacts.ts';
import { deleteSession } from '../../src/sessions/delete-session.ts';
import type { ContactEntry } from '../../src/store/grab-entries.ts';
import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '../../src/testing/entries.ts';
import { type Account, grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { confirmListings } from '../support/confirm-listings.ts';
import { grabEach, identities } from '../support/grab-each.ts';
import { memberIds, storedContact } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const LOCK = { lock_timeout_ms: 10_000 };
const INCOMPLETE = { listing_complete: { groups: false, contacts: false } };
const PHONE = '6281000000001';
const OTHER_PHONE = '6281000000002';
const [ani, aniLater] = [person(PHONE, '101'), person(PHONE, '201')];
const budi = person(OTHER_PHONE, '102');
const group = groupEntry('120363000000000007');

const account = (...contacts: ContactEntry[]): Account => ({ contacts });
const grabbed = (who: ReturnType<typeof person>): Account => account(contactEntry(who));

/** Each alias of the session with the contact that it leads to. */
async function aliases(session_id: string): Promise<(string | null)[][]> {
  const { rows } = await test.db.pool.query<{ address: string; contact_id: string | null }>(
    `SELECT a.address, c.contact_id FROM contact_aliases a
     LEFT JOIN contacts c ON c.id = a.contact_row_id AND c.session_id = a.session_id
     WHERE a.session_id = $1 ORDER BY 1`,
    [session_id],
  );
  return rows.map(({ address, contact_id }) => [address, contact_id]);
}

/** Unequal after any write of one of them. */
async function aliasVersions(session_id: string): Promise<string[]> {
  const { rows } = await test.db.pool.query<{ version: string }>(
    `SELECT ctid::text || '/' || xmin::text || '/' || xmax::text AS version FROM contact_aliases
     WHERE session_id = $1 ORDER BY 1`,
    [session_id],
  );
  return rows.map(({ version }) => version);
}

async function idAt(session_id: string, address: string): Promise<string | undefined> {
  return (await findContact(test.db, { session_id, address }))?.contact_id;
}

describe('a LID that a person had before', () => {
  it('still finds the person, and the current one does, too', async () => {
    const session_id = await grabEach(test.db, grabbed(ani), grabbed(aniLater));
    expect(await aliases(session_id)).toEqual([['101@lid', ani.id]]);
    for (const address of ['101@lid', '201@lid', ani.id, PHONE, `+${PHONE}`, `${PHONE}@c.us`]) {
      expect(await idAt(session_id, address), address).toBe(ani.id);
    }
    expect(await idAt(session_id, '101')).toBeUndefined();
    expect(await idAt((await newSession(test.db)).id, '101@lid')).toBeUndefined();
  });

  it('stays an alias in every later grab, also in one that lists nothing', async () => {
    const session_id = await grabEach(test.db, grabbed(ani), grabbed(aniLater), grabbed(aniLater));
    await grabAccount(test.db, session_id, account(), INCOMPLETE);
    await grabAccount(test.db, session_id, account());
    expect(await aliases(session_id)).toEqual([['101@lid', ani.id]]);
  });

  it('is no alias any more when the person has it again', async () => {
    const session_id = await grabEach(test.db, grabbed(ani), grabbed(aniLater), grabbed(ani));
    expect(await aliases(session_id)).toEqual([['201@lid', ani.id]]);
    expect(await idAt(session_id, '101@lid')).toBe(ani.id);
  });

  it('goes to the person who has it next', async () => {
    const budiLater = person(OTHER_PHONE, '101');
    const session_id = await grabEach(test.db, grabbed(ani), grabbed(aniLater), {
      contacts: [contactEntry(aniLater), contactEntry(budiLater)],
    });
    expect(await aliases(session_id)).toEqual([]);
    expect(await idAt(session_id, '101@lid')).toBe(budiLater.id);
  });

  it('belongs to the person who is listed by it alone', async () => {
    const session_id = await grabEach(test.db, grabbed(ani), grabbed(aniLater), {
      contacts: [contactEntry(aniLater), contactEntry(stranger('101'))],
    });
    expect(await aliases(session_id)).toEqual([]);
    expect(await idAt(session_id, '101@lid')).toBe('101@lid');
  });

  it('is no alias when two persons change places', async () => {
    const session_id = await grabEach(
      test.db,
      { contacts: [contactEntry(ani), contactEntry(budi)] },
      { contacts: [contactEntry(person(PHONE, '102')), contactEntry(person(OTHER_PHONE, '101'))] },
    );
    expect(await aliases(session_id)).toEqual([]);
    expect(await idAt(session_id, '101@lid')).toBe(budi.id);
  });

  it('excuses the person when WhatsApp Web could not read its entry', async () => {
    const session_id = await grabEach(test.db, grabbed(ani), grabbed(aniLater));
    const unreadable = [{ type: 'contact' as const, contact_id: '101@lid', reason: 'it threw' }];
    const stored = await grabAccount(test.db, session_id, account(), { unreadable });
    expect(stored.removed_count).toBe(0);
    expect(await storedContact(test.db, session_id, ani.id)).toMatchObject({ status: 'active' });
  });
});

describe('merged rows', () => {
  it('are found by every LID of both', async () => {
    const session_id = await grabEach(
      test.db,
      grabbed(ani),
      grabbed(aniLater),
      // The page does not know whose LID this is.
      { contacts: [contactEntry(aniLater), contactEntry(stranger('301'))] },
      grabbed(person(PHONE, '301')),
    );
    expect(await identities(test.db, session_id)).toEqual([[ani.id, PHONE, '301@lid']]);
    expect(await aliases(session_id)).toEqual([
      ['101@lid', ani.id],
      ['201@lid', ani.id],
    ]);
    expect(await idAt(session_id, '301@lid')).toBe(ani.id);
  });
});

describe('the aliases of a contact', () => {
  const before = [grabbed(ani), { contacts: [contactEntry(aniLater), contactEntry(budi)] }];

  it('find it for a deletion, and go with it', async () => {
    const session_id = await grabEach(test.db, ...before);
    const of = { session_id, ...LOCK };
    expect(await deleteContact(test.db, { ...of, contact_id: '101@lid' })).toBe(true);
    expect(await identities(test.db, session_id)).toEqual([[budi.id, OTHER_PHONE, '102@lid']]);
    expect(await aliases(session_id)).toEqual([]);
    expect(await deleteContact(test.db, { ...of, contact_id: '101@lid' })).toBe(false);
  });

  it('go with a contact that is deleted by its row', async () => {
    const session_id = await grabEach(test.db, ...before);
    const other = await grabEach(test.db, ...before);
    const { id: row_id } = await storedContact(test.db, session_id, ani.id);
    expect(await deleteContact(test.db, { session_id: other, row_id, ...LOCK })).toBe(false);
    expect(await deleteContact(test.db, { session_id, row_id, ...LOCK })).toBe(true);
    expect(await aliases(session_id)).toEqual([]);
    expect(await aliases(other)).toEqual([['101@lid', ani.id]]);
  });

  it('are forgotten as its own ids are: in the records of grabs and in the names of members', async () => {
    const session_id = await grabEach(test.db, ...before);
    const members = [memberEntry(stranger('101'), { name: 'Ani' })];
    const unreadable = [{ type: 'contact' as const, contact_id: '101@lid', reason: 'it threw' }];
    const groups = [{ group, members }];
    await grabAccount(test.db, session_id, { groups }, { kind: 'groups', unreadable });
    await deleteContact(test.db, { session_id, contact_id: ani.id, ...LOCK });
    const { rows } = await test.db.pool.query(
      `SELECT p.name, (SELECT string_agg(errors::text, '') FROM grabs WHERE session_id = $1) AS errors
       FROM group_participants p WHERE session_id = $1`,
      [session_id],
    );
    expect(rows).toMatchObject([{ name: null }]);
    expect(rows[0].errors).not.toContain('101@lid');
  });

  it('go by age with the contact, and not before', async () => {
    const session_id = await grabEach(test.db, ...before, grabbed(budi));
    await confirmListings(test.db, session_id);
    await purgeInactive(test.db, { session_id, older_than: new Date(0), ...LOCK });
    expect(await aliases(session_id)).toEqual([['101@lid', ani.id]]);
    await purgeInactive(test.db, { session_id, older_than: nextTime(), ...LOCK });
    expect(await aliases(session_id)).toEqual([]);
  });

  it('go with the address book and with the session', async () => {
    const cleared = await grabEach(test.db, ...before);
    await deleteContacts(test.db, { session_id: cleared, ...LOCK });
    expect(await aliases(cleared)).toEqual([]);
    const session = await newSession(test.db);
    for (const each of before) await grabAccount(test.db, session.id, each);
    const { id, workspace_id } = session;
    await deleteSession(test.db, { id, workspace_id, ...LOCK });
    expect(await aliases(id)).toEqual([]);
  });
});

describe('an older LID that WhatsApp maps to a phone', () => {
  const aniWith = (...older_lids: string[]) => contactEntry(aniLater, { older_lids });

  it('finds the person from the first grab on, and in no grab costs a write again', async () => {
    const session_id = await grabEach(test.db, account(aniWith('101@lid', '103@lid')));
    const expected = [
      ['101@lid', ani.id],
      ['103@lid', ani.id],
    ];
    expect(await aliases(session_id)).toEqual(expected);
    const versions = await aliasVersions(session_id);
    const again = await grabAccount(test.db, session_id, account(aniWith('103@lid', '101@lid')));
    expect(again).toMatchObject({ unchanged_count: 1 });
    expect(await aliasVersions(session_id)).toEqual(versions);
    await grabAccount(test.db, session_id, account(aniWith()), INCOMPLETE);
    expect(await aliases(session_id)).toEqual(expected);
  });

  it('follows the newest mapping to another person', async () => {
    const session_id = await grabEach(test.db, account(aniWith('101@lid'), contactEntry(budi)), {
      contacts: [aniWith(), contactEntry(budi, { older_lids: ['101@lid'] })],
    });
    expect(await aliases(session_id)).toEqual([['101@lid', budi.id]]);
  });

  it('is taken from a row of another phone that had it as its own', async () => {
    const session_id = await grabEach(test.db, { contacts: [aniWith(), contactEntry(budi)] });
    const stored = await grabAccount(test.db, session_id, account(aniWith('102@lid')), INCOMPLETE);
    expect(stored.removed_count).toBe(0);
    expect(await aliases(session_id)).toEqual([['102@lid', ani.id]]);
    expect(await identities(test.db, session_id)).toEqual([
      [ani.id, PHONE, '201@lid'],
      [budi.id, OTHER_PHONE, null],
    ]);
  });

  it('is no alias while a person of the same grab has it as the current one', async () => {
    const session_id = await grabEach(test.db, {
      contacts: [contactEntry(budi), aniWith('102@lid')],
    });
    expect(await aliases(session_id)).toEqual([]);
    expect(await idAt(session_id, '102@lid')).toBe(budi.id);
  });

  it('is at the last of two persons who come with it', async () => {
    const both = [contactEntry(budi, { older_lids: ['101@lid'] }), aniWith('101@lid')];
    for (const contacts of [both, both.toReversed()]) {
      const session_id = await grabEach(test.db, account(aniWith(), contactEntry(budi)), {
        contacts,
      });
      expect(await aliases(session_id)).toEqual([['101@lid', contacts[1]?.contact_id]]);
    }
  });

  it('brings the rows that were stored under such LIDs to the phone', async () => {
    const lids = ['101', '103', '104'];
    const session_id = await grabEach(test.db, {
      contacts: lids.map((lid) => contactEntry(stranger(lid), { push_name: `p${lid}` })),
    });
    const first = await storedContact(test.db, session_id, '101@lid');
    const entry = contactEntry(aniLater, { older_lids: lids.map((lid) => `${lid}@lid`) });
    const stored = await grabAccount(test.db, session_id, account(entry));
    expect(stored).toMatchObject({ saved_count: 0, updated_count: 1, removed_count: 0 });
    expect(await identities(test.db, session_id)).toEqual([[ani.id, PHONE, '201@lid']]);
    expect(await storedContact(test.db, session_id, ani.id)).toMatchObject({
      id: first.id,
      push_name: 'p101',
    });
    expect(await aliases(session_id)).toEqual(lids.map((lid) => [`${lid}@lid`, ani.id]));
  });

  it('brings such rows into the row that the phone has, beside the current LID', async () => {
    const session_id = await grabEach(test.db, {
      contacts: [
        contactEntry(person(PHONE)),
        ...['101', '201'].map((lid) => contactEntry(stranger(lid))),
      ],
    });
    const byPhone = await storedContact(test.db, session_id, ani.id);
    await grabAccount(test.db, session_id, account(aniWith('101@lid')));
    expect(await identities(test.db, session_id)).toEqual([[ani.id, PHONE, '201@lid']]);
    expect(await storedContact(test.db, session_id, ani.id)).toMatchObject({ id: byPhone.id });
    expect(await aliases(session_id)).toEqual([['101@lid', ani.id]]);
  });

  it('leaves the LID of the row that the phone has as it is', async () => {
    const session_id = await grabEach(test.db, {
      contacts: [aniWith(), contactEntry(stranger('101'))],
    });
    const { next: since } = await readChanges(test.db, { session_id, since: null, limit: 10 });
    await grabAccount(test.db, session_id, account(aniWith('101@lid')));
    const { changes } = await readChanges(test.db, { session_id, since, limit: 10 });
    const { id: merged_into } = await storedContact(test.db, session_id, ani.id);
    const gone = { kind: 'deleted', reason: 'merged', merged_into };
    expect(changes).toMatchObject([{ kind: 'changed' }, gone]);
    expect(changes[0]).toMatchObject({ contact: { lid: '201@lid' } });
    expect(changes[0]).toHaveProperty('fields', expect.not.arrayContaining(['lid']));
  });

  it('lists a person once in a group that had it under several of them', async () => {
    const members = [
      memberEntry(stranger('101')),
      memberEntry(stranger('103'), { role: 'admin' }),
      memberEntry(stranger('201')),
      memberEntry(budi),
    ];
    const session_id = await grabEach(test.db, { groups: [{ group, members }] });
    const contacts = [aniWith('101@lid', '103@lid')];
    await grabAccount(test.db, session_id, { contacts }, { kind: 'contacts' });
    expect(await memberIds(test.db, session_id, group.contact_id)).toEqual([ani.id, budi.id]);
    await grabAccount(test.db, session_id, { groups: [{ group, members }], contacts });
    expect(await memberIds(test.db, session_id, group.contact_id)).toEqual([ani.id, budi.id]);
  });

  it('that is not an address is refused with its contact', async () => {
    const { id } = await newSession(test.db);
    const stored = await grabAccount(
      test.db,
      id,
      account(aniWith('101@lid\t1'), contactEntry(budi)),
    );
    expect(stored).toMatchObject({ failed_count: 1, saved_count: 1 });
    expect(await aliases(id)).toEqual([]);
  });
});
