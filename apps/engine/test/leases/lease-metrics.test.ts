import { ServiceError } from '@grabber/service-kit/service-error';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ProfileBundles } from '../../src/bundles/profile-bundles.ts';
import { createEngineMetrics } from '../../src/metrics/engine-metrics.ts';
import { observeSessions } from '../../src/metrics/observe-sessions.ts';
import { lease, leased } from '../support/leased-sessions.ts';
import { openSessionStage, type SessionStage } from '../support/session-stage.ts';

let stage: SessionStage;
beforeEach(async () => {
  stage = await openSessionStage();
});
afterEach(() => stage.close());

const FOLDER = { directory: '/sessions/one', profileDir: '/sessions/one/profile' };
const KNOWN = {
  generation: 1,
  attempt: null,
  isNewLink: false,
  leaseGeneration: 0,
  begin: async () => '{}',
};

async function samples(metrics: ReturnType<typeof createEngineMetrics>, start: string) {
  const lines = (await metrics.text()).split('\n');
  return lines.filter((line) => line.startsWith(`grabber_engine_${start}`));
}

it('show how many leases are in use, and the time that is left of the next to end', async () => {
  const engine = await stage.engine();
  const metrics = createEngineMetrics();
  const { registry: sessions, leaseClock: clock } = engine;
  observeSessions(metrics, { sessions, reads: { running: () => 0 }, clock });
  expect(await samples(metrics, 'lease')).toEqual([
    'grabber_engine_leases_lost_total{by="engine"} 0',
    'grabber_engine_leases_lost_total{by="guard"} 0',
    'grabber_engine_leases 0',
  ]);
  await leased(engine, 1, 'one');
  clock.advance(12_500);
  await engine.connected('two', { lease: lease(engine, 1) });
  await engine.connected('without');
  expect(await samples(metrics, 'leases ')).toEqual(['grabber_engine_leases 2']);
  const left = 'grabber_engine_lease_left_seconds';
  expect(await samples(metrics, 'lease_left')).toEqual([`${left} 17.5`]);
  await sessions.sleep('one');
  expect(await samples(metrics, 'lease_left')).toEqual([`${left} 30`]);
});

it('count the bundles that were sealed and restored, and those that failed', async () => {
  const metrics = createEngineMetrics();
  let failure: Error | null = null;
  const answer = async <T>(value: T): Promise<T> => {
    if (failure) throw failure;
    return value;
  };
  const bundles: ProfileBundles = metrics.leases.observeBundles({
    seal: () => answer({ generation: 2, bytes: 300 }),
    restore: () => answer({ record: '{}', generation: 2, newest: 2, bytes: 700 }),
    newest: () => answer({ generation: 2, lease_generation: 0 }),
    forget: async () => undefined,
  });
  expect(await bundles.seal('one', FOLDER, KNOWN)).toEqual({ generation: 2, bytes: 300 });
  await bundles.seal('two', FOLDER, KNOWN);
  failure = new ServiceError('BUNDLE_DAMAGED', 'It is damaged.');
  await expect(bundles.restore('one', FOLDER, { generation: 2 })).rejects.toBe(failure);
  expect(await samples(metrics, 'bundles_total')).toEqual([
    'grabber_engine_bundles_total{action="seal",outcome="done"} 2',
    'grabber_engine_bundles_total{action="seal",outcome="failed"} 0',
    'grabber_engine_bundles_total{action="restore",outcome="done"} 0',
    'grabber_engine_bundles_total{action="restore",outcome="failed"} 1',
  ]);
  expect(await samples(metrics, 'bundle_bytes_total')).toEqual([
    'grabber_engine_bundle_bytes_total{action="seal"} 600',
    'grabber_engine_bundle_bytes_total{action="restore"} 0',
  ]);
  const counts = await samples(metrics, 'bundle_duration_seconds_count');
  expect(counts).toEqual(['grabber_engine_bundle_duration_seconds_count{action="seal"} 2']);
});

it('count refusals and guards from the first one on, so that an alert sees it', async () => {
  const metrics = createEngineMetrics();
  for (const name of ['refused_total', 'guard_restarts_total']) {
    const values = (await samples(metrics, name)).map((line) => line.split(' ').at(-1));
    expect(values.length).toBeGreaterThan(1);
    expect(new Set(values)).toEqual(new Set(['0']));
  }
  metrics.leases.countGuardRestart('silent');
  expect(await samples(metrics, 'guard_restarts_total{reason="silent"')).toEqual([
    'grabber_engine_guard_restarts_total{reason="silent"} 1',
  ]);
});
