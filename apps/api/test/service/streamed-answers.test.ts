import type { SessionRow } from '@grabber/database/sessions/session-row';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { createFairSemaphore, type FairSemaphore } from '@grabber/primitives/fair-semaphore';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsonChunks, jsonValue } from '../../src/mappers/json-chunks.ts';
import { readAddressBook } from '../../src/use-cases/contacts/read-address-book.ts';
import {
  withStreamSlot,
  withSureStreamSlot,
} from '../../src/use-cases/exports/with-stream-slot.ts';
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
  const access = { workspaceId: null, sessionIds: null };
  return requireSession({ db: api.db }, access, id);
}

function answer(session: SessionRow, streams: FairSemaphore): AsyncGenerator<string> {
  const { signal } = new AbortController();
  const options = { language: 'id', signal } as const;
  const list = () => ({ items: readAddressBook({ db: api.db }, session, {}, options) });
  return withStreamSlot(
    { semaphore: streams, share: 'a workspace' },
    jsonChunks({ groups: list(), contacts: list() }),
  );
}

it('an answer counts only while it is read, and no more when its client has left', async () => {
  const session = await grabbedSession();
  const streams = createFairSemaphore({ total: 1 });
  const slow = answer(session, streams);
  expect(streams.inUse()).toBe(0);
  expect((await slow.next()).value).toContain('"groups"');
  expect(streams.inUse()).toBe(1);
  await slow.return(undefined);
  expect(streams.inUse()).toBe(0);
});

it('an answer waits without a database connection, and comes when one is free', async () => {
  const session = await grabbedSession();
  const streams = createFairSemaphore({ total: 1 });
  const [first, second] = [answer(session, streams), answer(session, streams)];
  await first.next();
  const busy = api.db.pool.totalCount - api.db.pool.idleCount;
  const waiting = second.next();
  expect(api.db.pool.totalCount - api.db.pool.idleCount).toBe(busy);
  expect(api.db.pool.waitingCount).toBe(0);
  await first.return(undefined);
  expect((await waiting).value).toContain('"groups"');
  await second.return(undefined);
  expect(streams.inUse()).toBe(0);
});

it("a grab's answer waits until a connection is free or its client leaves, and is never refused", async () => {
  const streams = createFairSemaphore({ total: 1 });
  const release = await streams.acquire('another workspace');
  const slot = { semaphore: streams, share: 'a workspace' };
  const pages = () => jsonChunks({ success: jsonValue(true) });
  const controller = new AbortController();
  const left = withSureStreamSlot(slot, pages(), controller.signal).next();
  const waits = withSureStreamSlot(slot, pages(), new AbortController().signal).next();
  controller.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  release();
  expect((await waits).value).toBe('{"success":true}');
});
