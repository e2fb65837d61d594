import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { defineRoute } from '@grabber/contracts/route';
import { Type } from 'typebox';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHttpServer, type HttpServer } from '../src/http-server.ts';
import { createLogger } from '../src/logger.ts';
import { registerRoute } from '../src/register-route.ts';
import { ServiceError } from '../src/service-error.ts';

const SESSION = '01234567-0123-4123-8123-0123456789ab';
const route = defineRoute({
  id: 'probe',
  method: 'POST',
  path: '/sessions/:id/probe',
  access: 'open',
  summary: 'A route for this test.',
  params: Type.Object({ id: Type.String() }),
  query: Type.Object(
    { type: Type.Optional(Type.Union([Type.Literal('group'), Type.Literal('individual')])) },
    { additionalProperties: false },
  ),
  body: Type.Object({ count: Type.Integer() }, { additionalProperties: false }),
  responses: { 200: Type.Object({ count: Type.Integer() }) },
});

let app: HttpServer;
let lines: string[];

beforeEach(() => {
  lines = [];
  app = createHttpServer({
    logger: createLogger({
      service: 'test',
      level: 'info',
      destination: { write: (line: string) => void lines.push(line) },
    }),
    onError: (error, request) => ({
      status: error.status,
      body: { code: error.code, details: error.details, request_id: request.id },
    }),
  });
  registerRoute(app, route, async (request) => {
    if (request.body.count < 0) throw new Error('6281234567890 broke it');
    if (request.body.count === 0)
      throw new ServiceError('ENGINE_FULL', 'Full.', { retryAfterSeconds: 7 });
    return { count: request.body.count };
  });
});
afterEach(() => app.close());

const post = (body: object, query = '') =>
  app.inject({ method: 'POST', url: `/sessions/${SESSION}/probe${query}`, payload: body });

it('serves a contract value, uncached and with a request id', async () => {
  const answer = await post({ count: 3 });
  expect(answer.json()).toEqual({ count: 3 });
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

it('says which field is wrong and why, for body and query alike', async () => {
  const body = await post({ count: 'three', more: 1 });
  expect(body.statusCode).toBe(400);
  expect(
    body
      .json()
      .details.map((detail: { path: string }) => detail.path)
      .sort(),
  ).toEqual(['body.count', 'body.more']);
  const query = await post({ count: 1 }, '?type=people');
  expect(query.json().details).toEqual([
    {
      path: 'querystring.type',
      message: {
        en: 'must be one of "group", "individual"',
        id: 'harus salah satu dari "group", "individual"',
      },
    },
  ]);
});

it.each([
  ['an unknown route', 'GET', '/nowhere', undefined, 404, 'ROUTE_NOT_FOUND'],
  ['a URL that cannot be decoded', 'GET', '/%ff', undefined, 400, 'VALIDATION_FAILED'],
  ['broken JSON', 'POST', `/sessions/${SESSION}/probe`, '{', 400, 'VALIDATION_FAILED'],
  [
    'a large body',
    'POST',
    `/sessions/${SESSION}/probe`,
    `"${'x'.repeat(70_000)}"`,
    413,
    'PAYLOAD_TOO_LARGE',
  ],
] as const)('answers %s in its own error body', async (_, method, url, payload, status, code) => {
  const answer = await app.inject({
    method,
    url,
    ...(payload && { payload, headers: { 'content-type': 'application/json' } }),
  });
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

it('tells a refused caller when to try again', async () => {
  const answer = await post({ count: 0 });
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '7']);
});

it('hides an unexpected error from the caller and logs it once, without the number in it', async () => {
  const answer = await post({ count: -1 });
  expect(answer.json().code).toBe('INTERNAL_ERROR');
  expect(answer.body).not.toContain('broke');
  const errors = lines.filter((line) => JSON.parse(line).level === 'error');
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('broke it');
  expect(errors[0]).not.toContain('62812');
});

it('logs one line per request with the template of the route instead of its URL', async () => {
  await post({ count: 1 }, '?type=group');
  await app.inject({ method: 'POST', url: '/sessions/6281234567890/probe', payload: { count: 1 } });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { method: 'POST', route: '/sessions/:id/probe', status: 200, session_id: SESSION },
    { method: 'POST', route: '/sessions/:id/probe', status: 200 },
  ]);
  expect(lines.join('')).not.toContain('62812');
});

it('answers a HEAD with 404, because it must not run its GET', async () => {
  app.get('/probe', async () => ({}));
  expect((await app.inject({ method: 'GET', url: '/probe' })).statusCode).toBe(200);
  expect((await app.inject({ method: 'HEAD', url: '/probe' })).statusCode).toBe(404);
});

it('ends a connection after the answer that was in progress when the server closed', async () => {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { promise: closing, resolve: close } = Promise.withResolvers<void>();
  app.addHook('preClose', async () => close());
  app.get('/slow', async () => {
    enter();
    await gate;
    return {};
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const answer = fetch(`${url}/slow`);
  await entered;
  const closed = app.close();
  await closing;
  open();
  expect((await answer).headers.get('connection')).toBe('close');
  await closed;
});

it('answers requests during the closing with SHUTTING_DOWN, a request id and Retry-After', async () => {
  const url = { current: '' };
  const answers: Response[] = [];
  app.addHook('preClose', async () => {
    for (const path of [`/sessions/${SESSION}/probe`, '/nowhere']) {
      answers.push(await fetch(`${url.current}${path}`, { method: 'POST' }));
    }
  });
  url.current = await app.listen({ host: '127.0.0.1', port: 0 });
  await app.close();
  expect(answers).toHaveLength(2);
  for (const answer of answers) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    const { code, request_id } = (await answer.json()) as Record<string, string>;
    expect(code).toBe('SHUTTING_DOWN');
    expect(request_id).toBe(answer.headers.get('x-request-id'));
  }
});

it('logs a request whose client left', async () => {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  app.get('/never', async () => {
    enter();
    return new Promise(() => {});
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const controller = new AbortController();
  const answer = fetch(`${url}/never`, { signal: controller.signal }).catch(() => 'gone');
  await entered;
  controller.abort();
  expect(await answer).toBe('gone');
  await vi.waitFor(() => expect(lines.join('')).toContain('Request aborted by the client'));
});

async function sendRaw(text: string): Promise<{ status: number; body: Record<string, string> }> {
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end(text);
  const [head = '', body = ''] = (await readText(socket)).split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), body: JSON.parse(body) };
}

it('answers headers that are too large in its own error body', async () => {
  const answer = await sendRaw(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: a\r\n\r\n`);
  expect(answer.status).toBe(431);
  expect(answer.body).toMatchObject({
    code: 'HEADERS_TOO_LARGE',
    request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

it('answers a request that is not HTTP in its own error body', async () => {
  const answer = await sendRaw('hello\r\n\r\n');
  expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_FAILED']);
});

it.each([
  ['10', 200],
  ['1.5', 400],
  ['1e2', 400],
  ['0x10', 400],
  ['ten', 400],
  // An empty parameter counts as absent.
  ['', 200],
])('accepts "%s" in a query as a whole number only if it is one', async (limit, status) => {
  const paged = defineRoute({
    id: 'paged',
    method: 'GET',
    path: '/paged',
    access: 'open',
    summary: 'A page for this test.',
    query: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1 })) }),
    responses: { 200: Type.Object({ limit: Type.Optional(Type.Integer()) }) },
  });
  registerRoute(app, paged, async (request) => ({ limit: request.query.limit ?? 0 }));
  const answer = await app.inject({ method: 'GET', url: `/paged?limit=${limit}` });
  expect(answer.statusCode).toBe(status);
  if (status === 200) expect(answer.json()).toEqual({ limit: Number(limit) });
});
