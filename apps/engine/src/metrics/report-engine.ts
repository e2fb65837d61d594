import { totalmem } from 'node:os';
import type { EngineReport, SelfCheck } from '@grabber/contracts/engine/report';
import { VERSION } from '@grabber/contracts/version';
import { memoryOfSessions } from '../browser/browser-memory.ts';
import type { ReadAdmission } from '../limits/read-admission.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { changedMembers } from './changed-members.ts';

const MS_PER_SECOND = 1_000;

/** What the engine says about itself now. Null where the system does not say it. */
export async function reportEngine({
  sessions,
  reads,
  config,
}: {
  readonly sessions: Pick<SessionRegistry, 'list'>;
  readonly reads: ReadAdmission;
  readonly config: {
    readonly maxSessions: number;
    readonly maxBrowsers: number;
    readonly maxStarts: number;
  };
}): Promise<EngineReport> {
  const held = sessions.list();
  const withBrowser = held.filter(({ connection }) => (connection?.browserPid() ?? null) !== null);
  const memory = await memoryOfSessions(held);
  const isKnown = memory.size > 0 || withBrowser.length === 0;
  return {
    version: VERSION,
    started_at: new Date(Date.now() - process.uptime() * MS_PER_SECOND).toISOString(),
    memory_bytes: process.memoryUsage.rss(),
    memory_limit_bytes: memoryLimit(),
    browsers_memory_bytes: isKnown ? [...memory.values()].reduce((sum, one) => sum + one, 0) : null,
    browsers: withBrowser.length,
    browsers_limit: config.maxBrowsers,
    sessions: {
      now: held.filter(({ isActive, state }) => isActive || state.isAsleep).length,
      limit: config.maxSessions,
    },
    starts: {
      now: held.filter(({ releaseStart }) => releaseStart !== null).length,
      limit: config.maxStarts,
    },
    reads: { now: reads.running(), limit: reads.limit },
    pages: held.map((session) => ({
      session_id: session.id,
      whatsapp_web_version: session.state.whatsappWebVersion,
      memory_bytes: memory.get(session.id) ?? null,
      self_check: selfCheckOf(session),
    })),
  };
}

/** A container has its own limit, which the system gives as 0 or as more than the machine has if it has no limit. */
function memoryLimit(): number {
  const ofContainer = process.constrainedMemory();
  return ofContainer > 0 ? Math.min(ofContainer, totalmem()) : totalmem();
}

/** A start that failed because of a missing part is a failed check, too. */
export function selfCheckOf({
  state,
  checkedAt,
}: Pick<Session, 'checkedAt'> & {
  readonly state: Pick<Session['state'], 'missing' | 'lastError' | 'statusChangedAt'>;
}): SelfCheck {
  const missing = changedMembers(state);
  if (missing.length > 0) {
    const at = checkedAt ?? state.statusChangedAt;
    return { outcome: 'failed', checked_at: at.toISOString(), missing };
  }
  if (checkedAt === null) return { outcome: 'unknown', checked_at: null, missing };
  return { outcome: 'passed', checked_at: checkedAt.toISOString(), missing };
}
