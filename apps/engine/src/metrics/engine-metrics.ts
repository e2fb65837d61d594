import type { ReadKind, TrailerLine } from '@grabber/contracts/engine/reading';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Limit } from '../sessions/admission.ts';
import type { ReadObserver } from '../use-cases/observe-read.ts';
import { createLeaseMetrics } from './lease-metrics.ts';

const PREFIX = 'grabber_engine_';
const MS_PER_SECOND = 1_000;
const LIMITS: readonly (Limit | 'reads')[] = ['sessions', 'browsers', 'starts', 'reads'];
const READ_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

export type EngineMetrics = ReturnType<typeof createEngineMetrics>;

/** The engine's Prometheus metrics. No label holds a number, a name or a JID. */
export function createEngineMetrics() {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers: [register] });

  const reads = counter('reads_total', 'Reads that ended, by outcome.', ['kind', 'outcome']);
  const failures = counter('read_failures_total', 'Reads that failed, by error code.', ['code']);
  const items = counter('read_items_total', 'Items read.', ['type']);
  const unreadable = counter('unreadable_items_total', 'Items that could not be read.', []);
  const queries = counter('whatsapp_queries_total', 'Queries that reads sent to WhatsApp.', []);
  const restarts = counter('browser_restarts_total', 'Browsers replaced, by reason.', ['code']);
  const refusals = counter('refused_total', 'Requests refused because of a limit.', ['limit']);
  // So that an alert sees the first refusal, too.
  for (const limit of LIMITS) refusals.inc({ limit }, 0);
  const durations = new Histogram({
    name: `${PREFIX}read_duration_seconds`,
    help: 'Duration of finished reads.',
    labelNames: ['kind'],
    buckets: READ_SECONDS,
    registers: [register],
  });

  function countFinished(kind: ReadKind, trailer: TrailerLine): void {
    reads.inc({ kind, outcome: trailer.complete ? 'complete' : 'incomplete' });
    durations.observe({ kind }, trailer.timings.total_ms / MS_PER_SECOND);
    items.inc({ type: 'group' }, trailer.total_groups);
    items.inc({ type: 'participant' }, trailer.total_participants);
    items.inc({ type: 'contact' }, trailer.total_contacts);
    unreadable.inc(trailer.unreadable_count);
  }

  const readObserver: ReadObserver = {
    onLine: (read, line) => {
      if (line.type === 'trailer') countFinished(read.kind, line);
    },
    onQueries: (count) => queries.inc(count),
    onFailed: ({ kind }, code) => {
      reads.inc({ kind, outcome: 'failed' });
      failures.inc({ code });
    },
  };

  return {
    register,
    readObserver,
    leases: createLeaseMetrics(register),
    countRestart: (code: string) => restarts.inc({ code }),
    countRefusal: (limit: Limit | 'reads') => refusals.inc({ limit }),
    contentType: register.contentType,
    text: () => register.metrics(),
  };
}
