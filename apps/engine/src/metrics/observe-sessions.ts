import type { SessionStatus } from '@grabber/contracts/session-status';
import { Gauge } from 'prom-client';
import { memoryOfSessions } from '../browser/browser-memory.ts';
import type { ReadAdmission } from '../limits/read-admission.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { STATUS_MOVES } from '../sessions/session-state.ts';
import { changedMembers } from './changed-members.ts';
import type { EngineMetrics } from './engine-metrics.ts';

const PREFIX = 'grabber_engine_';
const STATUSES = Object.keys(STATUS_MOVES) as SessionStatus[];

/** Adds the gauges that are computed for each scrape: sessions, running reads, memory. */
export function observeSessions(
  { register }: EngineMetrics,
  { sessions, reads }: { sessions: SessionRegistry; reads: ReadAdmission },
): void {
  const gauge = (
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

  gauge('sessions', 'Sessions by status.', ['status'], (it) => {
    for (const status of STATUSES) it.set({ status }, 0);
    for (const { state } of sessions.list()) it.inc({ status: state.status });
  });
  gauge('sessions_asleep', 'Sessions without a browser that a grab wakes.', [], (it) =>
    it.set(sessions.list().filter(({ state }) => state.isAsleep).length),
  );
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
