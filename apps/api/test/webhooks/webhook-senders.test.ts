import { createTestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startApiProcess } from '../support/api-process.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { accept, startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const PATIENT = { timeout: 300_000, interval: 50 };
const LONG = 400_000;

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await startWebhookReceiver();
});
afterEach(() => receiver.close());

const contacts = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    engineContact({ phone: `62812${1_000_000 + index}`, name: `A ${index}` }),
  );
const rising = (ids: readonly number[]) => ids.toSorted((a, b) => a - b);
const idsOf = (sessionId: string) =>
  receiver.received.filter(({ body }) => body.data.session_id === sessionId).map(({ id }) => id);

async function aWebhook(api: Pick<TestApi, 'url'>, choices: object = {}): Promise<string> {
  const body = { url: receiver.url(), event_types: ['contact.created'], ...choices };
  const created = await request(api, '/api/webhooks', { method: 'POST', body });
  expect(created.status, created.text).toBe(201);
  return created.body.data.webhook_id;
}

const grab = async (api: Pick<TestApi, 'url'>, id: string) =>
  expect((await request(api, `/api/sessions/${id}/grab-all`)).status).toBe(200);

it(
  'two APIs send each event once, in the order of its session, and never two of a session at once',
  async () => {
    const api = await startTestApi({ works: true });
    const replica = await startTestApi({ beside: api, works: true });
    try {
      receiver.answer = (response) => setTimeout(() => accept(response), 5);
      await aWebhook(api);
      // More than the requests of one turn, so that turns pass from one to the other.
      const ids = await Promise.all(
        [1, 2, 3].map(() => connectedSession(api, { contacts: contacts(60) })),
      );
      await Promise.all(ids.map((id, place) => grab(place === 0 ? replica : api, id)));
      await vi.waitFor(() => expect(receiver.received).toHaveLength(180), PATIENT);
      for (const id of ids) {
        expect(idsOf(id)).toEqual(rising(idsOf(id)));
        expect(new Set(idsOf(id)).size).toBe(60);
      }
      expect(receiver.mostAtOnce()).toBe(1);
    } finally {
      await replica.stop();
      await api.stop();
    }
  },
  LONG,
);

it(
  'what a killed API was sending is sent again by another one, in order',
  async () => {
    const database = await createTestDatabase(testServerUrl());
    const engine = await startFakeEngine();
    const env = { WEBHOOK_ALLOWED_HOSTS: `127.0.0.1:${receiver.port}` };
    const start = () => startApiProcess({ databaseUrl: database.url, engine, env });
    const killed = await start();
    try {
      await aWebhook(killed);
      const id = await sessionOf(killed, engine);
      let isKilled = false;
      receiver.answer = (response) => {
        if (isKilled || receiver.received.length < 3) accept(response);
      };
      await grab(killed, id);
      await vi.waitFor(() => expect(receiver.received).toHaveLength(3), PATIENT);
      isKilled = true;
      await killed.end('SIGKILL');
      const other = await start();
      await vi.waitFor(() => expect(new Set(idsOf(id)).size).toBe(5), PATIENT);
      const [first, second, third] = idsOf(id);
      // The third had no answer: it comes again, and nothing before it.
      expect(idsOf(id).slice(0, 4)).toEqual([first, second, third, third]);
      expect(idsOf(id)).toEqual(rising(idsOf(id)));
      await other.end('SIGTERM');
    } finally {
      if (killed.process.exitCode === null && killed.process.signalCode === null)
        await killed.end('SIGKILL');
      await engine.close();
      await database.drop();
    }
  },
  LONG,
);

async function sessionOf(api: Pick<TestApi, 'url'>, engine: FakeEngine): Promise<string> {
  const created = await request(api, '/api/sessions', { method: 'POST', body: { name: 'S' } });
  const id = created.body.data.session_id;
  engine.setSession(id, { status: 'connected' });
  engine.setAccount(id, { contacts: contacts(5) });
  return id;
}

it(
  'receivers of one workspace that hang do not hold up another workspace',
  async () => {
    const api = await startTestApi({ works: true });
    try {
      // Longer than the test: what hangs stays.
      Object.assign(api.context.webhooks, { timeoutMs: LONG });
      receiver.answer = (response, { path }) => {
        if (path === '/quick') accept(response);
      };
      await request(api, '/api/workspaces', { method: 'POST', body: { name: 'quick' } });
      const key = await request(api, '/api/keys', {
        method: 'POST',
        body: { name: 'k', scopes: ['manage', 'grab', 'read'], workspace: 'quick' },
      });
      await aWebhook(api, { url: receiver.url('/slow') });
      await aWebhook(api, { url: receiver.url('/slow-too') });
      await aWebhook(api, { url: receiver.url('/quick'), workspace: 'quick' });
      const slow = await Promise.all(
        [1, 2, 3, 4, 5, 6].map(() => connectedSession(api, { contacts: contacts(1) })),
      );
      for (const id of slow) await grab(api, id);
      const hanging = () => receiver.received.filter(({ path }) => path !== '/quick');
      await vi.waitFor(() => expect(hanging()).toHaveLength(2), PATIENT);
      const body = { name: 'Q' };
      const created = await request(api, '/api/sessions', {
        method: 'POST',
        body,
        key: key.body.data.key,
      });
      const id = created.body.data.session_id;
      api.engine.setSession(id, { status: 'connected' });
      api.engine.setAccount(id, { contacts: contacts(3) });
      await grab(api, id);
      await vi.waitFor(() => expect(idsOf(id)).toHaveLength(3), PATIENT);
      // Half of the workers, however many streams wait.
      expect(hanging()).toHaveLength(2);
      receiver.close();
    } finally {
      await api.stop();
    }
  },
  LONG,
);
