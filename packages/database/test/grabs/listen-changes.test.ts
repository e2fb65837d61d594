import type { PoolClient } from 'pg';
import { afterEach, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/connection/open-database.ts';
import { inTransaction } from '../../src/connection/transactions.ts';
import { announceContacts } from '../../src/contacts/announce-contacts.ts';
import { listUnfinishedGrabs } from '../../src/grabs/find-grabs.ts';
import {
  type ContactsChange,
  type GrabChange,
  listenChanges,
  type SessionChange,
} from '../../src/grabs/listen-changes.ts';
import { addExclusion, deleteExclusion } from '../../src/privacy/exclusions.ts';
import { deleteSession } from '../../src/sessions/delete-session.ts';
import { recordSessionStatus, updateSession } from '../../src/sessions/sessions.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const LISTENERS = "application_name LIKE '% listener' AND datname = current_database()";

const test = withTestDatabase();
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close();
});

function listen() {
  const changes: GrabChange[] = [];
  const sessions: SessionChange[] = [];
  const contacts: ContactsChange[] = [];
  const seen = { changes, begun: 0, lost: 0 };
  const listener = listenChanges(test.db, {
    onGrab: (change) => void changes.push(change),
    onSession: (change) => void sessions.push(change),
    onContacts: (change) => void contacts.push(change),
    onListening() {
      seen.begun += 1;
    },
    onLost() {
      seen.lost += 1;
    },
  });
  open.push(listener);
  return { changes, sessions, contacts, seen, close: () => listener.close() };
}

async function begun(seen: { begun: number }, times = 1) {
  await vi.waitFor(() => expect(seen.begun).toBe(times));
}

type Grab = { readonly id: string; readonly session_id: string };

async function queued(session_id: string): Promise<Grab> {
  const { rows } = await test.db.pool.query(
    `INSERT INTO grabs (session_id, kind, state, created_at)
     VALUES ($1, 'all', 'queued', now()) RETURNING id, session_id`,
    [session_id],
  );
  return rows[0];
}

async function runAndFail(): Promise<Grab> {
  const { id: session_id } = await newSession(test.db);
  const grab = await queued(session_id);
  for (const state of ['running', 'running', 'failed']) {
    const finished_at = state === 'failed' ? new Date() : null;
    const values = [state, finished_at, grab.id];
    await test.db.pool.query('UPDATE grabs SET state = $1, finished_at = $2 WHERE id = $3', values);
  }
  return grab;
}

const statesOf = (changes: readonly GrabChange[], { id }: Grab) =>
  changes.filter(({ grab_id }) => grab_id === id).map(({ state }) => state);

it('tells every state of a grab in order, with its session, to all who listen', async () => {
  const listeners = [listen(), listen()];
  for (const { seen } of listeners) await begun(seen);
  const grab = await runAndFail();
  for (const { changes } of listeners) {
    await vi.waitFor(() => expect(statesOf(changes, grab)).toContain('failed'));
    expect(statesOf(changes, grab)).toEqual(['queued', 'running', 'failed']);
    expect(changes[0]?.session_id).toBe(grab.session_id);
  }
});

it('tells that a session was created, renamed and deleted, and nothing of its status', async () => {
  const { seen, sessions } = listen();
  await begun(seen);
  const { id, workspace_id } = await newSession(test.db);
  const now = new Date();
  const status = { status: 'connected', phone_number: '628', last_error: null } as const;
  await recordSessionStatus(test.db, { id, ...status, connected_at: now, now });
  for (const name of ['Toko', 'Toko']) {
    await updateSession(test.db, { id, workspace_id }, { name, now });
  }
  await updateSession(test.db, { id, workspace_id }, { external_id: 'toko-1', now });
  await deleteSession(test.db, { id, workspace_id, lock_timeout_ms: 5_000 });
  await vi.waitFor(() => expect(sessions.at(-1)).toMatchObject({ change: 'delete' }));
  const changes = ['insert', 'update', 'update', 'delete'];
  expect(sessions).toEqual(changes.map((change) => ({ session_id: id, workspace_id, change })));
});

it('tells of contacts that changed once a transaction, when it commits, and of an undone exclusion', async () => {
  const { seen, contacts } = listen();
  await begun(seen);
  const { id: session_id, workspace_id } = await newSession(test.db);
  const announce = (client: PoolClient) => announceContacts(client, session_id);
  const undone = inTransaction(test.db, 'BEGIN', async (client) => {
    await announce(client);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  await inTransaction(test.db, 'BEGIN', async (client) => {
    for (let n = 0; n < 3; n += 1) await announce(client);
  });
  const named = { workspace_id, exclusion_key: TEST_EXCLUSION_KEY, addresses: ['628@c.us'] };
  const { id } = await addExclusion(test.db, named);
  await deleteExclusion(test.db, { id, workspace_id });
  await vi.waitFor(() => expect(contacts).toHaveLength(3));
  const ofWorkspace = { session_id: null, workspace_id };
  expect(contacts).toEqual([{ session_id, workspace_id }, ofWorkspace, ofWorkspace]);
});

it('passes over what is no change of a grab', async () => {
  const { seen, changes } = listen();
  await begun(seen);
  for (const payload of ['', 'x', 'null', '5', '{}', '{"grab_id":1}']) {
    await test.db.pool.query("SELECT pg_notify('grab_changed', $1)", [payload]);
  }
  const grab = await runAndFail();
  await vi.waitFor(() => expect(statesOf(changes, grab)).toContain('failed'));
  expect(changes).toHaveLength(3);
});

it('listens again after its connection was lost, and says both', async () => {
  const { seen, changes } = listen();
  await begun(seen);
  await test.db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${LISTENERS}`,
  );
  await begun(seen, 2);
  expect(seen.lost).toBe(1);
  const grab = await runAndFail();
  await vi.waitFor(() => expect(statesOf(changes, grab)).toContain('failed'));
});

it('leaves no connection when it is closed, also while it cannot connect', async () => {
  const { seen, close } = listen();
  await begun(seen);
  await close();
  await vi.waitFor(async () => {
    const { rows } = await test.db.pool.query(`SELECT FROM pg_stat_activity WHERE ${LISTENERS}`);
    expect(rows).toEqual([]);
  });
  const nowhere = openDatabase('postgres://x:y@127.0.0.1:1/z');
  const lost = vi.fn();
  const listener = listenChanges(nowhere, {
    onGrab() {},
    onSession() {},
    onContacts() {},
    onLost: lost,
  });
  await vi.waitFor(() => expect(lost).toHaveBeenCalled());
  await listener.close();
  await nowhere.close();
});

it('the grabs that have not ended are listed, of some sessions or of all', async () => {
  const { session_id } = await runAndFail();
  const grab = await queued(session_id);
  const { id: other } = await newSession(test.db);
  const listed = async (session_ids: string[] | null) =>
    (await listUnfinishedGrabs(test.db, { session_ids })).map(({ id }) => id);
  expect(await listed([session_id])).toEqual([grab.id]);
  expect(await listed([other])).toEqual([]);
  expect(await listed([])).toEqual([]);
  expect(await listed(null)).toContain(grab.id);
});
