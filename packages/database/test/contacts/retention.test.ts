import { describe, expect, it } from 'vitest';
import { withAdvisoryLock } from '../../src/connection/advisory-lock.ts';
import { deleteContact, deleteContacts } from '../../src/contacts/delete-contacts.ts';
import { purgeInactive } from '../../src/contacts/purge-contacts.ts';
import { listGrabs } from '../../src/grabs/find-grabs.ts';
import { withLockedSession } from '../../src/sessions/lock-session.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { confirmListings } from '../support/confirm-listings.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LOCK = { lock_timeout_ms: 10_000 };
const [ani, budi] = [person('628101'), person('628102')];
const both = { contacts: [contactEntry(ani), contactEntry(budi)] };

/** A session with one stored grab of Ani that could not read Budi and one without a name. */
async function sessionWithUnreadable(): Promise<string> {
  const { id } = await newSession(test.db);
  const unreadable = [
    { type: 'contact' as const, contact_id: budi.id, reason: 'it threw' },
    { type: 'contact' as const, contact_id: null, reason: 'it had no id' },
  ];
  await grabAccount(test.db, id, { contacts: [contactEntry(ani)] }, { unreadable });
  return id;
}

async function unreadItems(session_id: string): Promise<(string | null)[]> {
  const grabs = await listGrabs(test.db, { session_id, limit: 10 });
  return grabs.flatMap(({ errors }) => errors.map((error) => error.contact_id));
}

/** As a damaged row or index would: the rows of one session cannot be written. */
async function refuseTombstonesOf(session_id: string): Promise<void> {
  await test.db.pool.query(
    `ALTER TABLE contact_tombstones ADD CONSTRAINT refused CHECK (session_id <> '${session_id}') NOT VALID`,
  );
}

async function answeredRows(session_id: string): Promise<number> {
  const { rows } = await test.db.pool.query<{ kept: number }>(
    'SELECT count(*) AS kept FROM grab_rows r JOIN grabs g ON g.id = r.grab_id WHERE g.session_id = $1',
    [session_id],
  );
  return rows[0]?.kept ?? 0;
}

describe('what grabs say of contacts', () => {
  it('goes with the address book; their counters stay', async () => {
    const session_id = await sessionWithUnreadable();
    const other = await sessionWithUnreadable();
    await deleteContacts(test.db, { session_id, ...LOCK });
    expect(await unreadItems(session_id)).toEqual([]);
    expect(await answeredRows(session_id)).toBe(0);
    const [grab] = await listGrabs(test.db, { session_id, limit: 10 });
    expect(grab).toMatchObject({ failed_count: 2, saved_count: 1 });
    expect(await unreadItems(other)).toEqual([budi.id, null]);
    expect(await answeredRows(other)).toBe(1);
  });

  it('goes with the one contact, also where nothing of it was ever stored', async () => {
    const session_id = await sessionWithUnreadable();
    const of = { session_id, contact_id: budi.id, ...LOCK };
    expect(await deleteContact(test.db, of)).toBe(false);
    expect(await unreadItems(session_id)).toEqual([null]);
  });

  it('goes with the group whose members were not read', async () => {
    const { id } = await newSession(test.db);
    const ids = ['1@g.us', '2@g.us'];
    const unread_members = ids.map((contact_id) => ({ contact_id, reason: 'members not read' }));
    await grabAccount(test.db, id, { contacts: [] }, { unread_members });
    expect(await unreadItems(id)).toEqual(ids);
    await deleteContact(test.db, { session_id: id, contact_id: '1@g.us', ...LOCK });
    expect(await unreadItems(id)).toEqual(['2@g.us']);
    await deleteContacts(test.db, { session_id: id, ...LOCK });
    expect(await unreadItems(id)).toEqual([]);
  });

  it('goes with the LID by which a deleted contact was named', async () => {
    const { id } = await newSession(test.db);
    const entry = contactEntry(ani, { lid: '77@lid' });
    const unreadable = [{ type: 'contact' as const, contact_id: '77@lid', reason: 'it threw' }];
    await grabAccount(test.db, id, { contacts: [entry] }, { unreadable });
    await deleteContact(test.db, { session_id: id, contact_id: ani.id, ...LOCK });
    expect(await unreadItems(id)).toEqual([]);
  });

  it('goes when the retention is over', async () => {
    const session_id = await sessionWithUnreadable();
    const between = nextTime();
    await grabAccount(
      test.db,
      session_id,
      { contacts: [] },
      {
        unreadable: [{ type: 'contact', contact_id: ani.id, reason: 'it threw' }],
        now: nextTime(),
      },
    );
    await purgeInactive(test.db, { older_than: between, session_id, ...LOCK });
    expect(await unreadItems(session_id)).toEqual([ani.id]);
  });
});

describe('a purge', () => {
  it('passes over a session that is being grabbed, and clears the others', async () => {
    const sessions: string[] = [];
    for (const name of ['busy', 'idle']) {
      const { id } = await newSession(test.db, name);
      await grabAccount(test.db, id, both);
      await grabAccount(test.db, id, { contacts: [contactEntry(ani)] });
      sessions.push(id);
    }
    await confirmListings(test.db);
    const [busy = '', idle = ''] = sessions;
    const options = { older_than: nextTime(), lock_timeout_ms: 50 };
    await withLockedSession(test.db, { session_id: busy, ...LOCK }, async () => {
      expect(await purgeInactive(test.db, options)).toMatchObject({ skipped_sessions: 1 });
    });
    expect(await storedContacts(test.db, busy)).toHaveLength(2);
    expect(await storedContacts(test.db, idle)).toHaveLength(1);
    expect(await purgeInactive(test.db, options)).toMatchObject({
      contacts: 1,
      skipped_sessions: 0,
    });
  });

  it('goes on with the other sessions where one fails, and tells which and why', async () => {
    const sessions: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      const { id } = await newSession(test.db, name);
      await grabAccount(test.db, id, both);
      await grabAccount(test.db, id, { contacts: [contactEntry(ani)] });
      sessions.push(id);
    }
    const [broken = '', ...others] = sessions.toSorted();
    const options = { older_than: nextTime(), ...LOCK };
    await refuseTombstonesOf(broken);
    await confirmListings(test.db);
    const { contacts, failures } = await purgeInactive(test.db, options);
    expect(contacts).toBe(others.length);
    expect(failures).toMatchObject([{ session_id: broken, error: { code: '23514' } }]);
    expect(await storedContacts(test.db, broken)).toHaveLength(2);
    await test.db.pool.query('ALTER TABLE contact_tombstones DROP CONSTRAINT refused');
    expect(await purgeInactive(test.db, options)).toMatchObject({ contacts: 1, failures: [] });
  });

  it('begins no session once it is told to stop', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, both);
    await grabAccount(test.db, id, { contacts: [] });
    await confirmListings(test.db, id);
    const options = { session_id: id, older_than: nextTime(), ...LOCK };
    const purged = await purgeInactive(test.db, { ...options, signal: AbortSignal.abort() });
    expect(purged.contacts).toBe(0);
    expect((await purgeInactive(test.db, options)).contacts).toBe(2);
  });
});

describe('work that one process does', () => {
  it('is not done while another is at it, and can be done afterwards', async () => {
    const inner: boolean[] = [];
    const done = await withAdvisoryLock(test.db, 'retention', async () => {
      inner.push(await withAdvisoryLock(test.db, 'retention', async () => undefined));
    });
    expect([done, ...inner]).toEqual([true, false]);
    expect(await withAdvisoryLock(test.db, 'retention', async () => undefined)).toBe(true);
  });

  it('can be done again after it has failed', async () => {
    const failing = withAdvisoryLock(test.db, 'retention', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await withAdvisoryLock(test.db, 'retention', async () => undefined)).toBe(true);
  });
});
