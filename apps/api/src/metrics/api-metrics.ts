import type { Database } from '@grabber/database/connection/open-database';
import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  type Metric,
  Registry,
} from 'prom-client';
import type { GrabEvents } from '../grabs/grab-events.ts';
import { HEALTH_PARTS, type Health } from '../health/health.ts';
import type { PlacementCounters } from './placement-metrics.ts';
import { createWorkMetrics, type WakeOutcome } from './work-metrics.ts';

const PREFIX = 'grabber_api_';
const MS_PER_SECOND = 1_000;
const REQUEST_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120];

type Answered = {
  readonly method: string;
  /** The template, never a path. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
};

export type ApiMetrics = {
  readonly contentType: string;
  text(): Promise<string>;
  countAnswer(answered: Answered): void;
  countError(code: string): void;
  countDelivery(outcome: 'delivered' | 'failed'): void;
  countDeadWebhook(reason: string): void;
  countWake(outcome: WakeOutcome): void;
};

type Sources = {
  readonly db: Database;
  readonly health: Health;
  readonly grabEvents: GrabEvents;
  readonly placements: PlacementCounters;
};

/**
 * Of the process, once for all that runs in it. prom-client measures the delay of the event loop and observes the
 * garbage collector for as long as the process lives, and would keep everything that it reaches from there.
 */
let ofProcess: readonly Metric[] | undefined;

function processMetrics(): readonly Metric[] {
  if (ofProcess) return ofProcess;
  const register = new Registry();
  collectDefaultMetrics({ register });
  ofProcess = register.getMetricsAsArray() as unknown as readonly Metric[];
  return ofProcess;
}

/** The API's Prometheus metrics. No label holds a number, a name, a JID or a key. */
export function createApiMetrics(sources: Sources): ApiMetrics {
  const register = new Registry();
  for (const metric of processMetrics()) register.registerMetric(metric);
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers: [register] });
  const answers = counter('http_requests_total', 'Requests that were answered.', [
    'method',
    'route',
    'status',
  ]);
  const errors = counter('errors_total', 'Errors that were answered, by code.', ['code']);
  const grabs = counter('grabs_total', 'States that grabs of this process reached.', [
    'kind',
    'state',
  ]);
  const durations = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: 'Duration of answered requests, with the sending.',
    labelNames: ['method', 'route'],
    buckets: REQUEST_SECONDS,
    registers: [register],
  });
  sources.grabEvents.subscribe((event) => {
    if (event.type === 'state') grabs.inc({ kind: event.kind, state: event.state });
  });
  observeHealth(register, sources.health);
  observeDatabase(register, sources.db);
  sources.placements.register(register, sources.db);
  return {
    contentType: register.contentType,
    text: () => register.metrics(),
    countAnswer({ method, route, status, ms }) {
      answers.inc({ method, route, status });
      durations.observe({ method, route }, ms / MS_PER_SECOND);
    },
    countError: (code) => errors.inc({ code }),
    ...webhookCounters(counter),
    ...createWorkMetrics(register, sources.db),
  };
}

function webhookCounters(
  counter: <Label extends string>(name: string, help: string, labels: Label[]) => Counter<Label>,
): Pick<ApiMetrics, 'countDelivery' | 'countDeadWebhook'> {
  const sent = counter('webhook_deliveries_total', 'Requests to receivers of webhooks.', [
    'outcome',
  ]);
  const dead = counter('webhooks_given_up_total', 'Webhooks that were given up.', ['reason']);
  return {
    countDelivery: (outcome) => sent.inc({ outcome }),
    countDeadWebhook: (reason) => dead.inc({ reason }),
  };
}

/** Gauges that are computed for each scrape. */
function observeHealth(register: Registry, health: Health): void {
  new Gauge({
    name: `${PREFIX}ready`,
    help: '1: the address book can be read.',
    registers: [register],
    async collect() {
      const { status } = await health.readiness();
      this.set(status === 'unavailable' ? 0 : 1);
    },
  });
  new Gauge({
    name: `${PREFIX}degraded`,
    help: '1: this part does not work.',
    labelNames: ['part'],
    registers: [register],
    async collect() {
      const { checks } = await health.readiness();
      for (const part of HEALTH_PARTS) this.set({ part }, (checks[part] ?? 'ok') === 'ok' ? 0 : 1);
    },
  });
}

function observeDatabase(register: Registry, db: Database): void {
  const pools = { requests: db.pool, grabs: db.grabPool, reserved: db.reserved.pool };
  new Gauge({
    name: `${PREFIX}database_connections`,
    help: 'Connections to the database.',
    labelNames: ['pool', 'state'],
    registers: [register],
    collect() {
      for (const [pool, { totalCount, idleCount }] of Object.entries(pools)) {
        this.set({ pool, state: 'idle' }, idleCount);
        this.set({ pool, state: 'used' }, totalCount - idleCount);
      }
    },
  });
  new Gauge({
    name: `${PREFIX}database_waiting`,
    help: 'Requests and grabs that wait for a connection.',
    labelNames: ['pool'],
    registers: [register],
    collect() {
      for (const [pool, { waitingCount }] of Object.entries(pools))
        this.set({ pool }, waitingCount);
    },
  });
  new Counter({
    name: `${PREFIX}database_silent_connections_total`,
    help: 'Connections that were closed because they did not answer any more.',
    registers: [register],
    collect() {
      this.reset();
      this.inc(db.signs().silentConnections);
    },
  });
}
