import { describe, expect, it } from 'vitest';
import { listTags } from '../../src/contacts/list-labels.ts';
import { changeOwnData, changeTags, type OwnDataChange } from '../../src/contacts/own-data.ts';
import { purgeInactive } from '../../src/contacts/purge-contacts.ts';
import { beginGrabStore } from '../../src/store/begin-grab-store.ts';
import { contactEntry, groupEntry, person, stranger } from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { storedContact, storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };
const BOUNDS = { max_tags: 5, max_rows: 100 };
const ani = person('628101', '101');
const budi = person('628102');

async function write(session_id: string, contact_id: string, change: OwnDataChange) {
  const { id } = await storedContact(test.db, session_id, contact_id);
  return changeOwnData(test.db, { session_id, row_id: id, ...LOCK }, change);
}

describe('what people wrote to a contact', () => {
  const written = {
    tags: ['vip'],
    note: 'Telepon sore',
    custom_fields: { city: 'Bandung', age: 4 },
  };

  it('stays through grabs, a removal and a restoration', async () => {
    const session = (await newSession(test.db)).id;
    const account = { contacts: [contactEntry(ani), contactEntry(budi)] };
    await grabAccount(test.db, session, account);
    await write(session, ani.id, written);
    const renamed = { contacts: [contactEntry(ani, { name: 'Other' }), contactEntry(budi)] };
    await grabAccount(test.db, session, renamed);
    expect(await storedContact(test.db, session, ani.id)).toMatchObject(written);
    await grabAccount(test.db, session, { contacts: [contactEntry(budi)] });
    const gone = await storedContact(test.db, session, ani.id);
    expect(gone).toMatchObject({ status: 'inactive', ...written });
    await grabAccount(test.db, session, account);
    const back = await storedContact(test.db, session, ani.id);
    expect(back).toMatchObject({ status: 'active', ...written });
  });

  it('is joined when two rows turn out to be one person', async () => {
    const session = (await newSession(test.db)).id;
    const byLid = stranger('101');
    const byPhone = person('628101');
    await grabAccount(test.db, session, { contacts: [contactEntry(byLid), contactEntry(byPhone)] });
    const older = { tags: ['b', 'c'], note: 'two', custom_fields: { city: 'Bogor', age: 4 } };
    await write(session, byLid.id, older);
    await write(session, byPhone.id, {
      tags: ['a', 'b'],
      note: 'one',
      custom_fields: { city: 'Depok' },
    });
    await grabAccount(test.db, session, { contacts: [contactEntry(ani)] });
    expect(await storedContacts(test.db, session)).toMatchObject([
      { tags: ['a', 'b', 'c'], note: 'one\ntwo', custom_fields: { city: 'Depok', age: 4 } },
    ]);
  });

  it('survives the merge where only the row that goes had some', async () => {
    const session = (await newSession(test.db)).id;
    const byLid = stranger('101');
    const rows = [contactEntry(byLid), contactEntry(person('628101'))];
    await grabAccount(test.db, session, { contacts: rows });
    await write(session, byLid.id, written);
    await grabAccount(test.db, session, { contacts: [contactEntry(ani)] });
    expect(await storedContacts(test.db, session)).toMatchObject([written]);
  });

  it('keeps the row from being purged', async () => {
    const session = (await newSession(test.db)).id;
    const everyone = [ani, budi, person('628103'), person('628104')].map((who) =>
      contactEntry(who),
    );
    await grabAccount(test.db, session, { contacts: everyone });
    await write(session, ani.id, { tags: ['vip'] });
    await write(session, budi.id, { note: 'x' });
    await write(session, '628103@s.whatsapp.net', { custom_fields: { city: 'Bandung' } });
    for (let n = 0; n < 3; n += 1)
      await grabAccount(test.db, session, { contacts: [] }, { removal_limits: null });
    const options = { session_id: session, older_than: nextTime(), ...LOCK };
    expect(await purgeInactive(test.db, options)).toMatchObject({ contacts: 1 });
    await write(session, ani.id, { tags: null });
    expect(await purgeInactive(test.db, options)).toMatchObject({ contacts: 1 });
    expect(await storedContacts(test.db, session)).toHaveLength(2);
  });

  it('can be written while a grab is being read', async () => {
    const session = (await newSession(test.db)).id;
    await grabAccount(test.db, session, { contacts: [contactEntry(ani)] });
    const options = { session_id: session, kind: 'all', now: () => nextTime(), ...LOCK } as const;
    const store = await beginGrabStore(test.db, { ...options, exclusion_key: TEST_EXCLUSION_KEY });
    try {
      expect(await write(session, ani.id, { note: 'x' })).toMatchObject({ note: 'x' });
    } finally {
      await store.rollback();
    }
  });

  it('is a change of its fields, and the same again is no change', async () => {
    const session = (await newSession(test.db)).id;
    await grabAccount(test.db, session, { contacts: [contactEntry(ani)] });
    const numbers = async () => {
      const { rows } = await test.db.pool.query<{ changes: Record<string, number>; last: number }>(
        `SELECT field_changes AS changes, changed_change AS last FROM contacts WHERE session_id = $1`,
        [session],
      );
      return rows[0];
    };
    await write(session, ani.id, written);
    expect(await numbers()).toMatchObject({
      changes: { tags: 2, note: 2, custom_fields: 2 },
      last: 2,
    });
    await write(session, ani.id, { ...written, custom_fields: { age: 4, city: 'Bandung' } });
    expect(await numbers()).toMatchObject({ last: 2 });
    const emptied = await write(session, ani.id, {
      tags: [],
      note: '',
      custom_fields: { city: null },
    });
    expect(emptied).toMatchObject({ tags: null, note: null, custom_fields: { age: 4 } });
    expect(await write(session, ani.id, { custom_fields: null })).toMatchObject({
      custom_fields: null,
    });
  });
});

describe('tags of many contacts', () => {
  const people = Array.from({ length: 6 }, (_, n) => person(`62820${n}`));
  const grabbed = async () => {
    const session = (await newSession(test.db)).id;
    const contacts = people.map((who, n) => contactEntry(who, { is_business: n < 4 }));
    await grabAccount(test.db, session, {
      groups: [{ group: groupEntry('12036301'), members: [] }],
      contacts,
    });
    return session;
  };

  it('are added to and taken from those that match, in order, and are counted', async () => {
    const session_id = await grabbed();
    await write(session_id, '628200@s.whatsapp.net', { tags: ['old', 'new'] });
    const filters = { session_id, business: true, ...LOCK };
    const change = { add: ['new', 'vip'], remove: ['old'], ...BOUNDS };
    expect(await changeTags(test.db, filters, change)).toEqual({
      matched_count: 4,
      changed_count: 4,
      refused_count: 0,
      has_more: false,
    });
    expect(await changeTags(test.db, filters, change)).toMatchObject({ changed_count: 0 });
    const rows = await storedContacts(test.db, session_id);
    const vip = ['new', 'vip'];
    expect(rows.map(({ tags }) => tags)).toEqual([null, vip, vip, vip, vip, null, null]);
    expect(await listTags(test.db, session_id)).toEqual([
      { name: 'new', contacts: 4, groups: 0 },
      { name: 'vip', contacts: 4, groups: 0 },
    ]);
    await changeTags(
      test.db,
      { session_id, tag: 'vip', ...LOCK },
      { ...change, add: [], remove: vip },
    );
    expect(await listTags(test.db, session_id)).toEqual([]);
  });

  it('are bounded by row and by call', async () => {
    const session_id = await grabbed();
    await write(session_id, '628200@s.whatsapp.net', { tags: ['a', 'b', 'c', 'd', 'e'] });
    const change = { add: ['vip'], remove: [], max_tags: 5, max_rows: 4 };
    const filters = { session_id, type: 'individual', ...LOCK } as const;
    const first = { matched_count: 6, changed_count: 4, refused_count: 1, has_more: true };
    expect(await changeTags(test.db, filters, change)).toEqual(first);
    const second = { ...first, changed_count: 1, has_more: false };
    expect(await changeTags(test.db, filters, change)).toEqual(second);
  });
});
