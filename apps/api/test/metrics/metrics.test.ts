import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { connectedSession, request } from '../support/request.ts';
import { ADMIN_KEY, startTestApi, type TestApi } from '../support/test-api.ts';

const METRICS_KEY = 'the-key-of-the-monitoring-0123456789';
const DOCUMENT = readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8');

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ metricsKey: METRICS_KEY });
});
afterAll(() => api.stop());

const scrape = async (key: string = METRICS_KEY) =>
  (await request(api, '/metrics', { key: null, headers: { authorization: `Bearer ${key}` } })).text;

/** The value of one sample, as `name{label="x"}`. */
async function metric(sample: string): Promise<number | undefined> {
  const line = (await scrape()).split('\n').find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length));
}

it('are for the admin key and the metrics key, which opens nothing else', async () => {
  const clock = () => new Date();
  const scopes = ['read', 'grab', 'manage', 'admin'] as const;
  const { key } = await createKey({ db: api.db, clock }, { name: 'all', scopes });
  const status = async (used: string | null, path = '/metrics') =>
    (await request(api, path, { key: used })).status;
  expect(await status(METRICS_KEY)).toBe(200);
  expect(await status(ADMIN_KEY)).toBe(200);
  expect(await status(key)).toBe(403);
  expect(await status(null)).toBe(401);
  expect(await status(METRICS_KEY, '/api/sessions')).toBe(403);
  expect(await status(METRICS_KEY, '/api/workspaces')).toBe(403);
});

it('count answers by route, errors by code and grabs by state', async () => {
  const id = await connectedSession(api);
  await request(api, `/api/sessions/${id}/grab-all`);
  await request(api, '/api/sessions/no-session/contacts');
  await request(api, '/api/nowhere/6281234567890');
  const answered = (route: string, status: number) =>
    metric(`grabber_api_http_requests_total{method="GET",route="${route}",status="${status}"}`);
  await vi.waitFor(async () => expect(await answered('/api/sessions/:id/grab-all', 200)).toBe(1));
  await vi.waitFor(async () => expect(await answered('/api/sessions/:id/contacts', 404)).toBe(1));
  await vi.waitFor(async () => expect(await answered('none', 404)).toBe(1));
  expect(await metric('grabber_api_errors_total{code="SESSION_NOT_FOUND"}')).toBe(1);
  expect(await metric('grabber_api_grabs_total{kind="all",state="complete"}')).toBe(1);
  const text = await scrape();
  expect(text).not.toContain('6281234567890');
  expect(text).not.toContain(id);
});

it('show the health and the connections', async () => {
  expect(await metric('grabber_api_ready')).toBe(1);
  expect(await metric('grabber_api_degraded{part="engine"}')).toBe(0);
  expect(await metric('grabber_api_database_waiting{pool="requests"}')).toBe(0);
  expect(await metric('grabber_api_database_silent_connections_total')).toBe(0);
  expect(
    await metric('grabber_api_database_connections{pool="requests",state="idle"}'),
  ).toBeGreaterThan(0);
  await api.engine.goDown();
  await vi.waitFor(async () => expect(await metric('grabber_api_degraded{part="engine"}')).toBe(1));
  expect(await metric('grabber_api_ready')).toBe(1);
  await api.engine.comeUp();
});

it('leave out what the database cannot answer, rather than say that nothing waits', async () => {
  const names = ['sessions_waiting', 'sessions_waiting_for_engine', 'engines{state="away"}'];
  const values = async () => Promise.all(names.map((name) => metric(`grabber_api_${name}`)));
  expect(await values()).toEqual([0, 0, 0]);
  const query = vi
    .spyOn(api.db.reserved.pool, 'query')
    .mockRejectedValue(new Error('away') as never);
  try {
    expect(await values()).toEqual([undefined, undefined, undefined]);
  } finally {
    query.mockRestore();
  }
  expect(await values()).toEqual([0, 0, 0]);
});

it('are all in docs/metrics.md, which names no other of the API', async () => {
  const shown = [...(await scrape()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name as string);
  const listed = [...DOCUMENT.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name as string);
  expect(shown.filter((name) => !listed.includes(name))).toEqual([]);
  const own = (names: readonly string[]) =>
    names.filter((name) => name.startsWith('grabber_api_')).sort();
  expect(own(listed)).toEqual(own(shown));
  const used = [...DOCUMENT.matchAll(/\b((?:grabber|process|nodejs)_\w+[a-z])\b/g)].map(
    ([, name]) => name as string,
  );
  expect(used.filter((name) => !listed.includes(name))).toEqual([]);
});
