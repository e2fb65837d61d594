import { request as httpRequest } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { API_ROUTES } from '@grabber/contracts/api/routes';
import { buildPath, type RouteContract } from '@grabber/contracts/route';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectedSession, createSession, request } from '../support/request.ts';
import { sampleParams } from '../support/sample-params.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
const GET_ROUTES = ROUTES.filter(({ method }) => method === 'GET');
const english = { 'accept-language': 'en' };
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

/** A request as Node sends it: fetch normalises paths and bodies. */
async function send(
  method: string,
  path: string,
  { body = '', headers = {} }: { body?: string | Buffer; headers?: Record<string, string> } = {},
) {
  const { hostname, port } = new URL(api.url);
  const options = { method, hostname, port, path, agent: false };
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const sent = httpRequest(
        { ...options, headers: { 'x-api-key': ADMIN_KEY, ...headers } },
        async (response) => {
          const text = await readText(response);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    },
  );
}

describe('HEAD', () => {
  it.each(GET_ROUTES.map((route) => [route.id, route] as const))(
    '%s answers it as GET, without a body',
    async (_, route) => {
      const id = await createSession(api);
      const path = buildPath(route, sampleParams(id));
      const { status, headers, text } = await send('HEAD', path);
      expect(text).toBe('');
      if (route.eventStream) {
        expect(status).toBe(200);
        expect(headers['content-type']).toMatch(/^text\/event-stream/);
        return;
      }
      // A grab is not safe, so that its HEAD only finds the session.
      const isGrab = route.id.startsWith('grab');
      const got = isGrab ? { status: 200 } : await send('GET', path);
      expect(status).toBe(got.status);
      expect(headers['content-type']).toMatch(/\S/);
    },
  );

  it('of a grab grabs nothing', async () => {
    const id = await connectedSession(api);
    const calls = api.engine.calls.length;
    expect((await send('HEAD', `/api/sessions/${id}/grab-all`)).status).toBe(200);
    expect(api.engine.calls).toHaveLength(calls);
    expect((await send('HEAD', '/api/sessions/none/grab-all')).status).toBe(404);
  });

  it('of an export frees its place', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}/grab-all`);
    for (let count = 0; count < 20; count += 1) {
      const { status } = await send('HEAD', `/api/sessions/${id}/contacts/export?format=csv`);
      expect(status).toBe(200);
    }
  });
});

describe('OPTIONS', () => {
  it('names the methods of each path, without a key', async () => {
    for (const { path } of ROUTES) {
      const methods = ROUTES.filter((route) => route.path === path).map(({ method }) => method);
      const url = path.replaceAll(/:[A-Za-z]+/g, 'x');
      const { status, headers, body } = await request(api, url, { method: 'OPTIONS', key: null });
      expect([path, status, body]).toEqual([path, 204, undefined]);
      const allowed = headers.get('allow')?.split(', ') ?? [];
      for (const method of [...methods, 'OPTIONS']) expect(allowed).toContain(method);
    }
  });
});

describe('text that cannot be decoded', () => {
  it.each(['/api/sessions/%', '/api/sessions/%ff/status', '/api/sessions?x=%', '/%E0%A4%A'])(
    '%s is refused with 400 and what to correct, in both languages',
    async (path) => {
      const indonesian = await send('GET', path);
      expect(indonesian.status).toBe(400);
      const { code, details } = JSON.parse(indonesian.text);
      expect(code).toBe('VALIDATION_FAILED');
      expect(details[0].message).toContain('tulis % sebagai %25');
      const inEnglish = JSON.parse((await send('GET', path, { headers: english })).text);
      expect(inEnglish.details[0].message).toContain('write % as %25');
    },
  );

  it('in a body is refused, and never stored as something else', async () => {
    const body = Buffer.from('{"name":"Kantor \xff"}', 'latin1');
    const before = (await request(api, '/api/sessions')).body.data.sessions;
    const { status, text } = await send('POST', '/api/sessions', {
      body,
      headers: { 'content-type': 'application/json', 'accept-language': 'en' },
    });
    expect(status).toBe(400);
    expect(JSON.parse(text).details).toEqual([{ path: 'body', message: 'must be text in UTF-8' }]);
    expect((await request(api, '/api/sessions')).body.data.sessions).toEqual(before);
  });
});

describe('a body', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'text/html'])(
    'of the type %s is refused with 415',
    async (type) => {
      const headers = { 'content-type': type };
      const answer = await send('POST', '/api/sessions', { body: '{"name":"a"}', headers });
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([
        415,
        'UNSUPPORTED_MEDIA_TYPE',
      ]);
    },
  );

  it('that is empty has no type: PHP and curl name one even so', async () => {
    const id = await createSession(api);
    for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain']) {
      const headers = { 'content-type': type, 'content-length': '0' };
      expect((await send('POST', `/api/sessions/${id}/stop`, { headers })).status).toBe(200);
    }
  });

  it('of [] is the empty object that PHP means, also where fields are needed', async () => {
    const created = await request(api, '/api/sessions', {
      method: 'POST',
      body: [],
      headers: english,
    });
    expect(created.status).toBe(400);
    expect(created.body.details[0].message).toBe('must have required properties name');
    const keyId = (
      await request(api, '/api/keys', { method: 'POST', body: { name: 'a', scopes: ['read'] } })
    ).body.data.key_id;
    const rotated = await request(api, `/api/keys/${keyId}/rotate`, { method: 'POST', body: [] });
    expect(rotated.status).toBe(201);
  });
});

it('an empty parameter of a query counts as absent, whatever its kind', async () => {
  const id = await connectedSession(api);
  await request(api, `/api/sessions/${id}/grab-all?refresh=&include=`);
  const all = (await request(api, `/api/sessions/${id}/contacts?limit=5`)).body;
  const query = 'type=&status=&search=&saved=&in_group=&label=&sort=&total=&cursor=&limit=5';
  const { status, body } = await request(api, `/api/sessions/${id}/contacts?${query}`);
  expect([status, body]).toEqual([200, all]);
});

describe('harmless parameters', () => {
  it('of PHP and table widgets are ignored, and the answer says what to use', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}/grab-all`);
    const path = `/api/sessions/${id}/contacts?type=all&_=1700000000000&_token=abc&page=2&per_page=50&draw=1&start=0&length=10&columns[0][data]=name&order[0][dir]=asc&search[value]=x`;
    const plain = (await request(api, `/api/sessions/${id}/contacts`)).body;
    for (const limit of ['', '&limit=1000']) {
      const { status, body } = await request(api, path + limit, { headers: english });
      expect(status).toBe(200);
      const { warnings, ...rest } = body;
      expect(rest.data.contacts).toEqual(plain.data.contacts);
      const named = warnings.map(({ parameter }: { parameter: string }) => parameter);
      const asked = [...new URL(path, api.url).searchParams.keys()];
      expect(named).toEqual(asked.filter((name) => name !== 'type'));
      const pages = warnings.find((one: { parameter: string }) => one.parameter === 'page');
      expect(pages.message).toContain('cursor=next_cursor');
    }
    const indonesian = await request(api, '/api/sessions?page=2');
    expect(indonesian.body.warnings[0].message).toContain('tidak berpengaruh di sini');
  });

  it('are taken by every route, and no other unknown one is', async () => {
    const id = await createSession(api);
    const routes = GET_ROUTES.filter(({ id: name, eventStream }) => !eventStream && name !== 'x');
    for (const route of routes) {
      const path = buildPath(route, sampleParams(id));
      const { body } = await request(api, `${path}?_=1&page=1&_method=GET`);
      expect([route.id, body?.code]).not.toEqual([route.id, 'VALIDATION_FAILED']);
    }
  });
});

describe('a grab', () => {
  it('with include=counts answers its counts alone', async () => {
    const id = await connectedSession(api);
    for (const path of ['grab-groups', 'grab-contacts', 'grab-all']) {
      const whole = (await request(api, `/api/sessions/${id}/${path}`)).body.data;
      const { status, body } = await request(api, `/api/sessions/${id}/${path}?include=counts`);
      expect(status).toBe(200);
      expect(body.data).not.toHaveProperty('groups');
      expect(body.data).not.toHaveProperty('contacts');
      const { groups: _, contacts: __, ...counts } = whole;
      expect(Object.keys(body.data)).toEqual(Object.keys(counts));
    }
    const { status } = await request(api, `/api/sessions/${id}/grab-all?include=all`);
    expect(status).toBe(400);
  });

  it.each(['GET', 'POST'])(
    'by %s with Prefer: respond-async is queued, and Location finds it',
    async (method) => {
      const id = await connectedSession(api);
      const path = `/api/sessions/${id}/grab-groups`;
      const headers = { prefer: 'wait=5, respond-async' };
      const queued = await request(api, path, { method, headers });
      expect(queued.status).toBe(202);
      expect(queued.headers.get('preference-applied')).toBe('respond-async');
      expect(queued.body.data).toMatchObject({ kind: 'groups', state: 'queued', joined: false });
      const location = new URL(queued.headers.get('location') ?? '', `${api.url}${path}`);
      const found = await request(api, location.pathname);
      expect(found.body.data.grab_id).toBe(queued.body.data.grab_id);
    },
  );
});

describe('behind a proxy with a prefix of its own', () => {
  const queue = async (path: string, headers = {}) => {
    const id = path.split('/').at(-2);
    expect(id).toBeTruthy();
    return request(api, path, { method: 'POST', body: { kind: 'all' }, headers });
  };

  it('Location stays below the prefix, because it is relative', async () => {
    const id = await createSession(api);
    for (const path of [`/api/sessions/${id}/grabs`, `/api/sessions/${id}/grabs/`]) {
      const { headers, body } = await queue(path);
      const asked = `https://example.org/whatsapp${path}`;
      const location = new URL(headers.get('location') ?? '', asked);
      expect(location.href).toBe(
        `https://example.org/whatsapp/api/sessions/${id}/grabs/${body.data.grab_id}`,
      );
    }
  });

  it('so does that of a schedule', async () => {
    const path = `/api/sessions/${await createSession(api)}/schedules`;
    const body = { kind: 'all', every_hours: 24 };
    const { status, headers, body: made } = await request(api, path, { method: 'POST', body });
    expect(status, JSON.stringify(made)).toBe(201);
    const location = new URL(headers.get('location') ?? '', `https://example.org/whatsapp${path}`);
    expect(location.href).toBe(`https://example.org/whatsapp${path}/${made.data.schedule_id}`);
  });

  it('PUBLIC_URL makes it absolute, and its path may come with the requests', async () => {
    await api.stop();
    api = await startTestApi({ publicUrl: 'https://example.org/whatsapp' });
    const id = await createSession(api);
    for (const prefix of ['', '/whatsapp']) {
      const { status, headers, body } = await queue(`${prefix}/api/sessions/${id}/grabs`);
      expect(status).toBe(202);
      expect(headers.get('location')).toBe(
        `https://example.org/whatsapp/api/sessions/${id}/grabs/${body.data.grab_id}`,
      );
    }
  });
});
