import type { EngineSession } from '@grabber/contracts/engine/session';
import { findSession } from '@grabber/database/sessions/sessions';
import { toApiError } from '../messages/to-api-error.ts';
import { recordEngineSession } from '../sessions/record-engine-session.ts';
import type { EventSources } from './event-sources.ts';
import type { KnownRows } from './known-rows.ts';

export type StatusRecorder = {
  /** Stores it in the background (null: the engine does not hold it); what is outdated is left out. */
  note(sessionId: string, live: EngineSession | null): void;
  /** Resolves when nothing is being stored; what still waits is dropped. */
  close(): Promise<void>;
};

/** Keeps the stored status of sessions at what the engine told last. */
export function createStatusRecorder(
  context: Omit<EventSources, 'engine'>,
  rows: Pick<KnownRows, 'forget'>,
): StatusRecorder {
  /** At most two for each session: how one that is not held rests depends on what it was before. */
  const waiting = new Map<string, (EngineSession | null)[]>();
  let running: Promise<void> | undefined;

  async function record(id: string, live: EngineSession | null): Promise<void> {
    try {
      const row = await findSession(context.db, { id, workspace_id: null });
      if (row) await recordEngineSession(context, row, live);
      else rows.forget(id);
    } catch (error) {
      // Whoever asks for the status next stores it.
      const err = toApiError(error);
      context.logger.warn({ err, session_id: id }, 'Could not store the status of a session');
    }
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

/** What a later state does not tell stays known, as if both were stored. */
function outdate(before: EngineSession, live: EngineSession): EngineSession {
  const phone_number = live.phone_number ?? before.phone_number;
  return { ...live, phone_number, connected_at: live.connected_at ?? before.connected_at };
}
