import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, linkToken, signIn } from '../support/browser.ts';
import { connectedSession, createSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const PARTNER = 'https://partner.example.org';

let api: TestApi;
let browser: Browser;
let session: string;
beforeAll(async () => {
  api = await startTestApi({ corsOrigins: [PARTNER] });
  browser = await signIn(api, { token: await linkToken(api) });
  session = await connectedSession(api);
});
afterAll(() => api.stop());

const withCookie = (path: string, method: string, headers: Record<string, string> = {}) => {
  const { cookie } = browser;
  const body = method === 'POST' ? { body: { name: 'x', start: false } } : {};
  return request(api, path, { key: null, method, ...body, headers: { cookie, ...headers } });
};
const OWN = { 'x-requested-with': 'console' };

describe('a request with the cookie that changes something', () => {
  it('needs the header of the console', async () => {
    const before = (await browser.ask('/api/sessions')).body.data.sessions.length;
    const callsBefore = api.engine.calls.length;
    const changes: [string, string][] = [
      ['/api/sessions', 'POST'],
      [`/api/sessions/${session}`, 'DELETE'],
      ['/api/console/session', 'DELETE'],
      // They are grabs, whatever their method is.
      [`/api/sessions/${session}/grab-all`, 'GET'],
      [`/api/sessions/${session}/grab-all`, 'HEAD'],
    ];
    for (const [path, method] of changes) {
      for (const headers of [{}, { 'x-requested-with': 'XMLHttpRequest' }]) {
        const answer = await withCookie(path, method, headers);
        expect([path, method, answer.status]).toEqual([path, method, 403]);
        if (method !== 'HEAD') expect(answer.body.code).toBe('CROSS_ORIGIN');
      }
    }
    expect(api.engine.calls).toHaveLength(callsBefore);
    expect((await browser.ask('/api/sessions')).body.data.sessions).toHaveLength(before);
    expect((await withCookie('/api/sessions', 'POST', OWN)).status).toBe(201);
    const grab = await withCookie(`/api/sessions/${session}/grab-all`, 'GET', OWN);
    expect(grab.status).toBe(200);
  });

  it('does not need it with a key', async () => {
    const path = `/api/sessions/${await createSession(api)}`;
    const headers = { cookie: browser.cookie, origin: PARTNER };
    expect((await request(api, path, { method: 'DELETE', headers })).status).toBe(200);
  });
});

describe('a request with the cookie from a page', () => {
  const { host } = new URL('http://127.0.0.1:1');
  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of the same host', { origin: `http://${host}` }],
    ['no origin', { origin: 'null' }],
    ['an origin that CORS allows', { origin: PARTNER }],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ['the same site, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ])('of %s is refused, also when it only reads', async (_, headers) => {
    for (const method of ['GET', 'POST']) {
      const answer = await withCookie('/api/sessions', method, { ...OWN, ...headers });
      expect([answer.status, answer.body.code]).toEqual([403, 'CROSS_ORIGIN']);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('of its own is served', async () => {
    const own = [{ origin: api.url }, { 'sec-fetch-site': 'same-origin' }];
    for (const headers of own) {
      expect((await withCookie('/api/sessions', 'POST', { ...OWN, ...headers })).status).toBe(201);
      expect((await withCookie('/api/sessions', 'GET', headers)).status).toBe(200);
    }
    // An address that a person typed.
    const typed = { 'sec-fetch-site': 'none' };
    expect((await withCookie('/api/sessions', 'GET', typed)).status).toBe(200);
  });
});

it('no page of another origin signs its visitor in', async () => {
  for (const origin of ['https://evil.example', PARTNER]) {
    const { answer } = await signIn(api, { key: ADMIN_KEY }, { origin });
    expect([answer.status, answer.body.code]).toEqual([403, 'CROSS_ORIGIN']);
    expect(answer.headers.get('set-cookie')).toBeNull();
  }
  const form = await fetch(`${api.url}/api/console/session`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ key: ADMIN_KEY }),
  });
  expect(form.status).toBe(415);
  await form.text();
});

it('a preflight of another origin allows neither the cookie nor the header', async () => {
  const answer = await request(api, '/api/sessions', {
    method: 'OPTIONS',
    key: null,
    headers: { origin: PARTNER, 'access-control-request-method': 'POST' },
  });
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  expect(answer.headers.get('access-control-allow-headers')).not.toMatch(/x-requested-with/i);
});

it('below a path the cookie goes there alone, and the page may come from the public address', async () => {
  const publicUrl = 'https://example.org/whatsapp';
  const below = await startTestApi({ publicUrl });
  try {
    const { body } = await request(below, '/api/console/links', { method: 'POST' });
    expect(body.data.url).toMatch(/^https:\/\/example\.org\/whatsapp\/#sign-in=/);
    const token = await linkToken(below);
    const origin = 'https://example.org';
    const { answer, ask } = await signIn(below, { token }, { origin });
    expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/whatsapp; .*; Secure$/);
    const made = await ask('/whatsapp/api/sessions', {
      method: 'POST',
      body: { name: 'x', start: false },
      headers: { origin },
    });
    expect(made.status).toBe(201);
    const out = await ask('/api/console/session', { method: 'DELETE', headers: { origin } });
    expect(out.headers.get('set-cookie')).toMatch(/^wcg_session=; Path=\/whatsapp; Max-Age=0;/);
  } finally {
    await below.stop();
  }
});
