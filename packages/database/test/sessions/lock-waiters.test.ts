import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { deleteContacts, deleteWorkspaceContacts } from '../../src/contacts/delete-contacts.ts';
import { queueGrab } from '../../src/grabs/queue-grab.ts';
import { GrabLockTimeout } from '../../src/sessions/lock-session.ts';
import { createSession } from '../../src/sessions/sessions.ts';
import { beginGrabStore } from '../../src/store/begin-grab-store.ts';
import { contactEntry, person } from '../../src/testing/entries.ts';
import { TEST_EXCLUSION_KEY } from '../../src/testing/exclusion-key.ts';
import { grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { withTestDatabase } from '../support/with-test-database.ts';

const test = withTestDatabase();
/** More than the pool has connections. */
const WAITERS = 25;
const SETTLE_MS = 300;

function begin(session_id: string) {
  const now = () => new Date();
  const exclusion_key = TEST_EXCLUSION_KEY;
  const options = { session_id, kind: 'all', exclusion_key, now, lock_timeout_ms: 1_000 } as const;
  return beginGrabStore(test.db, options);
}

it('deletions that wait for a grab leave connections for all else', async () => {
  const { id: session_id } = await newSession(test.db);
  const store = await begin(session_id);
  const waiting = Array.from({ length: WAITERS }, () =>
    deleteContacts(test.db, { session_id, lock_timeout_ms: 20_000 }),
  );
  await sleep(SETTLE_MS);
  await test.db.ping();
  await store.rollback();
  expect(await Promise.all(waiting)).toEqual(Array(WAITERS).fill(0));
});

it('a session that is being grabbed does not keep the others of its workspace from being cleared', async () => {
  const first = await newSession(test.db);
  const { workspace_id } = first;
  const others = [];
  for (const name of ['two', 'three', 'four']) {
    others.push(await createSession(test.db, { workspace_id, name, now: new Date() }));
  }
  const sessions = [first, ...others].map(({ id }) => id).sort();
  for (const id of sessions) {
    await grabAccount(test.db, id, { contacts: [contactEntry(person('628101'))] });
  }
  const store = await begin(sessions[0]!);
  const clear = () => deleteWorkspaceContacts(test.db, { workspace_id, lock_timeout_ms: 50 });
  await expect(clear()).rejects.toThrow(GrabLockTimeout);
  await store.rollback();
  expect(await clear()).toBe(1);
});

it('a request for a grab waits a limited time behind other requests', async () => {
  const { id: session_id } = await newSession(test.db);
  const asked = { session_id, kind: 'all', refresh: false, confirm_removals: false } as const;
  const wanted = { ...asked, now: new Date() };
  const entered = Promise.withResolvers<void>();
  const stalled = Promise.withResolvers<void>();
  const first = queueGrab(test.db, { ...wanted, lock_timeout_ms: 1_000 }, () => {
    entered.resolve();
    return stalled.promise;
  });
  await entered.promise;
  const late = queueGrab(test.db, { ...wanted, lock_timeout_ms: 50 }, async () => undefined);
  await expect(late).rejects.toThrow(GrabLockTimeout);
  stalled.resolve();
  expect((await first).joined).toBe(false);
});
