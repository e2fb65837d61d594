import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkedPage } from './linked-page.ts';
import type { Reading, Subject, Way } from './messages.ts';
import { startPageClock } from './page-clock.ts';
import { readOnce } from './read-once.ts';

const NODE_CLOCK_MS = 1;
const NANOSECONDS_PER_MS = 1e6;
const MICROSECONDS_PER_MS = 1e3;
/** Lets both clocks tick once before and after the read. */
const SETTLE_MS = 20;

/** Reads once and measures the cost for this process and the page. */
export async function measureReading(
  linked: LinkedPage,
  way: Way,
  subject: Subject,
): Promise<Reading> {
  if (subject === 'stale_groups') await linked.makeGroupsStale();
  collectGarbage();
  const pageClock = await startPageClock(linked.page);
  const nodeClock = monitorEventLoopDelay({ resolution: NODE_CLOCK_MS });
  nodeClock.enable();
  await sleep(SETTLE_MS);
  nodeClock.reset();
  const cpuBefore = await cpuMs(linked);
  const bytesBefore = linked.bytesReceived();
  const start = performance.now();
  const items = await readOnce(linked, way, subject);
  const ms = performance.now() - start;
  const cdpBytes = linked.bytesReceived() - bytesBefore;
  const cpu = (await cpuMs(linked)) - cpuBefore;
  await sleep(SETTLE_MS);
  nodeClock.disable();
  const nodeStallMs = Math.max(0, nodeClock.max / NANOSECONDS_PER_MS - NODE_CLOCK_MS);
  return { ms, cpuMs: cpu, items, cdpBytes, nodeStallMs, pageStallMs: await pageClock.stop() };
}

async function cpuMs(linked: LinkedPage): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (user + system) / MICROSECONDS_PER_MS + (await linked.browserCpuMs());
}

/** Collects garbage, so that a read does not pay for the one before it; needs --expose-gc. */
export function collectGarbage(): void {
  if (!globalThis.gc) throw new Error('Run with --expose-gc');
  void globalThis.gc();
}
