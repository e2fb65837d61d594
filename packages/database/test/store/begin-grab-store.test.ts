import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/connection/open-database.ts';
import { deleteContacts } from '../../src/contacts/delete-contacts.ts';
import { findGrab, getUnfinishedGrab, listGrabs } from '../../src/grabs/find-grabs.ts';
import { markInterruptedGrabs } from '../../src/grabs/mark-interrupted-grabs.ts';
import { finishGrab, insertRunningGrab } from '../../src/grabs/running-grabs.ts';
import { deleteSession } from '../../src/sessions/delete-session.ts';
import { findSession, recordSessionStatus } from '../../src/sessions/sessions.ts';
import { beginGrabStore, type GrabStore } from '../../src/store/begin-grab-store.ts';
import { contactEntry, groupEntry, memberEntry, person } from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { addAccount, grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const ani = person('6281000000001', '101');
const account = {
  groups: [{ group: groupEntry('120363000000000007'), members: [memberEntry(ani)] }],
  contacts: [contactEntry(ani)],
};

function begin(sessionId: string, lockTimeoutMs = 10_000, db = test.db): Promise<GrabStore> {
  return beginGrabStore(db, {
    exclusion_key: TEST_EXCLUSION_KEY,
    session_id: sessionId,
    kind: 'all',
    now: nextTime,
    lock_timeout_ms: lockTimeoutMs,
  });
}

const OUTCOME = {
  listing_complete: { groups: true, contacts: true },
  incomplete_reasons: [],
  queries_sent: 0,
  timings: {},
};

describe('two stores of one session', () => {
  it('let the second wait no longer than its timeout', async () => {
    const { id } = await newSession(test.db);
    const first = await begin(id);
    await expect(begin(id, 50)).rejects.toMatchObject({ code: 'GRAB_LOCK_TIMEOUT' });
    await first.rollback();
    await (await begin(id, 50)).rollback();
  });

  it('take turns: the second sees what the first stored', async () => {
    const { id } = await newSession(test.db);
    const first = await begin(id);
    const second = grabAccount(test.db, id, account);
    const grab = await insertRunningGrab(test.db, { session_id: id, kind: 'all', now: nextTime() });
    await addAccount(first, account);
    expect(await first.finish({ ...OUTCOME, grab_id: grab.id })).toMatchObject({ saved_count: 2 });
    expect(await second).toMatchObject({ saved_count: 0, updated_count: 2, unchanged_count: 2 });
  });

  it('do not wait for another session, nor for a write of the status', async () => {
    const [one, two] = [await newSession(test.db), await newSession(test.db)];
    const store = await begin(one.id);
    await addAccount(store, account);
    expect(await grabAccount(test.db, two.id, account)).toMatchObject({ saved_count: 2 });
    const status = { status: 'connected', phone_number: null, last_error: null } as const;
    const report = { id: one.id, ...status, connected_at: null, now: nextTime() };
    expect(await recordSessionStatus(test.db, report)).toBe(true);
    await store.rollback();
  });
});

describe('a store that does not finish', () => {
  it('leaves nothing after a rollback', async () => {
    const { id } = await newSession(test.db);
    const store = await begin(id);
    await addAccount(store, account);
    await store.rollback();
    await store.rollback();
    expect(await storedContacts(test.db, id)).toEqual([]);
    expect(await findSession(test.db, { id, workspace_id: null })).toMatchObject({
      groups_listed_at: null,
      contacts_listed_at: null,
    });
  });

  it('leaves nothing when its last step fails', async () => {
    const { id } = await newSession(test.db);
    const store = await begin(id);
    await addAccount(store, account);
    await expect(store.finish({ ...OUTCOME, grab_id: 'not a uuid' })).rejects.toThrow(/uuid/);
    expect(await storedContacts(test.db, id)).toEqual([]);
    expect(await grabAccount(test.db, id, account)).toMatchObject({ saved_count: 2 });
  });

  it('leaves nothing when its connection dies, and the next grab goes on', async () => {
    const { id } = await newSession(test.db);
    const other = openDatabase(test.url);
    const store = await begin(id, 10_000, other);
    await addAccount(store, account);
    await test.db.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid IN (
         SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid())`,
    );
    await expect(store.finish({ ...OUTCOME, grab_id: id })).rejects.toThrow();
    await other.close();
    expect(await storedContacts(test.db, id)).toEqual([]);
    expect(await grabAccount(test.db, id, account)).toMatchObject({ saved_count: 2 });
  });

  it('gives its connection back: more failures than connections do not stop the next grab', async () => {
    const { id } = await newSession(test.db);
    const small = openDatabase(test.url, { maxGrabs: 1 });
    for (let round = 0; round < 3; round += 1) {
      const store = await begin(id, 1_000, small);
      await expect(store.finish({ ...OUTCOME, grab_id: 'x' })).rejects.toThrow(/uuid/);
      await expect(begin('no session', 1_000, small)).rejects.toMatchObject({
        code: 'SESSION_NOT_FOUND',
      });
    }
    expect(await grabAccount(small, id, account)).toMatchObject({ saved_count: 2 });
    await small.close();
  });
});

describe('members of a group that is not in the grab', () => {
  it('are refused, and the rest is stored', async () => {
    const { id } = await newSession(test.db);
    const store = await begin(id);
    const grab = await insertRunningGrab(test.db, { session_id: id, kind: 'all', now: nextTime() });
    await addAccount(store, account);
    await store.addParticipants('99@g.us', [memberEntry(ani)]);
    const stored = await store.finish({ ...OUTCOME, grab_id: grab.id });
    const reason = 'its group is not in this grab';
    expect(stored).toMatchObject({ saved_count: 2, total_participants: 1, failed_count: 1 });
    expect(stored.errors).toEqual([{ type: 'participant', contact_id: ani.id, reason }]);
  });
});

describe('rows of grabs', () => {
  it('of a killed process are ended by the next grab of the session', async () => {
    const { id } = await newSession(test.db);
    const dead = await insertRunningGrab(test.db, { session_id: id, kind: 'all', now: nextTime() });
    expect(await getUnfinishedGrab(test.db, { session_id: id, kind: 'all' })).toEqual(dead);
    await grabAccount(test.db, id, account);
    expect(await findGrab(test.db, { id: dead.id, session_id: id })).toMatchObject({
      state: 'failed',
      error: { code: 'GRAB_INTERRUPTED' },
      finished_at: expect.any(Date),
    });
    expect(await getUnfinishedGrab(test.db, { session_id: id })).toBeNull();
  });

  it('are ended by a sweep unless a living grab has the lease of their session', async () => {
    const [dead, living] = [await newSession(test.db), await newSession(test.db)];
    const store = await begin(living.id);
    for (const { id } of [dead, living]) {
      await insertRunningGrab(test.db, { session_id: id, kind: 'all', now: nextTime() });
    }
    expect((await markInterruptedGrabs(test.db, { now: nextTime() })).failed).toHaveLength(1);
    expect(await getUnfinishedGrab(test.db, { session_id: dead.id })).toBeNull();
    expect(await getUnfinishedGrab(test.db, { session_id: living.id, kind: 'groups' })).toBeNull();
    expect(await getUnfinishedGrab(test.db, { session_id: living.id })).not.toBeNull();
    await store.rollback();
  });

  it('end once: a stored grab is not failed afterwards', async () => {
    const { id } = await newSession(test.db);
    const failed = await insertRunningGrab(test.db, {
      session_id: id,
      kind: 'all',
      now: nextTime(),
    });
    const error = { code: 'ENGINE_TIMEOUT', message: 'It took too long.' };
    const failure = { id: failed.id, state: 'failed', error, now: nextTime() } as const;
    expect(await finishGrab(test.db, failure)).toMatchObject({ state: 'failed', error });
    expect(await finishGrab(test.db, failure)).toBeNull();
    const { grab_id } = await grabAccount(test.db, id, account);
    expect(await finishGrab(test.db, { ...failure, id: grab_id })).toBeNull();
    const listed = await listGrabs(test.db, { session_id: id, limit: 10 });
    expect(listed.map((grab) => [grab.id, grab.state])).toEqual([
      [grab_id, 'complete'],
      [failed.id, 'failed'],
    ]);
  });
});

describe('deletion', () => {
  it('of contacts answers how many, takes the memberships along and leaves tombstones without a name', async () => {
    const { id } = await newSession(test.db);
    await grabAccount(test.db, id, account);
    expect(await deleteContacts(test.db, { session_id: id, lock_timeout_ms: 1_000 })).toBe(2);
    expect(await storedContacts(test.db, id)).toEqual([]);
    const count = async (table: string): Promise<number> => {
      const { rows } = await test.db.pool.query(
        `SELECT count(*) AS rows FROM ${table} WHERE session_id = $1`,
        [id],
      );
      return rows[0].rows;
    };
    expect(await count('group_participants')).toBe(0);
    expect(await count('contact_tombstones')).toBe(2);
    expect(await grabAccount(test.db, id, account)).toMatchObject({ saved_count: 2 });
  });

  it('waits for a running grab, within its bound', async () => {
    const { id } = await newSession(test.db);
    const store = await begin(id);
    const options = { session_id: id, lock_timeout_ms: 50 };
    await expect(deleteContacts(test.db, options)).rejects.toMatchObject({
      code: 'GRAB_LOCK_TIMEOUT',
    });
    const scope = { id, workspace_id: null, lock_timeout_ms: 50 };
    await expect(deleteSession(test.db, scope)).rejects.toMatchObject({
      code: 'GRAB_LOCK_TIMEOUT',
    });
    await store.rollback();
    expect(await deleteSession(test.db, scope)).toBe(0);
  });

  it('of a session takes everything of it along', async () => {
    const session = await newSession(test.db);
    await grabAccount(test.db, session.id, account);
    const scope = { id: session.id, workspace_id: session.workspace_id, lock_timeout_ms: 1_000 };
    expect(await deleteSession(test.db, scope)).toBe(2);
    expect(await findSession(test.db, scope)).toBeNull();
    expect(await deleteSession(test.db, scope)).toBeNull();
    await expect(begin(session.id)).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  });
});
