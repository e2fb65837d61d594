import { request as httpRequest, type IncomingMessage } from 'node:http';
import { EXPORT_FORMAT_NAMES, type ExportFormat } from '@grabber/contracts/api/export';
import { openDatabase } from '@grabber/database/connection/open-database';
import { contactEntry, person } from '@grabber/database/testing/entries';
import { grabAccount } from '@grabber/database/testing/grab-account';
import { createFairSemaphore } from '@grabber/primitives/fair-semaphore';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { exportContacts } from '../../src/use-cases/exports/export-contacts.ts';
import { requireSession } from '../../src/use-cases/sessions/require-session.ts';
import { phoneOf } from '../support/export-account.ts';
import { createSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

/** More than sockets and buffers between Postgres and a client hold. */
const ROWS = 30_000;
const NAME = 'Nama yang panjang sekali '.repeat(10);

let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await createSession(api);
  const contacts = Array.from({ length: ROWS }, (_, index) =>
    // Nothing that would shrink: compressed files must be large, too.
    contactEntry(person(phoneOf(index)), { name: NAME, push_name: noise(index) }),
  );
  await grabAccount(api.db, id, { contacts });
});
afterAll(() => api.stop());

function noise(index: number): string {
  let text = '';
  let state = index + 1;
  while (text.length < 250) {
    state = (Math.imul(state, 48_271) + 11) >>> 0;
    text += state.toString(36);
  }
  return text;
}

/** The answer's head; its body is not read on. */
async function open(path: string): Promise<{ answer: IncomingMessage; leave: () => void }> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = { 'x-api-key': ADMIN_KEY };
  const sent = httpRequest(`${api.url}${path}`, { headers, agent: false }, resolve);
  sent.on('error', reject).end();
  const answer = await promise;
  answer.on('error', () => {});
  return { answer, leave: () => sent.destroy() };
}

/** Connections whose last statement is an export's: one that ended well has a COMMIT after it. */
async function activeExports(): Promise<number[]> {
  const { rows } = await api.db.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
     AND query LIKE 'COPY (%'`,
  );
  return rows.map(({ pid }) => pid);
}

const path = (format: string) => `/api/sessions/${id}/contacts/export?format=${format}`;
const untilNoneIsLeft = () =>
  vi.waitFor(async () => expect(await activeExports()).toEqual([]), 10_000);

it.each(EXPORT_FORMAT_NAMES)(
  'a client that does not read on keeps the database waiting, and ends the query when it leaves: %s',
  async (format) => {
    const { answer, leave } = await open(path(format));
    expect(answer.statusCode).toBe(200);
    expect(await activeExports()).toHaveLength(1);
    leave();
    await untilNoneIsLeft();
  },
);

it.each(EXPORT_FORMAT_NAMES)(
  'what fails in the middle breaks the connection off, whatever has been sent: %s',
  async (format) => {
    const { answer } = await open(path(format));
    const [pid] = await activeExports();
    const logged = api.logs.length;
    await api.db.pool.query('SELECT pg_terminate_backend($1)', [pid]);
    const bytes = async () => {
      let count = 0;
      for await (const chunk of answer) count += chunk.length;
      return count;
    };
    await expect(bytes()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await untilNoneIsLeft();
    const read = () => api.logs.slice(logged).map(({ level, msg }) => [level, msg]);
    await vi.waitFor(() => expect(read()).toContainEqual(['error', 'Answer broke off']));
    const lines = read();
    expect(lines).not.toContainEqual(['info', 'Request aborted by the client']);
  },
);

it('what fails before the first byte is an error as any other', async () => {
  const broken = openDatabase(api.databaseUrl);
  const replica = await startTestApi({ beside: api, db: broken });
  await broken.pool.query('ALTER TABLE contacts RENAME COLUMN push_name TO other_name');
  try {
    for (const format of EXPORT_FORMAT_NAMES) {
      const { status, body, headers } = await request(replica, path(format));
      expect([status, body.code]).toEqual([500, 'INTERNAL_ERROR']);
      expect(headers.get('content-disposition')).toBeNull();
      expect(headers.get('content-type')).toMatch(/^application\/json/);
    }
  } finally {
    await broken.pool.query('ALTER TABLE contacts RENAME COLUMN other_name TO push_name');
    await replica.stop();
  }
});

it('an export counts against its workspace, and no more however it ends', async () => {
  const access = { workspaceId: null, sessionIds: null };
  const session = await requireSession({ db: api.db }, access, id);
  const exports = createFairSemaphore({ total: 1 });
  const context = { db: api.db, exports, clock: () => new Date() };
  const file = (format: ExportFormat, signal = new AbortController().signal) =>
    exportContacts(context, session, { format }, { share: 'a workspace', signal }).chunks;
  for (const format of EXPORT_FORMAT_NAMES) {
    const left = file(format);
    await left.next();
    expect(exports.inUse()).toBe(1);
    await left.return(undefined);
    expect(exports.inUse()).toBe(0);

    const controller = new AbortController();
    const aborted = file(format, controller.signal);
    await aborted.next();
    controller.abort(new Error('gone'));
    await expect(Array.fromAsync(aborted)).rejects.toThrow('gone');
    expect(exports.inUse()).toBe(0);
  }
  const whole = (await Array.fromAsync(file('ndjson'))).join('');
  expect(whole.split('\n')).toHaveLength(ROWS + 1);
  expect(exports.inUse()).toBe(0);
});
