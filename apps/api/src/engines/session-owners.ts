import type { Database } from '@grabber/database/connection/open-database';
import { listOwners, listPlacedLately } from '@grabber/database/placements/placement-row';

/** Placements are seen at the latest by then, however late they are committed. */
const LATELY_SECONDS = 60;

/** Which engine each session is on, as the database last said. */
export type SessionOwners = {
  /** Whether the engine is that of the session. A session without a placement is that of any engine. */
  isOwner(engineId: string | undefined, sessionId: string): Promise<boolean>;
  /** The same of many, with one query. */
  learn(sessionIds: readonly string[]): Promise<void>;
  /** As last learnt. */
  known(sessionId: string): string | undefined;
  /** Asks what was placed lately. Answers the sessions that have another engine now. */
  refresh(): Promise<readonly string[]>;
};

export function createSessionOwners(db: Database): SessionOwners {
  const owners = new Map<string, string>();

  async function learn(sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length === 0) return;
    for (const [id, owner] of await listOwners(db, sessionIds)) owners.set(id, owner);
  }

  return {
    learn,
    known: (sessionId) => owners.get(sessionId),
    async isOwner(engineId, sessionId) {
      if (owners.get(sessionId) === engineId) return true;
      // It may have been placed a moment ago.
      await learn([sessionId]);
      const owner = owners.get(sessionId);
      return owner === undefined || owner === engineId;
    },
    async refresh() {
      const moved: string[] = [];
      for (const { session_id, engine_id } of await listPlacedLately(db, {
        seconds: LATELY_SECONDS,
      })) {
        if (owners.get(session_id) === engine_id) continue;
        owners.set(session_id, engine_id);
        moved.push(session_id);
      }
      return moved;
    },
  };
}
