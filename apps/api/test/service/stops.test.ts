import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { openDatabase } from '@grabber/database/connection/open-database';
import { contactEntry, person } from '@grabber/database/testing/entries';
import { grabAccount } from '@grabber/database/testing/grab-account';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type ApiProcess, startApiProcess } from '../support/api-process.ts';
import { phoneOf } from '../support/export-account.ts';
import { request } from '../support/request.ts';
import { ADMIN_KEY } from '../support/test-api.ts';

/** More than sockets and buffers between Postgres and a client hold. */
const ROWS = 30_000;
const NAME = 'Nama yang panjang sekali '.repeat(10);

let database: TestDatabase;
let engine: FakeEngine;
let api: ApiProcess;
let sessionId: string;
const leave: (() => void)[] = [];

beforeAll(async () => {
  database = await createTestDatabase(testServerUrl());
  engine = await startFakeEngine();
  api = await start();
  const created = await request(api, '/api/sessions', { method: 'POST', body: { name: 'Stops' } });
  sessionId = created.body.data.session_id;
  engine.setSession(sessionId, { status: 'connected' });
  const db = openDatabase(database.url);
  const contacts = Array.from({ length: ROWS }, (_, index) =>
    contactEntry(person(phoneOf(index)), { name: NAME }),
  );
  await grabAccount(db, sessionId, { contacts });
  await db.close();
  await api.end('SIGTERM');
});
afterAll(async () => {
  await engine.close();
  await database.drop();
});
beforeEach(async () => {
  api = await start();
});
afterEach(async () => {
  for (const each of leave.splice(0)) each();
  engine.clearFaults();
  if (api.process.exitCode === null) await api.end('SIGKILL');
});

function start(): Promise<ApiProcess> {
  const env = { API_SHUTDOWN_GRACE_MS: '300' };
  return startApiProcess({ databaseUrl: database.url, engine, env });
}

/** The head of an answer whose body is not read. */
async function openAnswer(path: string): Promise<IncomingMessage> {
  const headers = { 'x-api-key': ADMIN_KEY };
  const sent = httpRequest(`${api.url}${path}`, { headers, agent: false });
  sent.on('error', () => {});
  leave.push(() => sent.destroy());
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  sent.end();
  const [answer] = await answered;
  answer.on('error', () => {});
  expect(answer.statusCode).toBe(200);
  return answer;
}

/** A request that the API has taken and not answered. */
async function openGrab(path: string): Promise<void> {
  engine.setFault('readAll', { kind: 'hang' });
  const headers = { 'x-api-key': ADMIN_KEY };
  const sent = httpRequest(`${api.url}${path}`, { headers, agent: false });
  sent.on('error', () => {});
  leave.push(() => sent.destroy());
  sent.end();
  await vi.waitFor(() => expect(api.output.join()).toContain('Grabbing all contacts'));
}

const contacts = () => `/api/sessions/${sessionId}/contacts`;

/** Each kind of open answer, and how a client opens one. */
const OPEN_ANSWERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'an export whose client does not read': () => openAnswer(`${contacts()}/export?format=csv`),
  'an archive whose client does not read': () => openAnswer(`${contacts()}/export?format=xlsx`),
  'a list whose client does not read': () => openAnswer(contacts()),
  'a stream of events': () => openAnswer('/api/events'),
  'a grab that waits for the engine': () => openGrab(`/api/sessions/${sessionId}/grab-all`),
  'a connection without a request': async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    leave.push(() => socket.destroy());
    socket.on('error', () => {});
    await once(socket, 'connect');
  },
  'a request that does not end': async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    leave.push(() => socket.destroy());
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write('POST /api/sessions HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n{');
  },
};

it.each(Object.keys(OPEN_ANSWERS))('ends on SIGTERM with 0 in spite of %s', async (kind) => {
  await OPEN_ANSWERS[kind]?.();
  const exited = once(api.process, 'exit');
  api.process.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

it('ends with 0 in spite of all of them at once, told twice', async () => {
  for (const open of Object.values(OPEN_ANSWERS)) await open();
  const exited = once(api.process, 'exit');
  api.process.kill('SIGTERM');
  await vi.waitFor(() => expect(api.output.join()).toContain('"Closing"'));
  api.process.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});
