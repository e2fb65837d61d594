import { once } from 'node:events';
import { get as httpGet, request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { EXPORT_FORMAT_NAMES } from '@grabber/contracts/api/export';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { buildPath, type RouteContract } from '@grabber/contracts/route';
import { grabAccount } from '@grabber/database/testing/grab-account';
import { createHttpServer } from '@grabber/service-kit/http-server';
import { createLogger } from '@grabber/service-kit/logger';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { boundAnswers } from '../../src/plugins/bound-answers.ts';
import { compressAnswers } from '../../src/plugins/compress-answers.ts';
import { NO_ACCESS } from '../../src/use-cases/access/access.ts';
import { exportAccount } from '../support/export-account.ts';
import { createSession } from '../support/request.ts';
import { sampleParams } from '../support/sample-params.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const DECODE: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  zstd: zstdDecompressSync,
  br: brotliDecompressSync,
  gzip: gunzipSync,
};
const ENCODINGS = Object.keys(DECODE);

/** More than sockets, buffers and a compressor hold: each with a text that hardly shrinks. */
const LARGE_ROWS = 8_000;

let api: TestApi;
let id: string;
let large: string;
beforeAll(async () => {
  api = await startTestApi();
  id = await createSession(api);
  await grabAccount(api.db, id, exportAccount(1_000));
  large = await createSession(api, 'Large');
  await api.db.pool.query(
    `INSERT INTO contacts (session_id, contact_id, type, phone_number, about, created_at, written_at,
       created_change, changed_change)
     SELECT $1, '62812' || n || '@s.whatsapp.net', 'individual', '62812' || n,
       (SELECT string_agg(md5(n || '-' || part), '') FROM generate_series(1, 50) part),
       now(), now(), 1, 1
     FROM generate_series(1000001, 1000000 + $2::int) n`,
    [large, LARGE_ROWS],
  );
});
afterAll(() => api.stop());

/** The answer as it was sent: `fetch` would decode it. */
async function open(path: string, accept?: string): Promise<IncomingMessage> {
  const headers = { 'x-api-key': ADMIN_KEY, ...(accept && { 'accept-encoding': accept }) };
  const sent = httpGet(`${api.url}/api/sessions/${id}/${path}`, { headers, agent: false });
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer;
}

async function get(path: string, accept?: string) {
  const answer = await open(path, accept);
  const bytes = Buffer.concat(await Array.fromAsync(answer));
  const { 'content-encoding': encoding, vary } = answer.headers;
  return { status: answer.statusCode, bytes, encoding, vary };
}

describe.each(ENCODINGS)('a client that takes %s', (name) => {
  it.each([
    ...['contacts', 'contacts?limit=500', 'contacts/export?format=csv'],
    ...['contacts/export?format=vcard', 'contacts/export?format=ndjson'],
    ...['contacts/export?format=json', 'contacts/export?profile=outlook'],
  ])('gets the same in a fraction of the bytes: %s', async (path) => {
    const plain = await get(path);
    const compressed = await get(path, name);
    expect([plain.encoding, compressed.encoding]).toEqual([undefined, name]);
    expect([plain.vary, compressed.vary]).toEqual(['accept-encoding', 'accept-encoding']);
    expect(DECODE[name]?.(compressed.bytes).equals(plain.bytes)).toBe(true);
    expect(compressed.bytes.length).toBeLessThan(plain.bytes.length / 3);
  });
});

it.each([
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, deflate, br', 'br'],
  ['gzip, deflate', 'gzip'],
  ['x-gzip', 'gzip'],
  ['*', 'gzip'],
  ['GZIP;Q=0.5, br;q=0.4', 'gzip'],
  ['zstd;q=0, br;q=0.1', 'br'],
  ['gzip;q=0, *', undefined],
  ['deflate', undefined],
  ['identity', undefined],
  ['gzip;q=0.5, identity;q=1', undefined],
  ['gzip;q=broken', undefined],
  [',;q=,', undefined],
])('of what a client takes, the cheapest that it likes best is sent: %s', async (accept, name) => {
  expect((await get('contacts?limit=500', accept)).encoding).toBe(name);
});

it('what does not shrink is sent as it is: workbooks, small answers, refusals', async () => {
  const accept = 'gzip, br, zstd';
  for (const path of ['contacts/export?format=xlsx', 'status', 'contacts?limit=none']) {
    expect((await get(path, accept)).encoding, path).toBeUndefined();
  }
});

it('events are never held back by a compressor', async () => {
  const routes: readonly RouteContract[] = Object.values(API_ROUTES);
  const streams = routes.filter(({ eventStream }) => eventStream);
  expect(streams.length).toBeGreaterThan(0);
  for (const route of streams) {
    const headers = { 'x-api-key': ADMIN_KEY, 'accept-encoding': 'gzip, br, zstd' };
    const url = `${api.url}${buildPath(route, sampleParams(id))}`;
    const sent = httpRequest(url, { headers, agent: false }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.on('error', () => {});
    expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([200, undefined]);
    const [first] = await once(answer, 'data');
    expect(String(first)).toContain('event: snapshot');
    sent.destroy();
  }
});

/** Connections whose last statement is an export's. */
async function activeExports(): Promise<number[]> {
  const { rows } = await api.db.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (%'`,
  );
  return rows.map(({ pid }) => pid);
}

describe.each(ENCODINGS)('an export as %s', (name) => {
  const openLarge = async () => {
    const headers = { 'x-api-key': ADMIN_KEY, 'accept-encoding': name };
    const url = `${api.url}/api/sessions/${large}/contacts/export?format=ndjson`;
    const sent = httpRequest(url, { headers, agent: false }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    expect(answer.headers['content-encoding']).toBe(name);
    answer.on('error', () => {});
    return { answer, leave: () => sent.destroy() };
  };
  const untilNoneIsLeft = () => vi.waitFor(async () => expect(await activeExports()).toEqual([]));

  it('waits for its client, and ends the query when the client leaves, without an error', async () => {
    const logged = api.logs.length;
    const { leave } = await openLarge();
    expect(await activeExports()).toHaveLength(1);
    leave();
    await untilNoneIsLeft();
    const levels = api.logs.slice(logged).map(({ level }) => level);
    expect(levels).not.toContain('error');
  });

  it('breaks off where its rows do, and is no whole file then', async () => {
    const { answer } = await openLarge();
    const [pid] = await activeExports();
    const logged = api.logs.length;
    await api.db.pool.query('SELECT pg_terminate_backend($1)', [pid]);
    await expect(Array.fromAsync(answer)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await untilNoneIsLeft();
    const errors = () =>
      api.logs.slice(logged).flatMap(({ level, msg }) => (level === 'error' ? [msg] : []));
    await vi.waitFor(() => expect(errors()).toEqual(['Answer broke off']));
  });
});

it('an empty export is a whole file in each format, compressed too', async () => {
  for (const format of EXPORT_FORMAT_NAMES) {
    const path = `contacts/export?format=${format}&search=nosuchname`;
    const [plain, compressed] = [await get(path), await get(path, 'gzip')];
    expect(compressed.status).toBe(200);
    // A workbook has the time of its making.
    if (format !== 'xlsx') expect(gunzipSync(compressed.bytes)).toEqual(plain.bytes);
  }
});

it('what waits for clients is bounded as it is without a compressor', async () => {
  const text = 'x'.repeat(20_000_000);
  const app = createHttpServer({
    logger: createLogger({ service: 'test', level: 'silent' }),
    onError: (error) => ({ status: error.status, body: { code: error.code } }),
  });
  app.decorateRequest('access');
  app.addHook('onRequest', async (request) => {
    request.access = { ...NO_ACCESS, workspaceId: 'a' };
  });
  boundAnswers(app, text.length * 3);
  compressAnswers(app);
  app.get('/large', async () => text);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const ask = async (path: string, accept: string) => {
    const headers = { 'accept-encoding': accept };
    const [answer] = await once(httpGet({ port, path, headers, agent: false }), 'response');
    return (answer as IncomingMessage).pause();
  };
  const unread = await ask('/large', 'identity');
  expect(unread.statusCode).toBe(200);
  const refused = await ask('/large', 'gzip');
  expect([refused.statusCode, refused.headers['content-encoding']]).toEqual([429, undefined]);
  expect(JSON.parse(String((await Array.fromAsync(refused)).join('')))).toEqual({
    code: 'RATE_LIMITED',
  });
  unread.destroy();
  app.server.closeAllConnections();
  await app.close();
});
