import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { buildPath, type RouteContract } from '@grabber/contracts/route';
import { createHttpServer } from '@grabber/service-kit/http-server';
import { createLogger } from '@grabber/service-kit/logger';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { boundAnswers } from '../../src/plugins/bound-answers.ts';
import { NO_ACCESS } from '../../src/use-cases/access/access.ts';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { createSession, request } from '../support/request.ts';
import { sampleParams } from '../support/sample-params.ts';
import { sampleRequest } from '../support/sample-request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const clock = () => new Date();
/** More than the kernel takes for a client that does not read. */
const LARGE = 'x'.repeat(20_000_000);
let api: TestApi;
afterEach(() => api.stop());

async function start(
  requestsPerMinute = 0,
  failuresPerMinute = 0,
  workspaceRequestsPerMinute = 0,
): Promise<void> {
  const rateLimits = { requestsPerMinute, failuresPerMinute, workspaceRequestsPerMinute };
  api = await startTestApi({ rateLimits });
}

const ask = (key: string | null) => request(api, '/api/sessions', { key });

describe('requests of one key', () => {
  it('above the limit are refused with 429 and when to come back; those of other keys are not', async () => {
    await start(3);
    const input = { name: 'busy', scopes: ['read'] } as const;
    const { key } = await createKey({ db: api.db, clock }, input);
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await ask(key)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await ask(key);
    expect(refused.body).toMatchObject({ success: false, code: 'RATE_LIMITED' });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await ask(ADMIN_KEY)).status).toBe(200);
  });

  it('are counted over all routes together', async () => {
    await start(2);
    const id = await createSession(api);
    expect((await request(api, `/api/sessions/${id}`)).status).toBe(200);
    expect((await request(api, `/api/sessions/${id}/status`)).status).toBe(429);
  });

  it('that lack the scope count, too', async () => {
    await start(1);
    const input = { name: 'curious', scopes: ['read'] } as const;
    const { key } = await createKey({ db: api.db, clock }, input);
    const forbidden = () => request(api, '/api/keys', { key });
    expect([(await forbidden()).status, (await forbidden()).status]).toEqual([403, 429]);
  });
});

describe('requests without a valid key', () => {
  it('are refused with 429 above the limit of their address, which does not lock valid keys out', async () => {
    await start(0, 2);
    const statuses = [];
    for (const key of ['wrong', null, 'wrong', 'other']) statuses.push((await ask(key)).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    const refused = await ask('wrong');
    expect(refused.body.code).toBe('RATE_LIMITED');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(ADMIN_KEY)).status).toBe(200);
  });
});

describe('above the limit of failures of their address', () => {
  it('wrong keys are not looked up, and a key that was valid lately still gets through', async () => {
    await start(0, 2);
    const input = { name: 'in use', scopes: ['read'] } as const;
    const used = await createKey({ db: api.db, clock }, input);
    const unused = await createKey({ db: api.db, clock }, { ...input, name: 'not in use' });
    expect((await ask(used.key)).status).toBe(200);
    for (let count = 0; count < 3; count += 1) await ask('wrong');
    // Now each look-up fails.
    await api.db.pool.query('ALTER TABLE api_keys RENAME TO other_keys');
    for (const key of ['wrong', 'wcg_0123_other', unused.key]) {
      expect((await ask(key)).status).toBe(429);
    }
    expect((await ask(used.key)).status).toBe(500);
    await api.db.pool.query('ALTER TABLE other_keys RENAME TO api_keys');
    expect((await ask(used.key)).status).toBe(200);
  });
});

describe('connections of one address', () => {
  it('above its limit are closed at once; a closed one makes room', async () => {
    api = await startTestApi({ maxConnectionsPerAddress: 3 });
    const { hostname, port } = new URL(api.url);
    const open = async () => {
      const socket = connect(Number(port), hostname).on('error', () => {});
      await once(socket, 'connect');
      return socket;
    };
    const held = [await open(), await open(), await open()];
    const refused = await open();
    if (!refused.closed) await once(refused, 'close');
    expect(held.every(({ closed }) => !closed)).toBe(true);
    for (const socket of held) socket.destroy();
    await vi.waitFor(async () => expect((await ask(ADMIN_KEY)).status).toBe(200));
  });
});

describe('answers that no client reads', () => {
  it('take a bounded part of the memory, and less than all of it by one workspace', async () => {
    const app = createHttpServer({
      logger: createLogger({ service: 'test', level: 'silent' }),
      onError: (error) => ({ status: error.status, body: { code: error.code } }),
    });
    app.decorateRequest('access');
    app.addHook('onRequest', async (request) => {
      const workspaceId = String(request.headers['x-workspace']);
      request.access = { ...NO_ACCESS, workspaceId };
    });
    boundAnswers(app, 3 * LARGE.length);
    app.get('/large', async () => LARGE);
    app.get('/small', async () => 'small');
    await app.listen({ host: '127.0.0.1', port: 0 });
    api = { stop: () => app.close() } as TestApi;
    const { port } = app.server.address() as AddressInfo;
    const get = async (path: string, workspace: string) => {
      const headers = { 'x-workspace': workspace };
      const [response] = await once(httpGet({ port, path, headers, agent: false }), 'response');
      return (response as IncomingMessage).pause();
    };
    const unread = await get('/large', 'a');
    expect(unread.statusCode).toBe(200);
    expect((await get('/large', 'a')).statusCode).toBe(429);
    expect((await get('/small', 'a')).statusCode).toBe(200);
    const other = await get('/large', 'b');
    expect(other.statusCode).toBe(200);
    for (const response of [unread, other]) response.destroy();
    await vi.waitFor(async () => expect((await get('/large', 'a')).statusCode).toBe(200));
    app.server.closeAllConnections();
  });
});

it('every route refuses a query parameter that it does not know, and names it', async () => {
  await start();
  const id = await createSession(api);
  for (const route of ROUTES) {
    const { path, ...sample } = sampleRequest(route, id);
    const { status, body } = await request(api, `${path}?verbose=1`, sample);
    expect([route.id, status]).toEqual([route.id, 400]);
    const paths = body.details.map((detail: { path: string }) => detail.path);
    expect(paths).toEqual(['query.verbose']);
  }
});

it('every route refuses a body field that it does not know, and names it', async () => {
  await start();
  const id = await createSession(api);
  for (const route of ROUTES.filter(({ method }) => method !== 'GET')) {
    const path = buildPath(route, sampleParams(id));
    const options = { method: route.method, body: { verbose: true } };
    const { status, body } = await request(api, path, options);
    expect([route.id, status]).toEqual([route.id, 400]);
    const paths = body.details.map((detail: { path: string }) => detail.path);
    expect(paths).toContain('body.verbose');
  }
});

it.each([[{}], [[]]])('a route without a body takes %j as none', async (body) => {
  await start();
  const id = await createSession(api);
  const path = `/api/sessions/${id}/start`;
  expect((await request(api, path, { method: 'POST', body })).status).toBe(200);
});

it('a body above 64 KiB is refused with 413, broken JSON with 400 and why', async () => {
  await start();
  const post = (body: string) =>
    fetch(`${api.url}/api/sessions`, {
      method: 'POST',
      headers: { 'x-api-key': ADMIN_KEY, 'content-type': 'application/json' },
      body,
    });
  const large = await post(JSON.stringify({ name: 'x'.repeat(70_000) }));
  expect(large.status).toBe(413);
  expect(await large.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  const broken = await post('{"name":');
  expect(broken.status).toBe(400);
  expect(await broken.json()).toMatchObject({
    code: 'VALIDATION_FAILED',
    details: [{ path: 'request', message: 'Isi permintaan bukan JSON yang valid.' }],
  });
});

it('a query above 16 KiB is refused', async () => {
  await start();
  const { status } = await request(api, `/api/sessions?x=${'x'.repeat(20_000)}`);
  expect(status).toBe(431);
});

it('answers tell browsers not to run, frame or guess anything', async () => {
  await start();
  for (const path of ['/api/sessions', '/health/live', '/nowhere']) {
    const { headers } = await request(api, path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  }
});
