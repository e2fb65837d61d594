import type { SessionRow } from '@grabber/database/sessions/session-row';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsonChunks } from '../../src/mappers/json-chunks.ts';
import { createSemaphore, type Semaphore } from '../../src/primitives/semaphore.ts';
import { readAddressBook } from '../../src/use-cases/contacts/read-address-book.ts';
import { inStreamPlace } from '../../src/use-cases/exports/with-stream-slot.ts';
import { requireSession } from '../../src/use-cases/sessions/require-session.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

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

function answer(session: SessionRow, streams: Semaphore): AsyncGenerator<string> {
  const { signal } = new AbortController();
  const list = () => ({ items: readAddressBook({ db: api.db }, session, { signal }) });
  return inStreamPlace(streams, jsonChunks({ groups: list(), contacts: list() }));
}

it('an answer takes a place only while it is read, and gives it back when its client leaves', async () => {
  const session = await grabbedSession();
  const streams = createSemaphore(1);
  const slow = answer(session, streams);
  expect(streams.isIdle()).toBe(true);
  expect((await slow.next()).value).toContain('"groups"');
  expect(streams.isIdle()).toBe(false);
  await slow.return(undefined);
  expect(streams.isIdle()).toBe(true);
});

it('an answer waits for its place without a database connection, and comes when one is free', async () => {
  const session = await grabbedSession();
  const streams = createSemaphore(1);
  const [first, second] = [answer(session, streams), answer(session, streams)];
  await first.next();
  const busy = api.db.pool.totalCount - api.db.pool.idleCount;
  const waiting = second.next();
  expect(api.db.pool.totalCount - api.db.pool.idleCount).toBe(busy);
  expect(api.db.pool.waitingCount).toBe(0);
  await first.return(undefined);
  expect((await waiting).value).toContain('"groups"');
  await second.return(undefined);
  expect(streams.isIdle()).toBe(true);
});
