import type { Database } from '@grabber/database/connection/open-database';
import { countSchedules } from '@grabber/database/schedules/failing-schedules';
import { countWaitingToWake } from '@grabber/database/sessions/wake-queue';
import { cacheBriefly } from '@grabber/primitives/cache-briefly';
import { Counter, type Registry } from 'prom-client';
import { addStoredGauge } from './stored-gauge.ts';

const PREFIX = 'grabber_api_';
/** It looks at grabs of every schedule, 0.1 s for 2,000, and changes slowly. */
const SCHEDULES_CACHE_MS = 60_000;
const OUTCOMES = ['woken', 'no_browser', 'failed'] as const;

/** How the wake of a sleeping session ended. `no_browser`: its time was over before a browser was free. */
export type WakeOutcome = (typeof OUTCOMES)[number];

/** What sessions and schedules wait for, and how wakes end. */
export function createWorkMetrics(register: Registry, db: Database) {
  const wakes = new Counter({
    name: `${PREFIX}wakes_total`,
    help: 'Sleeping sessions that were to be woken.',
    labelNames: ['outcome'],
    registers: [register],
  });
  for (const outcome of OUTCOMES) wakes.inc({ outcome }, 0);
  addStoredGauge(register, {
    name: 'sessions_waiting',
    help: 'Sleeping sessions that wait for a free browser.',
    count: () => countWaitingToWake(db),
  });
  addStoredGauge(register, {
    name: 'schedules',
    help: 'Enabled schedules, and those of them that bring no complete grab.',
    label: 'state',
    count: cacheBriefly(() => countSchedules(db), SCHEDULES_CACHE_MS),
  });
  return { countWake: (outcome: WakeOutcome) => wakes.inc({ outcome }) };
}
