import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSemaphore } from '../src/semaphore.ts';
import { readAddressBook } from '../src/use-cases/read-address-book.ts';
import { requireSession } from '../src/use-cases/require-session.ts';
import { connectedSession, request } from './support/request.ts';
import { startTestApi, type TestApi } from './support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

async function grabbedSession() {
  const id = await connectedSession(api, { contacts: [engineContact()] });
  await request(api, `/api/sessions/${id}/grab-all`);
  const access = { keyId: 'test', workspaceId: null, scopes: new Set<string>() };
  return requireSession({ db: api.db }, access, id);
}

it('an answer takes a place only while it is read, and gives it back when its client leaves', async () => {
  const session = await grabbedSession();
  const streams = createSemaphore(1);
  const slow = readAddressBook({ db: api.db, streams }, session, {})[Symbol.asyncIterator]();
  expect(streams.isIdle()).toBe(true);
  expect((await slow.next()).value).toHaveLength(1);
  expect(streams.isIdle()).toBe(false);
  await slow.return?.();
  expect(streams.isIdle()).toBe(true);
});

it('an answer waits for its place without a database connection, and comes when one is free', async () => {
  const session = await grabbedSession();
  const streams = createSemaphore(1);
  const read = () => readAddressBook({ db: api.db, streams }, session, {})[Symbol.asyncIterator]();
  const [first, second] = [read(), read()];
  await first.next();
  const busy = api.db.pool.totalCount - api.db.pool.idleCount;
  const waiting = second.next();
  expect(api.db.pool.totalCount - api.db.pool.idleCount).toBe(busy);
  expect(api.db.pool.waitingCount).toBe(0);
  await first.return?.();
  expect((await waiting).value).toHaveLength(1);
  await second.return?.();
  expect(streams.isIdle()).toBe(true);
});
