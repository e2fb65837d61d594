import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../src/connection/open-database.ts';
import { findGrab } from '../../src/grabs/find-grabs.ts';
import { beginGrabStore, type GrabStore } from '../../src/store/begin-grab-store.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { type HeldTable, holdTable, sessionWaiters } from '../../src/testing/hold-table.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { readGrabInto } from '../support/read-grab.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();

const account = { contacts: [contactEntry(person('6281000000001', '101'))] };
const overdue = new Error('The time is over.');
const LONG_MS = 60_000;

function begin(session_id: string, db = test.db, signal?: AbortSignal): Promise<GrabStore> {
  const lock_timeout_ms = LONG_MS;
  const options = { session_id, kind: 'all', now: nextTime, lock_timeout_ms } as const;
  return beginGrabStore(db, {
    exclusion_key: TEST_EXCLUSION_KEY,
    ...options,
    ...(signal && { signal }),
  });
}

/** A grab that has been read; `finish` begins to store it. */
async function readGrab(db = test.db) {
  const { id } = await newSession(test.db);
  const store = await begin(id, db);
  const { grab, outcome } = await readGrabInto(store, account, { db: test.db, session_id: id });
  const controller = new AbortController();
  const finish = (timeout_ms = LONG_MS) =>
    store.finish(outcome, { signal: controller.signal, timeout_ms });
  return { id, grab, controller, finish };
}

/**
 * Until no statement of the grabs runs: neither the background work of Postgres nor what cancels a statement counts.
 * Others of a grab, as its heartbeat, end by themselves.
 */
async function untilNothingRuns(): Promise<void> {
  await waitFor(async () => {
    const { rows } = await test.db.pool.query(
      `SELECT query FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend'
         AND state <> 'idle' AND pid <> pg_backend_pid() AND query NOT LIKE 'LOCK TABLE%'
         AND query NOT LIKE '%pg_stat_activity%' AND query NOT LIKE '%pg_cancel_backend%'`,
    );
    expect(rows).toEqual([]);
  });
}

/** A trigger that runs `body` whenever contacts were inserted, or when that is committed. */
async function onInsertedContacts(body: string, when: 'at once' | 'at commit'): Promise<void> {
  await test.db.pool.query(
    `CREATE FUNCTION test_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN ${body} RETURN NULL; END $$`,
  );
  await test.db.pool.query(
    when === 'at once'
      ? 'CREATE TRIGGER test AFTER INSERT ON contacts EXECUTE FUNCTION test_trigger()'
      : `CREATE CONSTRAINT TRIGGER test AFTER INSERT ON contacts DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION test_trigger()`,
  );
  onTestFinished(async () => {
    await test.db.pool.query('DROP FUNCTION test_trigger CASCADE');
  });
}

async function untilAsleep(): Promise<void> {
  await waitFor(async () => {
    const { rows } = await test.db.pool.query(
      `SELECT FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event = 'PgSleep'`,
    );
    expect(rows).toHaveLength(1);
  });
}

/** A busy machine may take longer than vitest's one second. */
function waitFor(check: () => Promise<void> | void): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000 });
}

/** Released at the end of the test at the latest. */
async function hold(table: 'contacts' | 'grabs'): Promise<HeldTable> {
  const held = await holdTable(test.db, table);
  onTestFinished(() => held.release());
  return held;
}

describe('a merge whose signal aborts', () => {
  it('ends at once while it waits for a lock: nothing runs, nothing is stored, the session is free', async () => {
    const { id, grab, controller, finish } = await readGrab();
    const held = await hold('contacts');
    const finished = finish();
    await waitFor(async () => expect(await held.waiting()).toBe(1));
    controller.abort(overdue);
    await expect(finished).rejects.toBe(overdue);
    expect(await held.waiting()).toBe(0);
    await untilNothingRuns();
    await (await begin(id)).rollback();
    await held.release();
    expect(await storedContacts(test.db, id)).toEqual([]);
    expect(await findGrab(test.db, { id: grab.id, session_id: id })).toMatchObject({
      state: 'failed',
    });
    expect(await grabAccount(test.db, id, account)).toMatchObject({ saved_count: 1 });
  });

  it.each(['at once', 'at commit'] as const)(
    'ends at once while Postgres works (%s), and nothing is stored',
    async (when) => {
      await onInsertedContacts('PERFORM pg_sleep(600);', when);
      const { id, controller, finish } = await readGrab();
      const finished = finish();
      await untilAsleep();
      controller.abort(overdue);
      await expect(finished).rejects.toBe(overdue);
      await untilNothingRuns();
      expect(await storedContacts(test.db, id)).toEqual([]);
    },
  );

  it('has succeeded when its commit came through all the same', async () => {
    // Its pool has no second connection, so no cancellation reaches the commit.
    const single = openDatabase(test.url, { max: 1 });
    onTestFinished(() => single.close());
    await onInsertedContacts('PERFORM pg_advisory_xact_lock(1);', 'at commit');
    const { id, controller, finish } = await readGrab(single);
    const taken = await single.pool.connect();
    const holder = await test.db.pool.connect();
    await holder.query('SELECT pg_advisory_lock(1)');
    const finished = finish();
    await waitFor(async () => {
      const { rows } = await holder.query(
        `SELECT FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'`,
      );
      expect(rows).toHaveLength(1);
    });
    controller.abort(overdue);
    await holder.query('SELECT pg_advisory_unlock(1)');
    holder.release();
    expect(await finished).toMatchObject({ saved_count: 1 });
    taken.release();
    expect(await storedContacts(test.db, id)).toHaveLength(1);
  });

  it('ends although no connection is left to cancel it', async () => {
    const single = openDatabase(test.url, { max: 1 });
    onTestFinished(() => single.close());
    const { controller, finish } = await readGrab(single);
    const held = await hold('contacts');
    const taken = await single.pool.connect();
    const finished = finish();
    await waitFor(async () => expect(await held.waiting()).toBe(1));
    controller.abort(overdue);
    await expect(finished).rejects.toBe(overdue);
    taken.release();
    await held.release();
  });

  it('does not begin when that was before', async () => {
    const { id, controller, finish } = await readGrab();
    controller.abort(overdue);
    await expect(finish()).rejects.toBe(overdue);
    expect(await storedContacts(test.db, id)).toEqual([]);
  });
});

it('a statement of a merge is ended by Postgres itself when this process cannot', async () => {
  const { id, finish } = await readGrab();
  const held = await hold('contacts');
  await expect(finish(1)).rejects.toMatchObject({ code: '57014' });
  await held.release();
  expect(await storedContacts(test.db, id)).toEqual([]);
});

it('a wait for the grab of another replica ends when its signal aborts', async () => {
  const { id } = await newSession(test.db);
  const store = await begin(id);
  const controller = new AbortController();
  const second = begin(id, test.db, controller.signal);
  await waitFor(async () => expect(await sessionWaiters(test.db)).toBe(1));
  controller.abort(overdue);
  await expect(second).rejects.toBe(overdue);
  await store.rollback();
  await (await begin(id)).rollback();
});
