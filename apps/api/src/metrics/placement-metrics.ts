import type { Database } from '@grabber/database/connection/open-database';
import { countEngines } from '@grabber/database/placements/engines';
import {
  countSessionsByEngine,
  countWaitingForEngine,
} from '@grabber/database/placements/sessions-to-place';
import { Counter, Histogram, type Registry } from 'prom-client';
import type {
  MoveReason,
  PlacementObserver,
  RenewalOutcome,
} from '../engines/placement-observer.ts';
import { addStoredGauge } from './stored-gauge.ts';

const PREFIX = 'grabber_api_';
const MS_PER_SECOND = 1_000;
const ROUND_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30];
const OUTCOMES: readonly RenewalOutcome[] = ['renewed', 'late', 'refused', 'failed'];
const REASONS: readonly MoveReason[] = ['drained', 'dead', 'full'];

export type PlacementCounters = PlacementObserver & {
  /** Adds them, and the gauges that the database answers. Each series begins at 0, so that an alert sees its first event. */
  register(register: Registry, db: Database): void;
};

/** What happens to the sessions of several engines. With one engine nothing is counted. */
export function createPlacementCounters(): PlacementCounters {
  const registers: Registry[] = [];
  const renewals = new Counter({
    name: `${PREFIX}lease_renewals_total`,
    help: 'Leases that were to be prolonged.',
    labelNames: ['outcome'],
    registers,
  });
  const rounds = new Histogram({
    name: `${PREFIX}lease_round_duration_seconds`,
    help: 'Duration of a round over all engines.',
    buckets: ROUND_SECONDS,
    registers,
  });
  const moves = new Counter({
    name: `${PREFIX}sessions_moved_total`,
    help: 'Sessions that run on another engine than before.',
    labelNames: ['reason'],
    registers,
  });
  for (const outcome of OUTCOMES) renewals.inc({ outcome }, 0);
  for (const reason of REASONS) moves.inc({ reason }, 0);
  return {
    onRenewed: (outcome, count) => renewals.inc({ outcome }, count),
    onRound: (ms) => rounds.observe(ms / MS_PER_SECOND),
    onMoved: (reason) => moves.inc({ reason }),
    register(register, db) {
      register.registerMetric(renewals);
      register.registerMetric(rounds);
      register.registerMetric(moves);
      observePlacements(register, db);
    },
  };
}

/** The same for all processes; 0 with one engine. */
function observePlacements(register: Registry, db: Database): void {
  addStoredGauge(register, {
    name: 'engines',
    help: 'Of several engines those that take sessions, drain, or have gone without draining.',
    label: 'state',
    count: () => countEngines(db),
  });
  addStoredGauge(register, {
    name: 'sessions_by_engine',
    help: 'Sessions by the state of the engine that has them.',
    label: 'state',
    count: () => countSessionsByEngine(db),
  });
  addStoredGauge(register, {
    name: 'sessions_waiting_for_engine',
    help: 'Sessions whose profile is on an engine that is away.',
    count: () => countWaitingForEngine(db),
  });
}
