import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { SystemReport } from '@grabber/contracts/api/service/system';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
let own: string;
let other: string;
beforeAll(async () => {
  api = await startTestApi({ works: true });
  own = await connectedSession(api);
  const tenant = await request(api, '/api/workspaces', {
    method: 'POST',
    body: { name: 'tenant' },
  });
  expect(tenant.status).toBe(201);
  const body = { name: 'theirs', workspace: 'tenant' };
  const made = await request(api, '/api/sessions', { method: 'POST', body });
  other = made.body.data.session_id;
  api.engine.setSession(own, { status: 'connected', whatsapp_web_version: '2.3000.1' });
  api.engine.setSession(other, {
    status: 'connected',
    whatsapp_web_version: '2.3000.2',
    last_error: { code: 'WHATSAPP_WEB_CHANGED', message: 'WhatsApp Web has changed' },
  });
});
afterAll(() => api.stop());

type KeyFields = Parameters<typeof createKey>[1];
const keyOf = async (fields: Omit<KeyFields, 'name'>) =>
  (await createKey({ db: api.db, clock: () => new Date() }, { name: 'k', ...fields })).key;

/** An answer of the engine is kept for two seconds. */
const seen = (check: (data: SystemReport) => void, key?: string) =>
  vi.waitFor(
    async () => {
      const { status, body } = await request(api, '/api/system', key ? { key } : {});
      expect(status).toBe(200);
      expect(Compile(API_ROUTES.getSystem.responses[200]).Errors(body)).toEqual([]);
      check(body.data);
    },
    { timeout: 8_000, interval: 200 },
  );

describe('the numbers of the installation', () => {
  it('are shown to its key: engines, database, queues, and the self-checks of all sessions', () =>
    seen(({ engines, api: process, sessions }) => {
      expect(sessions).toHaveLength(2);
      expect(engines).toMatchObject([
        {
          is_reachable: true,
          error_code: null,
          report: {
            sessions: { now: 2, limit: 20 },
            browsers: 2,
            whatsapp_web: [
              { version: '2.3000.1', sessions: 1 },
              { version: '2.3000.2', sessions: 1 },
            ],
            self_check: {
              outcome: 'failed',
              failed_sessions: 1,
              missing: ['WAWebCollections.Contact'],
            },
          },
        },
      ]);
      expect(process).toMatchObject({ replicas: 1, database: { migrations: {} } });
      const { migrations, latency_ms } = process!.database;
      expect(migrations?.applied).toBe(migrations?.known);
      expect(latency_ms).toBeGreaterThanOrEqual(0);
      expect(process!.memory_bytes).toBeGreaterThan(10_000_000);
    }));

  it('name no session, no workspace and no person', async () => {
    const { body } = await request(api, '/api/system');
    const { sessions: _, ...installation } = body.data;
    const text = JSON.stringify(installation);
    for (const secret of [own, other, 'tenant', 'theirs', '62812']) {
      expect(text).not.toContain(secret);
    }
  });

  it('are shown to an admin of the workspace default, with no session of another one', async () => {
    const key = await keyOf({ scopes: ['read', 'admin'] });
    await seen(({ engines, sessions }) => {
      expect(engines).toMatchObject([{ report: { sessions: { now: 2 } } }]);
      expect(sessions).toMatchObject([{ session_id: own, self_check: { outcome: 'passed' } }]);
    }, key);
  });

  it.each([
    ['a key without the scope admin', { scopes: ['read', 'manage'] }],
    ['an admin of another workspace', { scopes: ['read', 'admin'], workspace: 'tenant' }],
  ] as const)('are not shown to %s', async (_, { scopes, ...rest }) => {
    const workspace = 'workspace' in rest ? rest.workspace : undefined;
    const key = await keyOf({ scopes: [...scopes], ...(workspace && { workspace }) });
    const { body } = await request(api, '/api/system', { key });
    expect(body.data).toMatchObject({ engines: null, api: null });
    const shown = body.data.sessions.map(({ session_id }: { session_id: string }) => session_id);
    expect(shown).toEqual([workspace ? other : own]);
  });

  it('are not shown to a key limited to sessions, which sees these alone', async () => {
    const second = await connectedSession(api);
    const key = await keyOf({ scopes: ['read', 'admin'], session_ids: [second] });
    const { body } = await request(api, '/api/system', { key });
    expect(body.data).toMatchObject({ engines: null, sessions: [{ session_id: second }] });
    expect(body.data.sessions).toHaveLength(1);
  });
});

it('the queues show durable grabs that wait and run', async () => {
  api.engine.setFault('readAll', { kind: 'hang' });
  const made = await request(api, `/api/sessions/${own}/grabs`, {
    method: 'POST',
    body: { kind: 'all' },
  });
  expect(made.status).toBe(202);
  await seen(({ api: process }) =>
    expect(process!.queues).toContainEqual(expect.objectContaining({ name: 'grabs', active: 1 })),
  );
  api.engine.clearFaults();
});

it('the budgets are those of the status', async () => {
  const { body: status } = await request(api, `/api/sessions/${own}/status`);
  const { body } = await request(api, '/api/system');
  const mine = body.data.sessions.find((one: { session_id: string }) => one.session_id === own);
  expect(mine.budget).toEqual(status.data.budget);
});

describe('while the engine is away', () => {
  beforeAll(() => api.engine.goDown());
  afterAll(() => api.engine.comeUp());

  it('its report is missing and says why, and the rest is answered', () =>
    seen(({ engines, sessions, api: process }) => {
      expect(engines).toMatchObject([
        { is_reachable: false, error_code: 'ENGINE_UNREACHABLE', report: null },
      ]);
      expect(sessions).toContainEqual(
        expect.objectContaining({
          self_check: { outcome: 'unknown', checked_at: null, missing: [] },
        }),
      );
      expect(process).not.toBeNull();
    }));
});
