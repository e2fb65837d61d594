import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi, WEBHOOKS } from '../support/test-api.ts';
import { accept, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const LONG = { timeout: 60_000, interval: 50 };
let api: TestApi;
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  api = await startTestApi({ works: true });
  // The pauses of a test are short. When to give up is as in an installation.
  Object.assign(api.context.webhooks, { retryDelaysMs: [100] });
});
afterEach(async () => {
  receiver.answer = accept;
  await api.db.pool.query('DELETE FROM webhooks; DELETE FROM webhook_events');
  receiver.received.length = 0;
});
afterAll(async () => {
  await api.stop();
  receiver.close();
});

const contacts = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    engineContact({ phone: `62812${1_000_000 + index}`, name: `A ${index}` }),
  );

async function aWebhook(choices: object = {}): Promise<string> {
  const body = { url: receiver.url(), event_types: ['contact.created'], ...choices };
  const created = await request(api, '/api/webhooks', { method: 'POST', body });
  expect(created.status, created.text).toBe(201);
  return created.body.data.webhook_id;
}

async function grabbed(count: number): Promise<string> {
  const id = await connectedSession(api, { contacts: contacts(count) });
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);
  return id;
}

const stateOf = async (id: string) => (await request(api, `/api/webhooks/${id}`)).body.data;
const auditOf = async () => (await request(api, '/api/audit?limit=1000')).body.data.entries;

it('gives a receiver up after three days without success, and not before', async () => {
  receiver.answer = (response) => response.writeHead(503).end();
  const id = await aWebhook();
  await grabbed(1);
  await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(0), LONG);
  const failingFor = (text: string) =>
    api.db.pool.query('UPDATE webhook_positions SET failing_since = now() - $1::interval', [text]);
  await failingFor('2 days 23 hours');
  const before = receiver.received.length;
  await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThan(before + 1), LONG);
  expect(await stateOf(id)).toMatchObject({ status: 'active', dead_reason: null });
  await failingFor('3 days');
  await vi.waitFor(async () => expect((await stateOf(id)).status).toBe('dead'), LONG);
  expect(await stateOf(id)).toMatchObject({ enabled: false, dead_reason: 'FAILING' });
  await vi.waitFor(async () => {
    const given = expect.objectContaining({ method: 'GIVE_UP', code: 'WEBHOOK_FAILING' });
    expect(await auditOf()).toContainEqual(given);
  }, LONG);
  const warned = api.logs.filter(({ msg }) => msg === 'Webhook given up');
  expect(warned).toMatchObject([{ webhook_id: id, reason: 'FAILING' }]);
});

it('sends nothing to a webhook that a person disabled, and the list and the audit say so', async () => {
  const id = await aWebhook();
  const disable = { method: 'PATCH', body: { enabled: false } };
  await request(api, `/api/webhooks/${id}`, disable);
  await aWebhook({ url: receiver.url('/other') });
  const session = await grabbed(2);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(2), LONG);
  expect(receiver.received.map(({ path }) => path)).toEqual(['/other', '/other']);
  const { body } = await request(api, '/api/webhooks');
  expect(body.data.webhooks[0]).toMatchObject({
    webhook_id: id,
    status: 'disabled',
    dead_reason: null,
  });
  await vi.waitFor(async () => {
    const changed = { method: 'PATCH', route: '/api/webhooks/:webhookId', outcome: 'done' };
    expect(await auditOf()).toContainEqual(expect.objectContaining(changed));
  }, LONG);
  // What happened meanwhile is still stored for the other one, and so comes along.
  await request(api, `/api/webhooks/${id}`, { method: 'PATCH', body: { enabled: true } });
  const late = () => receiver.received.filter(({ path }) => path === '/hook');
  await vi.waitFor(() => expect(late()).toHaveLength(2), LONG);
  expect(late().map((one) => one.body.data.session_id)).toEqual([session, session]);
});

it('sends again what happened since a time, and since an event with it', async () => {
  const id = await aWebhook();
  const session = await grabbed(3);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(3), LONG);
  const [first = 0, second = 0, third = 0] = receiver.received.map((one) => one.id);
  await settled(id, third);
  // The first two happened an hour before the third.
  await api.db.pool.query(
    `UPDATE webhook_events SET created_at = created_at - interval '1 hour'
     WHERE session_id = $1 AND id <= $2`,
    [session, second],
  );
  const replay = async (body: object) => {
    receiver.received.length = 0;
    return request(api, `/api/webhooks/${id}/replay`, { method: 'POST', body });
  };
  const again = (ids: readonly number[]) =>
    vi.waitFor(() => expect(receiver.received.map((one) => one.id)).toEqual(ids), LONG);
  const halfAnHourAgo = new Date(Date.now() - 1_800_000).toISOString();
  const answer = await replay({ since: halfAnHourAgo });
  expect(answer.body.data).toEqual({ webhook_id: id, after: `evt_${third - 1}` });
  await again([third]);
  await settled(id, third);
  await replay({ since: `evt_${second}` });
  await again([second, third]);
  await settled(id, third);
  await replay({ since: '2020-01-01T00:00:00+07:00' });
  await again([first, second, third]);
  await settled(id, third);
  const later = await replay({ since: '2999-01-01T00:00:00Z' });
  expect(later.body.data.after).toBe(`evt_${await lastEvent(session)}`);
  for (const bad of [{}, { since: 'yesterday' }, { since: 'evt_1', after: 'evt_1' }]) {
    const { status, body } = await replay(bad);
    expect([status, body.code]).toEqual([400, 'VALIDATION_FAILED']);
  }
  expect(receiver.received).toEqual([]);
});

/** The position says that everything has arrived. */
const settled = (webhookId: string, eventId: number) =>
  vi.waitFor(async () => {
    const { rows } = await api.db.pool.query(
      'SELECT FROM webhook_positions WHERE webhook_id = $1 AND event_id >= $2',
      [webhookId, eventId],
    );
    expect(rows).toHaveLength(1);
  }, LONG);

async function lastEvent(sessionId: string): Promise<number> {
  const { rows } = await api.db.pool.query(
    'SELECT max(id) AS id FROM webhook_events WHERE session_id = $1',
    [sessionId],
  );
  return rows[0].id;
}

it('the retention deletes old events, old deliveries, and events beyond the limit', async () => {
  const id = await aWebhook();
  const session = await grabbed(30);
  await vi.waitFor(() => expect(receiver.received).toHaveLength(30), LONG);
  const deliveries = async () =>
    (await request(api, `/api/webhooks/${id}/deliveries`)).body.data.deliveries;
  await vi.waitFor(async () => expect(await deliveries()).toHaveLength(30), LONG);
  const ids = receiver.received.map((one) => one.id);
  await api.db.pool.query(
    `UPDATE webhook_events SET created_at = now() - interval '8 days' WHERE id <= $1`,
    [ids[9]],
  );
  await api.db.pool.query(
    `UPDATE webhook_deliveries SET at = now() - interval '8 days' WHERE first_event_id <= $1`,
    [ids[9]],
  );
  const webhooks = { ...WEBHOOKS, maxEvents: 15 };
  const replica = await startTestApi({ beside: api, works: true, webhooks });
  try {
    await vi.waitFor(async () => {
      const { rows } = await api.db.pool.query(
        'SELECT id FROM webhook_events WHERE session_id = $1 ORDER BY id',
        [session],
      );
      expect(rows.map((row) => row.id)).toEqual(ids.slice(-15));
    }, LONG);
    expect(await deliveries()).toHaveLength(20);
    const beyond = 'Events of webhooks beyond the limit deleted';
    await vi.waitFor(() => expect(replica.logText()).toContain(beyond), LONG);
  } finally {
    await replica.stop();
  }
  // A replay sends what is left.
  receiver.received.length = 0;
  await request(api, `/api/webhooks/${id}/replay`, { method: 'POST', body: { after: 'evt_0' } });
  await vi.waitFor(() => expect(receiver.received).toHaveLength(15), LONG);
});

it('signs with the new secret alone when the time of the old one is over', async () => {
  const id = await aWebhook();
  await request(api, `/api/webhooks/${id}/rotate-secret`, {
    method: 'POST',
    body: { overlap_seconds: 3_600 },
  });
  const test = () => request(api, `/api/webhooks/${id}/test`, { method: 'POST' });
  const signatures = () =>
    String(receiver.received.at(-1)?.headers['webhook-signature']).split(' ').length;
  await test();
  expect(signatures()).toBe(2);
  await api.db.pool.query(
    `UPDATE webhooks SET previous_secret_until = previous_secret_until - interval '1 hour'`,
  );
  await test();
  expect(signatures()).toBe(1);
  expect((await stateOf(id)).previous_secret_until).toBeNull();
});

it('reports a session whose status needs a person, and a grab without personal data', async () => {
  await aWebhook({ event_types: ['session.status', 'grab.finished'] });
  const session = await grabbed(2);
  const lastError = { code: 'SESSION_LOGGED_OUT', message: 'logged out' };
  await api.db.pool.query(
    `UPDATE sessions SET status = 'disconnected', last_error = $2 WHERE id = $1`,
    [session, JSON.stringify(lastError)],
  );
  const of = (type: string) => receiver.received.filter(({ body }) => body.type === type);
  await vi.waitFor(() => expect(of('session.status').length).toBeGreaterThan(0), LONG);
  const lost = () => of('session.status').map(({ body }) => body.data);
  await vi.waitFor(() => {
    const status = { session_id: session, status: 'disconnected', error_code: lastError.code };
    expect(lost()).toContainEqual(expect.objectContaining({ ...status, action_required: true }));
  }, LONG);
  await vi.waitFor(() => expect(of('grab.finished')).toHaveLength(1), LONG);
  expect(of('grab.finished')[0]?.body.data).toMatchObject({
    session_id: session,
    state: 'complete',
    total_contacts: 2,
    saved_count: 2,
    excluded_count: 0,
    reasons: [],
  });
});
