import type { SessionStatus } from '@grabber/contracts/session-status';
import { Gauge, type Registry } from 'prom-client';
import { memoryOfSessions } from '../browser/browser-memory.ts';
import type { LeaseClock } from '../leases/lease-clock.ts';
import type { ReadAdmission } from '../limits/read-admission.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { STATUS_MOVES } from '../sessions/session-state.ts';
import { changedMembers } from './changed-members.ts';
import type { EngineMetrics } from './engine-metrics.ts';

const PREFIX = 'grabber_engine_';
const MS_PER_SECOND = 1_000;
const STATUSES = Object.keys(STATUS_MOVES) as SessionStatus[];

type Observed = {
  readonly sessions: Pick<SessionRegistry, 'list'>;
  readonly reads: Pick<ReadAdmission, 'running'>;
  readonly clock: LeaseClock;
};

/** Adds the gauges that are computed for each scrape: sessions, leases, running reads, memory. */
export function observeSessions(
  { register }: EngineMetrics,
  { sessions, reads, clock }: Observed,
): void {
  const gauge = gaugesOf(register);
  gauge('sessions', 'Sessions by status.', ['status'], (it) => {
    for (const status of STATUSES) it.set({ status }, 0);
    for (const { state } of sessions.list()) it.inc({ status: state.status });
  });
  gauge('sessions_asleep', 'Sessions without a browser that a grab wakes.', [], (it) =>
    it.set(sessions.list().filter(({ state }) => state.isAsleep).length),
  );
  observeLeases(gauge, sessions, clock);
  gauge('reads_running', 'Running reads.', [], (it) => it.set(reads.running()));
  gauge(
    'whatsapp_web_changed',
    'Sessions whose WhatsApp Web lacks a member that reads or the start need.',
    ['code', 'member'],
    (it) => {
      for (const { state } of sessions.list()) {
        for (const member of changedMembers(state)) {
          it.inc({ code: 'WHATSAPP_WEB_CHANGED', member });
        }
      }
    },
  );
  gauge('browser_memory_bytes', 'Memory of each browser.', ['session_id'], async (it) => {
    for (const [session_id, bytes] of await memoryOfSessions(sessions.list())) {
      it.set({ session_id }, bytes);
    }
  });
}

/** The leases in use that end by time. Without one the second series is missing. */
function observeLeases(gauge: AddGauge, sessions: Observed['sessions'], clock: LeaseClock): void {
  const ends = () =>
    sessions.list().flatMap(({ isActive, lease }) => {
      const isHeld = isActive && lease !== null && !lease.isLost && lease.untilMs !== null;
      return isHeld ? [lease.untilMs as number] : [];
    });
  gauge('leases', 'Sessions that run under a lease.', [], (it) => it.set(ends().length));
  gauge('lease_left_seconds', 'Time left of the lease that ends first.', [], (it) => {
    const next = Math.min(...ends());
    if (next === Number.POSITIVE_INFINITY) it.remove();
    else it.set((next - clock.nowMs()) / MS_PER_SECOND);
  });
}

type AddGauge = ReturnType<typeof gaugesOf>;

function gaugesOf(register: Registry) {
  return (
    name: string,
    help: string,
    labelNames: string[],
    collect: (gauge: Gauge<string>) => void | Promise<void>,
  ) =>
    new Gauge({
      name: `${PREFIX}${name}`,
      help,
      labelNames,
      registers: [register],
      async collect() {
        this.reset();
        await collect(this);
      },
    });
}
