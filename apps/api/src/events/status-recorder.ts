import type { EngineSession } from '@grabber/contracts/engine/session';
import { findSession } from '@grabber/database/sessions/sessions';
import { toApiError } from '../messages/to-api-error.ts';
import { recordEngineSession } from '../sessions/record-engine-session.ts';
import type { EventSources } from './event-sources.ts';
import type { KnownRows } from './known-rows.ts';

export type StatusRecorder = {
  /** Stores the state in the background and skips outdated ones. Null: the engine does not have the session. */
  note(sessionId: string, live: EngineSession | null): void;
  /** Drops the waiting states. Resolves when the running write has ended. */
  close(): Promise<void>;
};

/** Stores each session status that the engine reports. */
export function createStatusRecorder(
  context: Omit<EventSources, 'engine'>,
  rows: Pick<KnownRows, 'forget'>,
): StatusRecorder {
  /** At most two states per session: the resting status of a removed session depends on the state before. */
  const waiting = new Map<string, (EngineSession | null)[]>();
  /** By session: the last restart that was counted. */
  const counted = new Map<string, string>();
  let running: Promise<void> | undefined;

  async function record(id: string, live: EngineSession | null): Promise<void> {
    try {
      const row = await findSession(context.db, { id, workspace_id: null });
      if (!row) return rows.forget(id);
      await recordEngineSession(context, row, live);
      if (live) await countRestarts(live);
    } catch (error) {
      // The next status request stores it.
      const err = toApiError(error);
      context.logger.warn({ err, session_id: id }, 'Storing a session status failed');
    }
  }

  /** Each process counts all of them. The database knows which it has already. */
  async function countRestarts({ session_id, restarted_at }: EngineSession): Promise<void> {
    const last = restarted_at.at(-1);
    if (last === undefined || last === counted.get(session_id)) return;
    counted.set(session_id, last);
    const times = restarted_at.map((time) => new Date(time));
    await context.budget.note(session_id, 'browser_start', times);
  }

  async function recordAll(): Promise<void> {
    for (let next = waiting.entries().next(); !next.done; next = waiting.entries().next()) {
      const [id, states] = next.value;
      waiting.delete(id);
      for (const live of states) await record(id, live);
    }
    running = undefined;
  }

  return {
    note(sessionId, live) {
      const before = waiting.get(sessionId)?.find((state) => state !== null);
      if (live) waiting.set(sessionId, [before ? outdate(before, live) : live]);
      else waiting.set(sessionId, before ? [before, null] : [null]);
      running ??= recordAll();
    },
    async close() {
      waiting.clear();
      await running;
    },
  };
}

/** Keeps the values that the later state lacks, as if both states had been stored. */
function outdate(before: EngineSession, live: EngineSession): EngineSession {
  const phone_number = live.phone_number ?? before.phone_number;
  return { ...live, phone_number, connected_at: live.connected_at ?? before.connected_at };
}
