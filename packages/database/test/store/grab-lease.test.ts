import type { PoolClient } from 'pg';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import { deleteContacts } from '../../src/contacts/delete-contacts.ts';
import { findGrab } from '../../src/grabs/find-grabs.ts';
import { markInterruptedGrabs } from '../../src/grabs/mark-interrupted-grabs.ts';
import { GrabLeaseLost } from '../../src/sessions/grab-lease.ts';
import { GrabLockTimeout } from '../../src/sessions/lock-session.ts';
import { beginGrabStore } from '../../src/store/begin-grab-store.ts';
import { StagedRowsMissing } from '../../src/store/check-staged.ts';
import { contactEntry, groupEntry, memberEntry, person } from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { grabAccount, nextTime } from '../../src/testing/grab-account.ts';
import { holdTable } from '../../src/testing/hold-table.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { readGrabInto } from '../support/read-grab.ts';
import { storedContacts } from '../support/stored.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
const LONG_MS = 60_000;
const PATIENCE = { timeout: LONG_MS };

const ani = person('6281000000001', '101');
const account = {
  groups: [{ group: groupEntry('120363000000000007'), members: [memberEntry(ani)] }],
  contacts: [contactEntry(ani)],
};
const others = { contacts: [contactEntry(person('6281000000002', '102'))] };

/** A process of its own, which may go silent. */
let quiet: Database;
beforeAll(() => {
  quiet = openDatabase(test.url);
  return () => quiet.close();
});

function begin(session_id: string, db = test.db, lock_timeout_ms = LONG_MS) {
  const exclusion_key = TEST_EXCLUSION_KEY;
  const options = {
    session_id,
    kind: 'all',
    exclusion_key,
    now: nextTime,
    lock_timeout_ms,
  } as const;
  return beginGrabStore(db, options);
}

/** A grab that has been read; `finish` stores it. */
async function readGrab(db = test.db) {
  const { id } = await newSession(test.db);
  const store = await begin(id, db);
  onTestFinished(() => store.rollback());
  const { grab, outcome } = await readGrabInto(store, account, { db: test.db, session_id: id });
  return { id, store, grab, outcome, finish: () => store.finish(outcome) };
}

/** A grab whose process says nothing for longer than its lease lasts, as if it was paused. */
async function silentGrab() {
  const read = await readGrab(quiet);
  // Those that its heartbeats need.
  const { pool } = quiet.reserved;
  const taken = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  const goOn = () => {
    for (const client of taken) client.release();
  };
  await test.db.pool.query(
    `UPDATE grab_leases SET heartbeat_at = heartbeat_at - interval '1 minute' WHERE session_id = $1`,
    [read.id],
  );
  return { ...read, goOn };
}

/** The connection of the grab that begins next. */
function nextGrabClient(): () => PoolClient {
  let client: PoolClient | undefined;
  test.db.grabPool.once('acquire', (acquired) => {
    client = acquired;
  });
  return () => {
    if (client === undefined) throw new Error('No grab has begun');
    return client;
  };
}

async function idsOf(session_id: string): Promise<string[]> {
  return (await storedContacts(test.db, session_id)).map(({ contact_id }) => contact_id);
}

describe('a grab that is being read', () => {
  it('has no transaction and no row locked, so nothing else waits for it', async () => {
    const { finish } = await readGrab();
    const { rows } = await test.db.pool.query(
      `SELECT state, backend_xid, backend_xmin FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend'
         AND pid <> pg_backend_pid()
         AND (state <> 'idle' OR backend_xid IS NOT NULL OR backend_xmin IS NOT NULL)`,
    );
    expect(rows).toEqual([]);
    expect(await finish()).toMatchObject({ saved_count: 2, total_participants: 1 });
  });

  it('is bounded by Postgres itself, in case that its process does not go on', async () => {
    const client = nextGrabClient();
    await readGrab();
    const bounds = ['statement', 'idle_in_transaction_session', 'idle_session'];
    for (const bound of bounds) {
      const { rows } = await client().query(`SHOW ${bound}_timeout`);
      expect(Object.values(rows[0])).not.toEqual(['0']);
    }
    const { rows } = await client().query(
      `SELECT current_setting('tcp_keepalives_idle') AS asked_after, current_setting('temp_buffers') AS buffers`,
    );
    expect(rows).toEqual([{ asked_after: '10', buffers: '32MB' }]);
  });
});

describe('an owner that is silent', () => {
  it('is taken over, and stores nothing when it goes on', async () => {
    const { id, grab, finish, goOn } = await silentGrab();
    expect(await grabAccount(test.db, id, others)).toMatchObject({ saved_count: 1 });
    goOn();
    await expect(finish()).rejects.toThrow(GrabLeaseLost);
    expect(await idsOf(id)).toEqual(['6281000000002@s.whatsapp.net']);
    expect(await findGrab(test.db, { id: grab.id, session_id: id })).toMatchObject({
      state: 'failed',
      error: { code: 'GRAB_INTERRUPTED' },
    });
  });

  it('learns of it by its next heartbeat', async () => {
    const { id, store, goOn } = await silentGrab();
    const next = await begin(id);
    goOn();
    await vi.waitFor(() => expect(store.lost.aborted).toBe(true), PATIENCE);
    expect(store.lost.reason).toBeInstanceOf(GrabLeaseLost);
    await store.rollback();
    await expect(begin(id, test.db, 50)).rejects.toThrow(GrabLockTimeout);
    await next.rollback();
  });

  it('is ended by the sweep, and stores nothing when it goes on', async () => {
    const { id, grab, finish, goOn } = await silentGrab();
    const marked = await markInterruptedGrabs(test.db, { now: nextTime() });
    expect(marked.failed).toContain(grab.id);
    goOn();
    await expect(finish()).rejects.toThrow(GrabLeaseLost);
    expect(await idsOf(id)).toEqual([]);
  });

  it('does not keep others from deleting the address book', async () => {
    const { id, goOn } = await silentGrab();
    expect(await deleteContacts(test.db, { session_id: id, lock_timeout_ms: 1_000 })).toBe(0);
    goOn();
  });

  it('keeps its session while it stores', async () => {
    const { id, grab, finish, goOn } = await silentGrab();
    const held = await holdTable(test.db, 'contacts');
    onTestFinished(() => held.release());
    const finished = finish();
    await vi.waitFor(async () => expect(await held.waiting()).toBe(1), PATIENCE);
    await expect(begin(id, test.db, 50)).rejects.toThrow(GrabLockTimeout);
    const marked = await markInterruptedGrabs(test.db, { now: nextTime() });
    expect([...marked.failed, ...marked.requeued]).not.toContain(grab.id);
    await held.release();
    expect(await finished).toMatchObject({ saved_count: 2, grab: { state: 'complete' } });
    goOn();
  });
});

it('an owner that lives keeps its session for as long as it reads', async () => {
  const { id, store } = await readGrab();
  const beats = async () => {
    const text = 'SELECT heartbeat_at > $2 AS later FROM grab_leases WHERE session_id = $1';
    const { rows } = await test.db.pool.query(text, [id, begun]);
    expect(rows).toEqual([{ later: true }]);
  };
  const { rows } = await test.db.pool.query('SELECT clock_timestamp() AS begun');
  const [{ begun }] = rows;
  await vi.waitFor(beats, PATIENCE);
  await expect(begin(id, test.db, 50)).rejects.toThrow(GrabLockTimeout);
  expect(store.lost.aborted).toBe(false);
});

it('an owner whose connection has ended is replaced without a wait for its silence', async () => {
  const { id, finish } = await readGrab();
  await test.db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
     WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  const next = await begin(id);
  await expect(finish()).rejects.toThrow();
  await next.rollback();
  expect(await idsOf(id)).toEqual([]);
});

describe('a grab whose staged rows are not those that were read', () => {
  it('stores nothing when Postgres has lost some', async () => {
    const client = nextGrabClient();
    const { id, store, finish } = await readGrab();
    // More than is collected before it is sent.
    const name = 'x'.repeat(20_000);
    const many = Array.from({ length: 100 }, (_, n) =>
      contactEntry(person(String(6_281_100_000_000 + n), String(1_000 + n)), { name }),
    );
    await store.addContacts(many);
    const { rowCount } = await client().query('DELETE FROM staged_contacts');
    expect(rowCount).toBeGreaterThan(0);
    await expect(finish()).rejects.toThrow(StagedRowsMissing);
    expect(await idsOf(id)).toEqual([]);
  });

  it('stores nothing when the trailer of the read says more', async () => {
    const { id, grab, store, outcome } = await readGrab();
    const finished = store.finish({
      ...outcome,
      read: { groups: 1, contacts: 2, participants: 1 },
    });
    await expect(finished).rejects.toThrow(StagedRowsMissing);
    expect(await idsOf(id)).toEqual([]);
    expect(await findGrab(test.db, { id: grab.id, session_id: id })).toMatchObject({
      state: 'running',
    });
  });
});
