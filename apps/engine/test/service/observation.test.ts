import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { EngineReport } from '@grabber/contracts/engine/report';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followEvents } from '../support/event-reader.ts';
import { metric } from '../support/metric.ts';
import { pair, pairAndList, shownQr } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

const SPEC = {
  ...{ seed: 1_400, contacts: 15, groups: 3, participants: 5, odd_names: false },
  business_account: true,
};

const METRICS_KEY = 'the-key-of-the-monitoring-0123456789';

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;

function statusesOf(events: readonly EngineEvent[], id: string): string[] {
  const statuses = events.flatMap((event) =>
    event.type === 'session' && event.session.session_id === id ? [event.session.status] : [],
  );
  return statuses.filter((status, n) => status !== statuses[n - 1]);
}

beforeAll(async () => {
  simulator = await sharedSimulator();
  dataDir = await temporaryDataDir();
  const env = { METRICS_KEY };
  engine = await startEngine({ simulator, dataDir: dataDir.path, env });
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await dataDir?.remove();
});

describe('the events', () => {
  it('show a session from start to end: its states, its QR and the progress of its reads', async () => {
    const follower = await followEvents(engine);
    const { account_id } = await simulator.control.createAccount(SPEC);
    await pair(engine, simulator, 'one', account_id);
    await engine.call('GET', '/sessions/one/all-contacts');
    await engine.call('DELETE', '/sessions/one?logout=true');
    const events = await poll(
      () => follower.events,
      (seen) => seen.some(({ type }) => type === 'session_removed'),
    );
    await follower.stop();
    const kinds = events.flatMap((event) =>
      event.type === 'session' ? [[event.session.status, event.session.is_business]] : [],
    );
    expect(kinds).toContainEqual(['connected', true]);
    expect(events[0]).toEqual({ type: 'snapshot', sessions: [], qrs: [], reads: [] });
    expect(statusesOf(events, 'one')).toEqual([
      'connecting',
      'qr',
      'connecting',
      'connected',
      'logged_out',
      'disconnected',
    ]);
    const qrs = events.filter(({ type }) => type === 'qr');
    expect(qrs).toHaveLength(1);
    const progress = events.filter((event) => event.type === 'progress');
    expect(progress[0]).toMatchObject({ session_id: 'one', kind: 'all', state: 'running' });
    expect(progress.at(-1)).toMatchObject({ state: 'finished', phase: 'contacts', done: 15 });
    expect(new Set(progress.map(({ read_id }) => read_id)).size).toBe(1);
  });

  it('begin with the current state for a new subscriber', async () => {
    await engine.call('PUT', '/sessions/waiting');
    const { qr } = await shownQr(engine, 'waiting');
    const follower = await followEvents(engine);
    const [snapshot] = await poll(
      () => follower.events,
      (seen) => seen.length > 0,
    );
    await follower.stop();
    expect(snapshot).toMatchObject({
      type: 'snapshot',
      sessions: [{ session_id: 'waiting', status: 'qr' }],
      qrs: [{ session_id: 'waiting', qr }],
    });
    await engine.call('DELETE', '/sessions/waiting?logout=true');
  });

  it('need the secret, like the metrics', async () => {
    for (const path of ['/events', '/metrics', '/report']) {
      const response = await fetch(`${engine.url}${path}`);
      await response.body?.cancel();
      expect(response.status).toBe(401);
    }
  });
});

describe('the metrics', () => {
  it('are for the secret and the metrics key, which opens nothing else', async () => {
    const headers = { authorization: `Bearer ${METRICS_KEY}` };
    const status = async (method: string, path: string) =>
      (await engine.call(method, path, { headers })).status;
    expect(await status('GET', '/metrics')).toBe(200);
    expect((await engine.call('GET', '/metrics')).status).toBe(200);
    for (const { method, path, access } of Object.values(ENGINE_ROUTES)) {
      if (access === 'secret') expect([path, await status(method, path)]).toEqual([path, 401]);
    }
  });

  it('count sessions, reads, items, failures, queries, restarts and the memory of each browser', async () => {
    const spec = { ...SPEC, seed: 1_401, metadata_loaded_share: 0 };
    const { account_id } = await simulator.control.createAccount(spec);
    const failed = 'grabber_engine_reads_total{kind="groups",outcome="failed"}';
    const complete = 'grabber_engine_reads_total{kind="groups",outcome="complete"}';
    await pair(engine, simulator, 'two', account_id);
    expect(await metric(engine, 'grabber_engine_sessions{status="connected"}')).toBe(1);
    expect(await metric(engine, 'grabber_engine_sessions{status="failed"}')).toBe(0);
    const bytes = await metric(engine, 'grabber_engine_browser_memory_bytes{session_id="two"}');
    expect(bytes).toBeGreaterThan(50_000_000);
    const report = (await engine.call('GET', '/report')).body as unknown as EngineReport;
    expect(report).toMatchObject({ browsers: 1, sessions: { now: 1 }, reads: { now: 0 } });
    expect(report.browsers_memory_bytes).toBeGreaterThan(50_000_000);
    expect(report.memory_limit_bytes).toBeGreaterThan(report.memory_bytes);
    expect(report.pages).toMatchObject([
      { session_id: 'two', self_check: { outcome: 'passed', missing: [] } },
    ]);
    await engine.call('GET', '/sessions/two/groups');
    expect(await metric(engine, complete)).toBe(1);
    // One for the first listing of each session that was linked here.
    expect(await metric(engine, 'grabber_engine_whatsapp_queries_total')).toBe(2);
    expect(
      await metric(engine, 'grabber_engine_read_items_total{type="participant"}'),
    ).toBeGreaterThan(0);
    expect(await metric(engine, 'grabber_engine_read_duration_seconds_count{kind="groups"}')).toBe(
      1,
    );
    expect(await metric(engine, 'grabber_engine_reads_running')).toBe(0);

    process.kill((await browsersOf(dataDir.path))[0]!, 'SIGKILL');
    await engine.reaches('two', 'connecting');
    await engine.reaches('two', 'connected');
    expect(
      await metric(engine, 'grabber_engine_browser_restarts_total{code="BROWSER_CRASHED"}'),
    ).toBe(1);
    expect(await metric(engine, failed)).toBeUndefined();
    expect(await metric(engine, complete)).toBe(1);
  });
});

describe('the metrics of failures', () => {
  const spec = { ...SPEC, metadata_loaded_share: 0 };
  const silence = { type: 'query', kind: 'group_rows', behaviour: 'hang' } as const;

  it('count items that cannot be read, and the incomplete read', async () => {
    const { account_id } = await simulator.control.createAccount({ ...spec, seed: 1_402 });
    await pairAndList(engine, simulator, 'three', account_id);
    const { contacts, groups } = await simulator.control.truth(account_id);
    for (const { contact_id } of contacts.slice(0, 2)) {
      await simulator.control.injectFault(account_id, { type: 'contact_throws', contact_id });
    }
    const group_id = groups[0]!.contact_id;
    await simulator.control.injectFault(account_id, { type: 'group_throws', group_id });
    await engine.call('GET', '/sessions/three/all-contacts');
    expect(await metric(engine, 'grabber_engine_unreadable_items_total')).toBe(3);
    const incomplete = 'grabber_engine_reads_total{kind="all",outcome="incomplete"}';
    expect(await metric(engine, incomplete)).toBe(1);
    await engine.call('DELETE', '/sessions/three?logout=true');
  });

  it('count reads that fail, by their code, and those whose client left', async () => {
    const { account_id } = await simulator.control.createAccount({ ...spec, seed: 1_403 });
    await pairAndList(engine, simulator, 'four', account_id);
    await simulator.control.injectFault(account_id, silence);
    // The first listing after the pairing has counted, too.
    await simulator.control.resetQueries(account_id);
    const failures = (code: string) =>
      metric(engine, `grabber_engine_read_failures_total{code="${code}"}`);
    const isAsked = () =>
      poll(
        () => simulator.control.queries(account_id),
        (counts) => counts.group_rows > 0,
      );
    const abort = new AbortController();
    const left = fetch(`${engine.url}/sessions/four/groups`, {
      headers: { authorization: `Bearer ${engine.secret}` },
      signal: abort.signal,
    });
    await isAsked();
    abort.abort();
    await expect(left).rejects.toThrow();
    await poll(
      () => failures('CLIENT_CLOSED_REQUEST'),
      (count) => count === 1,
    );
    await simulator.control.resetQueries(account_id);
    const broken = engine.call('GET', '/sessions/four/groups');
    await isAsked();
    process.kill((await browsersOf(`${dataDir.path}/engine/sessions/four/`))[0]!, 'SIGKILL');
    expect(await broken).toMatchObject({ status: 502, body: { code: 'BROWSER_CRASHED' } });
    expect(await failures('BROWSER_CRASHED')).toBe(1);
    const failed = 'grabber_engine_reads_total{kind="groups",outcome="failed"}';
    expect(await metric(engine, failed)).toBe(2);
    expect(await metric(engine, 'grabber_engine_reads_running')).toBe(0);
    await engine.call('DELETE', '/sessions/four');
  });

  it('count refusals for each limit', async () => {
    const small = await temporaryDataDir();
    const env = { ENGINE_MAX_SESSIONS: '2', ENGINE_MAX_STARTS: '1', ENGINE_MAX_READS: '1' };
    const narrow = await startEngine({ simulator, dataDir: small.path, env });
    try {
      const refused = (limit: string) =>
        metric(narrow, `grabber_engine_refused_total{limit="${limit}"}`);
      const { account_id } = await simulator.control.createAccount({ ...spec, seed: 1_404 });
      await pairAndList(narrow, simulator, 'one', account_id);
      await narrow.call('DELETE', '/sessions/one');
      await narrow.call('PUT', '/sessions/two');
      expect(await narrow.call('PUT', '/sessions/one')).toMatchObject({ status: 503 });
      expect(await refused('starts')).toBe(1);
      await narrow.reaches('two', 'qr');
      await narrow.call('PUT', '/sessions/one');
      await narrow.reaches('one', 'connected');
      expect(await narrow.call('PUT', '/sessions/three')).toMatchObject({ status: 503 });
      expect(await refused('sessions')).toBe(1);
      await simulator.control.injectFault(account_id, silence);
      const running = narrow.call('GET', '/sessions/one/groups');
      await poll(
        () => metric(narrow, 'grabber_engine_reads_running'),
        (count) => count === 1,
      );
      for (let n = 1; n <= 2; n += 1) {
        expect(await narrow.call('GET', '/sessions/one/groups')).toMatchObject({ status: 503 });
        expect(await refused('reads')).toBe(n);
      }
      await simulator.control.clearFaults(account_id);
      expect(await running).toMatchObject({ status: 200 });
    } finally {
      await narrow.end('SIGTERM');
      await small.remove();
    }
  });
});

it('a stopping engine ends the event streams before its sessions, so that no session shows as disconnected', async () => {
  const follower = await followEvents(engine);
  await engine.end('SIGTERM');
  await follower.ended;
  expect(statusesOf(follower.events, 'two')).not.toContain('disconnected');
});
