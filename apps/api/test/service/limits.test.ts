import { API_ROUTES } from '@grabber/contracts/api/routes';
import { buildPath, type RouteContract } from '@grabber/contracts/route';
import { afterEach, describe, expect, it } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { createSession, request } from '../support/request.ts';
import { sampleParams } from '../support/sample-params.ts';
import { sampleRequest } from '../support/sample-request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const clock = () => new Date();
let api: TestApi;
afterEach(() => api.stop());

async function start(requestsPerMinute = 0, failuresPerMinute = 0): Promise<void> {
  api = await startTestApi({ rateLimits: { requestsPerMinute, failuresPerMinute } });
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
    details: [{ path: 'request', message: 'The body is not valid JSON.' }],
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
