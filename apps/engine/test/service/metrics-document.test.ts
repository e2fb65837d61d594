import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createEngineMetrics } from '../../src/metrics/engine-metrics.ts';
import { observeSessions } from '../../src/metrics/observe-sessions.ts';
import { createTestClock } from '../support/fake-leases.ts';

const DOCUMENT = readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8');

it('docs/metrics.md lists the metrics of the engine, and no other', async () => {
  const metrics = createEngineMetrics();
  const clock = createTestClock();
  observeSessions(metrics, { sessions: { list: () => [] }, reads: { running: () => 0 }, clock });
  const shown = [...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  const listed = [...DOCUMENT.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  expect(shown.filter((name) => !listed.includes(name))).toEqual([]);
  const own = (names: readonly (string | undefined)[]) =>
    names.filter((name) => name?.startsWith('grabber_engine_')).sort();
  expect(own(listed)).toEqual(own(shown));
});
