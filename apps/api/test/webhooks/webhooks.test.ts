import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WEBHOOK_EVENTS, type WebhookEventType } from '@grabber/contracts/api/webhook';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

type Received = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at bodies that they expect
  readonly body: any;
};

const LONG = { timeout: 60_000, interval: 50 };
let api: TestApi;
let answer: (response: ServerResponse, received: Received) => void;
const received: Received[] = [];
const server = createServer(async (message, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const one = { path: message.url ?? '', headers: message.headers, text, body: JSON.parse(text) };
  received.push(one);
  answer(response, one);
});
const fine = (response: ServerResponse) => response.end('thanks');
const refuse = (response: ServerResponse) => response.writeHead(500).end('not now');
const url = (path = '/hook') => {
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}${path}`;
};

beforeAll(async () => {
  answer = fine;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  api = await startTestApi({ works: true });
  // The pauses of a test are short; those of an installation grow to hours.
  Object.assign(api.context.webhooks, { retryDelaysMs: [100], giveUpAfterMs: 86_400_000 });
});
afterEach(async () => {
  answer = fine;
  await api.db.pool.query('DELETE FROM webhooks');
  received.length = 0;
});
afterAll(async () => {
  await api.stop();
  server.closeAllConnections();
  server.close();
});

async function aWebhook(choices: object = {}) {
  const body = { url: url(), ...choices };
  const created = await request(api, '/api/webhooks', { method: 'POST', body });
  expect(created.status, created.text).toBe(201);
  return created.body.data;
}

const grab = async (id: string) => {
  const { status } = await request(api, `/api/sessions/${id}/grab-all`);
  expect(status).toBe(200);
};
const contacts = (count: number, name = 'A') =>
  Array.from({ length: count }, (_, index) =>
    engineContact({ phone: `62812${1_000_000 + index}`, name: `${name} ${index}` }),
  );
const arrived = (type: string) => received.filter(({ body }) => body.type === type);

function expectSigned({ headers, text }: Received, secret: string): void {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  expect(String(headers['webhook-signature']).split(' ')).toContain(`v1,${signature}`);
}

it('delivers what a grab changed, in order, signed, with a length and without personal data', async () => {
  const { secret } = await aWebhook({ event_types: ['contact.created', 'grab.finished'] });
  const id = await connectedSession(api, { contacts: contacts(3) });
  await grab(id);
  await vi.waitFor(() => expect(arrived('grab.finished')).toHaveLength(1), LONG);
  expect(received.map(({ body }) => body.type)).toEqual([
    ...Array(3).fill('contact.created'),
    'grab.finished',
  ]);
  const ids = received.map(({ headers }) => Number(String(headers['webhook-id']).slice(4)));
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  for (const one of received) {
    expectSigned(one, secret);
    expect(one.headers['content-length']).toBe(String(Buffer.byteLength(one.text)));
    expect(one.headers['transfer-encoding']).toBeUndefined();
    const schema = WEBHOOK_EVENTS[one.body.type as WebhookEventType];
    expect([...Compile(schema).Errors(one.body.data)]).toEqual([]);
    expect(one.text).not.toMatch(/62812|@/);
  }
});

it('sends nothing for a grab that changed nothing', async () => {
  const id = await connectedSession(api, { contacts: contacts(2) });
  await grab(id);
  await aWebhook({ event_types: ['contact.changed', 'grab.finished'] });
  await grab(id);
  api.engine.setAccount(id, { contacts: contacts(2, 'B') });
  await grab(id);
  await vi.waitFor(() => expect(arrived('grab.finished')).toHaveLength(1), LONG);
  expect(arrived('contact.changed')).toHaveLength(2);
});

it('sends up to the chosen number of events in one request', async () => {
  const { secret } = await aWebhook({ max_batch: 100, event_types: ['contact.created'] });
  const id = await connectedSession(api, { contacts: contacts(150) });
  await grab(id);
  const count = () =>
    received.reduce((sum, { body }) => sum + (body.data.events as unknown[]).length, 0);
  await vi.waitFor(() => expect(count()).toBe(150), LONG);
  expect(received.map(({ body }) => body.data.events.length)).toEqual([100, 50]);
  for (const one of received) expectSigned(one, secret);
});

it('sends again what failed, and nothing overtakes it', async () => {
  const { webhook_id } = await aWebhook({ event_types: ['contact.created'] });
  let failures = 3;
  answer = (response) => (failures-- > 0 ? refuse(response) : fine(response));
  const id = await connectedSession(api, { contacts: contacts(2) });
  await grab(id);
  await vi.waitFor(() => expect(received).toHaveLength(5), LONG);
  const [first, ...others] = received.map(({ headers }) => headers['webhook-id']);
  expect(others.slice(0, 3)).toEqual([first, first, first]);
  expect(others[3]).not.toBe(first);
  await vi.waitFor(async () => {
    const { body } = await request(api, `/api/webhooks/${webhook_id}/deliveries`);
    expect(body.data.deliveries.map((one: { attempt: number }) => one.attempt)).toEqual([
      1, 4, 3, 2, 1,
    ]);
    expect(body.data.deliveries.at(-1)).toMatchObject({
      delivered: false,
      status: 500,
      error: 'REFUSED',
      response_excerpt: 'not now',
    });
  }, LONG);
});

it('gives up a receiver that is gone, says so, and catches up when it is enabled again', async () => {
  const { webhook_id } = await aWebhook({ event_types: ['contact.created'] });
  answer = (response) => response.writeHead(410).end();
  const id = await connectedSession(api, { contacts: contacts(2) });
  await grab(id);
  const state = async () => (await request(api, `/api/webhooks/${webhook_id}`)).body.data;
  await vi.waitFor(async () => expect((await state()).status).toBe('dead'), LONG);
  expect(await state()).toMatchObject({ enabled: false, dead_reason: 'GONE' });
  // The webhook shows as dead before it is counted and in the audit.
  await vi.waitFor(async () => {
    const audit = await request(api, '/api/audit?limit=1000');
    expect(audit.body.data.entries).toContainEqual(
      expect.objectContaining({ method: 'GIVE_UP', code: 'WEBHOOK_GONE' }),
    );
  }, LONG);
  const metrics = await request(api, '/metrics');
  expect(metrics.text).toContain('grabber_api_webhooks_given_up_total{reason="GONE"} 1');
  received.length = 0;
  answer = fine;
  const enable = { method: 'PATCH', body: { enabled: true } };
  const { body } = await request(api, `/api/webhooks/${webhook_id}`, enable);
  expect(body.data).toMatchObject({ status: 'active', dead_reason: null });
  await vi.waitFor(() => expect(received).toHaveLength(2), LONG);
});

it('gives up a receiver that has failed for too long', async () => {
  const { webhook_id } = await aWebhook({ event_types: ['contact.created'] });
  answer = refuse;
  const id = await connectedSession(api, { contacts: contacts(1) });
  await grab(id);
  await vi.waitFor(() => expect(received.length).toBeGreaterThan(0), LONG);
  await api.db.pool.query("UPDATE webhook_positions SET failing_since = now() - interval '2 days'");
  await vi.waitFor(async () => {
    const { body } = await request(api, `/api/webhooks/${webhook_id}`);
    expect(body.data).toMatchObject({ status: 'dead', dead_reason: 'FAILING' });
  }, LONG);
});

it('follows no redirect, and waits for no receiver that hangs', async () => {
  const { webhook_id } = await aWebhook();
  answer = (response) => response.writeHead(302, { location: url('/other') }).end();
  const test = () => request(api, `/api/webhooks/${webhook_id}/test`, { method: 'POST' });
  expect((await test()).body.data).toMatchObject({ status: 302, error: 'REDIRECTED' });
  answer = () => {};
  Object.assign(api.context.webhooks, { timeoutMs: 300 });
  expect((await test()).body.data).toMatchObject({ status: null, error: 'TIMEOUT' });
  Object.assign(api.context.webhooks, { timeoutMs: 15_000 });
  expect(received.map(({ path }) => path)).toEqual(['/hook', '/hook']);
});

it('tests a receiver at once, and shows the beginning of its answer alone', async () => {
  const { webhook_id, secret } = await aWebhook({ enabled: false });
  answer = (response) => response.end('x'.repeat(100_000));
  const { body } = await request(api, `/api/webhooks/${webhook_id}/test`, { method: 'POST' });
  expect(body.data).toMatchObject({ delivered: true, status: 200, event_count: 0 });
  expect(body.data.response_excerpt).toHaveLength(1_024);
  expect(received[0]?.body).toMatchObject({ type: 'webhook.test', data: { webhook_id } });
  if (received[0]) expectSigned(received[0], secret);
});

it('signs with both secrets while they overlap, and stores none of them in clear', async () => {
  const { webhook_id, secret } = await aWebhook();
  const rotate = (overlap_seconds: number) =>
    request(api, `/api/webhooks/${webhook_id}/rotate-secret`, {
      method: 'POST',
      body: { overlap_seconds },
    });
  const rotated = (await rotate(3_600)).body.data;
  await request(api, `/api/webhooks/${webhook_id}/test`, { method: 'POST' });
  for (const one of received) {
    expectSigned(one, rotated.secret);
    expectSigned(one, secret);
  }
  await rotate(0);
  received.length = 0;
  await request(api, `/api/webhooks/${webhook_id}/test`, { method: 'POST' });
  expect(String(received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(1);
  const { rows } = await api.db.pool.query('SELECT secret, previous_secret FROM webhooks');
  expect(JSON.stringify(rows)).not.toContain('whsec_');
  const shown = await request(api, `/api/webhooks/${webhook_id}`);
  expect(shown.text).not.toContain('whsec_');
});

it('sends again one delivery, or all since an event', async () => {
  const { webhook_id } = await aWebhook({ event_types: ['contact.created'] });
  const id = await connectedSession(api, { contacts: contacts(3) });
  await grab(id);
  await vi.waitFor(() => expect(received).toHaveLength(3), LONG);
  const path = `/api/webhooks/${webhook_id}`;
  const log = await vi.waitFor(async () => {
    const { body } = await request(api, `${path}/deliveries`);
    expect(body.data.deliveries).toHaveLength(3);
    return body.data.deliveries;
  }, LONG);
  const { delivery_id, first_event_id } = log[2];
  received.length = 0;
  const again = await request(api, `${path}/deliveries/${delivery_id}/replay`, { method: 'POST' });
  expect(again.body.data).toMatchObject({ delivered: true, first_event_id, attempt: 2 });
  expect(received).toHaveLength(1);
  received.length = 0;
  const after = { method: 'POST', body: { after: first_event_id } };
  expect((await request(api, `${path}/replay`, after)).status).toBe(200);
  await vi.waitFor(() => expect(received).toHaveLength(2), LONG);
});

it('refuses a private address, and a text that is not an address', async () => {
  for (const bad of [
    'http://10.0.0.1/',
    'http://169.254.169.254/latest',
    'http://[::ffff:10.0.0.1]/',
    'http://[fd00:ec2::254]/',
    'http://0xa.1/',
    'ftp://example.com',
    'https://user:password@example.com',
    'not an address',
  ]) {
    const { status, body } = await request(api, '/api/webhooks', {
      method: 'POST',
      body: { url: bad },
    });
    expect([bad, status, body.code]).toEqual([bad, 400, 'VALIDATION_FAILED']);
  }
});

it('is for sessions of its workspace alone, and names the one that it does not know', async () => {
  const session = await connectedSession(api, { contacts: [] });
  const unknown = '01890a5d-ac96-774b-bcce-b302099a8057';
  const refusal = {
    status: 400,
    body: {
      code: 'VALIDATION_FAILED',
      details: [{ path: 'body.session_ids.1', message: 'is not a session of the workspace' }],
    },
  };
  const options = {
    headers: { 'accept-language': 'en' },
    body: { session_ids: [session, unknown] },
  };
  const body = { url: url(), ...options.body };
  expect(await request(api, '/api/webhooks', { ...options, method: 'POST', body })).toMatchObject(
    refusal,
  );
  const { webhook_id } = await aWebhook({ session_ids: [session] });
  const path = `/api/webhooks/${webhook_id}`;
  expect(await request(api, path, { ...options, method: 'PATCH' })).toMatchObject(refusal);
  expect((await request(api, path)).body.data.session_ids).toEqual([session]);
});

it('shows no webhook to a key of another workspace', async () => {
  const { webhook_id } = await aWebhook();
  await request(api, '/api/workspaces', { method: 'POST', body: { name: 'elsewhere' } });
  const key = await request(api, '/api/keys', {
    method: 'POST',
    body: { name: 'k', scopes: ['manage'], workspace: 'elsewhere' },
  });
  const options = { key: key.body.data.key };
  const found = await request(api, `/api/webhooks/${webhook_id}`, options);
  expect([found.status, found.body.code]).toEqual([404, 'WEBHOOK_NOT_FOUND']);
  const listed = await request(api, '/api/webhooks', options);
  expect(listed.body.data.webhooks).toEqual([]);
});
