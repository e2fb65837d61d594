import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { grabInState, queueGrab } from '../support/durable-grabs.ts';
import { connectedSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const PLACES = 2;
/** More than the sockets between the API and a client take in. */
const MANY_CONTACTS = 15_000;
const account = { groups: [engineGroup()], contacts: [engineContact()] };

let api: TestApi;
beforeAll(async () => {
  // One workspace alone gets half.
  api = await startTestApi({ maxGrabRequests: 2 * PLACES, works: true });
});
afterEach(() => api.engine.clearFaults());
afterAll(() => api.stop());

const grab = (id: string, signal = new AbortController().signal) =>
  request(api, `/api/sessions/${id}/grab-all`, { signal });
const callsOf = (id: string) => api.engine.calls.filter(({ sessionId }) => sessionId === id).length;
const grabRowsOf = async (id: string) =>
  (await api.db.pool.query('SELECT 1 FROM grabs WHERE session_id = $1', [id])).rowCount;
const allFree = () =>
  vi.waitFor(() => {
    const { places, streams } = api.context.grabAnswers;
    expect([places.inUse(), streams.inUse()]).toEqual([0, 0]);
  });

/** Takes all places: one caller starts a grab that waits in its read, the others join it. */
async function takeAllPlaces() {
  const id = await connectedSession(api, account);
  const gate = api.engine.pauseReads('all', 1);
  const before = api.grabRequests();
  const controllers = Array.from({ length: PLACES }, () => new AbortController());
  const answers = controllers.map(({ signal }) => grab(id, signal));
  for (const answer of answers) answer.catch(() => undefined);
  await gate.reached;
  await vi.waitFor(() => expect(api.grabRequests()).toBe(before + PLACES));
  return { id, gate, controllers, answers };
}

/** A client that has the head of its grab's answer, and reads no further. */
async function slowGrab(id: string): Promise<IncomingMessage> {
  const url = `${api.url}/api/sessions/${id}/grab-all`;
  const [response] = await once(get(url, { headers: { 'x-api-key': ADMIN_KEY } }), 'response');
  return response.pause();
}

describe('while all places for the answers of grabs are taken', () => {
  it('a grab is refused before the engine is asked and before anything is stored', async () => {
    const id = await connectedSession(api, account);
    const { gate, answers } = await takeAllPlaces();
    const callsBefore = callsOf(id);
    const { status, body, headers } = await grab(id);
    expect([status, body.code]).toEqual([429, 'RATE_LIMITED']);
    expect(headers.get('retry-after')).toBe('30');
    expect(callsOf(id)).toBe(callsBefore);
    expect(await grabRowsOf(id)).toBe(0);
    gate.open();
    expect(await Promise.all(answers.map(async (one) => (await one).status))).toEqual([200, 200]);
    expect((await grab(id)).status).toBe(200);
  });

  it('a caller who would join a running grab is refused, too', async () => {
    const { id, gate, answers } = await takeAllPlaces();
    expect((await grab(id)).status).toBe(429);
    gate.open();
    await Promise.all(answers);
    expect(await grabRowsOf(id)).toBe(1);
    await allFree();
  });

  it('lists and exports are answered, and background grabs run', async () => {
    const id = await connectedSession(api, account);
    const { gate, answers } = await takeAllPlaces();
    const list = await request(api, `/api/sessions/${id}/contacts`);
    expect(list.body.data.contacts).toEqual([]);
    const file = await request(api, `/api/sessions/${id}/contacts/export?format=csv`);
    expect(file.status).toBe(200);
    const queued = await queueGrab(api, id, { kind: 'contacts' });
    expect(queued.status).toBe(202);
    await grabInState(api, queued, 'complete');
    gate.open();
    await Promise.all(answers);
    await allFree();
  });
});

describe('a place is free again after', () => {
  // Before the tests whose clients leave: fetch opens an unused connection after that, and the API ends it.
  it('a slow reader: it holds its place until it has left', async () => {
    const contacts = Array.from({ length: MANY_CONTACTS }, (_, n) =>
      engineContact({ phone: `62812${String(n).padStart(8, '0')}`, name: 'name '.repeat(20) }),
    );
    const id = await connectedSession(api, { contacts });
    const readers = [await slowGrab(id), await slowGrab(id)];
    expect(readers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const other = await connectedSession(api, account);
    expect((await grab(other)).status).toBe(429);
    expect(await grabRowsOf(other)).toBe(0);
    expect((await request(api, `/api/sessions/${other}/contacts`)).status).toBe(200);
    for (const reader of readers) reader.destroy();
    await allFree();
    expect((await grab(other)).status).toBe(200);
  });

  it('grabs that were answered', async () => {
    const { gate, answers } = await takeAllPlaces();
    gate.open();
    await Promise.all(answers);
    await allFree();
  });

  it('grabs that failed', async () => {
    const { answers } = await takeAllPlaces();
    await api.engine.goDown();
    expect(await Promise.all(answers.map(async (one) => (await one).status))).toEqual([502, 502]);
    await api.engine.comeUp();
    await allFree();
  });

  it('a session that is not connected', async () => {
    const id = await connectedSession(api, account);
    api.engine.setSession(id, { status: 'disconnected' });
    expect((await grab(id)).status).toBe(409);
    await allFree();
  });

  it('a client that left in the middle, while the grab goes on for another one', async () => {
    const { controllers, answers, gate } = await takeAllPlaces();
    controllers[0]?.abort();
    await vi.waitFor(() => expect(api.context.grabAnswers.places.inUse()).toBe(PLACES - 1));
    gate.open();
    expect((await answers[1])?.status).toBe(200);
    await allFree();
  });

  it('a client that sent all its requests at once on one connection, and left', async () => {
    const id = await connectedSession(api, account);
    const gate = api.engine.pauseReads('all', 1);
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    const head = `GET /api/sessions/${id}/grab-all HTTP/1.1\r\nHost: ${hostname}\r\nX-API-Key: ${ADMIN_KEY}`;
    socket.write(`${head}\r\n\r\n`.repeat(PLACES));
    await gate.reached;
    await vi.waitFor(() => expect(api.context.grabAnswers.places.inUse()).toBe(PLACES));
    socket.destroy();
    await allFree();
    gate.open();
  });
});
