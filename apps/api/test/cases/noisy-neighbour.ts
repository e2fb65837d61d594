import { copyRows } from '@grabber/database/testing/copy-rows';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { SCOPES } from '../../src/use-cases/access/access.ts';
import { createKey } from '../../src/use-cases/access/create-key.ts';
import { type AbsentReaders, openAbsentReaders } from '../support/absent-readers.ts';
import { grabInState, queueGrab } from '../support/durable-grabs.ts';
import { follow } from '../support/event-reader.ts';
import { request } from '../support/request.ts';
import { ROOMY, startTestApi, type TestApi } from '../support/test-api.ts';

/** More than the sockets between the API and a client take in. */
const MIN_CONTACTS = 15_000;
const GRABS = 6;
const STREAMS = 20;
const LONG_NAME = 'name '.repeat(40);

export type NoiseSizes = {
  /** In the neighbour's address book. */
  readonly contacts: number;
  /** Its readers of each kind that do not read. */
  readonly readers: number;
  readonly searches: number;
  /** How often the quiet workspace does all of its work. */
  readonly rounds: number;
};

type Tenant = { readonly key: string; readonly session: string };

/** One workspace takes all that it can get. Another one must not notice. */
export function besideNoisyNeighbour(sizes: NoiseSizes): void {
  let api: TestApi;
  let noisy: Tenant;
  let quiet: Tenant;
  const left: (() => void)[] = [];
  beforeAll(async () => {
    api = await startTestApi({
      works: true,
      logLevel: 'warn',
      maxConcurrentGrabs: GRABS,
      maxGrabRequests: 4 * GRABS,
      workspaceLimits: { ...ROOMY, eventStreams: STREAMS },
    });
    noisy = await tenantOf(api, 'noisy');
    quiet = await tenantOf(api, 'quiet');
    await fillAddressBook(api, noisy.session, Math.max(sizes.contacts, MIN_CONTACTS));
  });
  afterAll(async () => {
    for (const leave of left) leave();
    await api.stop();
  });

  it('lists, exports, follows and grabs, in the foreground and in the background', async () => {
    left.push(...(await makeNoise(api, noisy, sizes)));
    for (let round = 0; round < sizes.rounds; round += 1) await workQuietly(api, quiet);
    expect(process.memoryUsage().rss).toBeLessThan(1_500_000_000);
  });
}

async function tenantOf(api: TestApi, workspace: string): Promise<Tenant> {
  await request(api, '/api/workspaces', { method: 'POST', body: { name: workspace } });
  const input = { name: 'a key', scopes: SCOPES, workspace };
  const { key } = await createKey({ db: api.db, clock: () => new Date() }, input);
  return { key, session: await sessionOf(api, key) };
}

async function sessionOf(api: TestApi, key: string): Promise<string> {
  const options = { method: 'POST', body: { name: 'a session' }, key };
  const { body } = await request(api, '/api/sessions', options);
  const id = body.data.session_id;
  api.engine.setSession(id, { status: 'connected', phone_number: '6281234567890' });
  api.engine.setAccount(id, { groups: [], contacts: [engineContact()] });
  return id;
}

/** Straight into the table: a grab of this size would take most of the test. */
async function fillAddressBook(api: TestApi, session: string, count: number): Promise<void> {
  const now = new Date().toISOString();
  const columns = ['session_id', 'contact_id', 'type', 'name', 'phone_number'];
  const rest = ['created_at', 'written_at', 'created_change', 'changed_change'];
  const client = await api.db.pool.connect();
  try {
    const rows = Array.from({ length: count }, (_, n) => {
      const phone = `62812${String(n).padStart(8, '0')}`;
      const id = `${phone}@s.whatsapp.net`;
      return [session, id, 'individual', `${LONG_NAME}${n}`, phone, now, now, '1', '1'];
    });
    await copyRows(client, 'contacts', [...columns, ...rest], rows);
    await client.query('ANALYZE contacts');
  } finally {
    client.release();
  }
}

/** Takes lists, exports, pages, event streams, grabs and searches. Answers what ends them. */
async function makeNoise(api: TestApi, { key, session }: Tenant, sizes: NoiseSizes) {
  const path = `/api/sessions/${session}/contacts`;
  const absent: AbsentReaders[] = [];
  for (const each of [path, `${path}/export?format=ndjson`, `${path}?limit=1000`]) {
    const count = sizes.readers;
    absent.push(await openAbsentReaders(api.url, { path: each, key, count }));
  }
  const followers = [];
  for (let n = 0; n < STREAMS; n += 1) {
    const { key: another } = await anotherKey(api, key);
    followers.push(await follow(api, '/api/events', another));
  }
  const { key: last } = await anotherKey(api, key);
  expect((await request(api, '/api/events', { key: last })).status).toBe(429);
  await hangGrabs(api, key);
  const controller = new AbortController();
  const { signal } = controller;
  for (let n = 0; n < sizes.searches; n += 1) {
    const search = encodeURIComponent(['zz', '-', '%%', '🙂', '张'][n % 5] ?? '');
    request(api, `${path}?limit=100&total=true&search=${search}`, { key, signal }).catch(() => {});
  }
  await vi.waitFor(() => expect(api.context.streams.inUse()).toBeGreaterThan(0));
  return [
    () => controller.abort(),
    ...absent.map(({ leave }) => leave),
    ...followers.map(({ leave }) => leave),
  ];
}

async function anotherKey(api: TestApi, key: string) {
  const body = { name: 'one more', scopes: ['read'] };
  const created = await request(api, '/api/keys', { method: 'POST', body, key });
  return created.body.data as { key: string };
}

/** Twice as many as may run at once wait for the engine, half of them in the background. */
async function hangGrabs(api: TestApi, key: string): Promise<void> {
  api.engine.setFault('readGroups', { kind: 'hang' });
  for (let n = 0; n < 2 * GRABS; n += 1) {
    const id = await sessionOf(api, key);
    if (n % 2 === 0) await queueGrab(api, id, { kind: 'groups' });
    else request(api, `/api/sessions/${id}/grab-groups`, { key }).catch(() => {});
  }
  await vi.waitFor(() => expect(api.engine.countCalls('readGroups')).toBeGreaterThan(1));
}

async function workQuietly(api: TestApi, { key, session }: Tenant): Promise<void> {
  const path = `/api/sessions/${session}`;
  const grab = await request(api, `${path}/grab-contacts`, { key });
  expect([grab.status, grab.body.data.total_contacts]).toEqual([200, 1]);
  const queued = await queueGrab(api, session, { kind: 'contacts' });
  await grabInState(api, queued, 'complete');
  for (const each of ['contacts', 'contacts?limit=100', 'groups', 'contacts/export?format=csv']) {
    expect((await request(api, `${path}/${each}`, { key })).status).toBe(200);
  }
  await (await follow(api, `${path}/events`, key)).leave();
}
