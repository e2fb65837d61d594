import type { EngineEvent, EngineProgressEvent } from '@grabber/contracts/engine/event';
import type { EngineSession } from '@grabber/contracts/engine/session';

type Qr = EngineEvent & { type: 'qr' };
type Snapshot = EngineEvent & { type: 'snapshot' };

/** The engine's state as its events describe it. Valid only while the engine is followed. */
export type LiveEngine = ReturnType<typeof createLiveEngine>;

export function createLiveEngine() {
  const sessions = new Map<string, EngineSession>();
  const qrs = new Map<string, Qr>();
  const reads = new Map<string, EngineProgressEvent>();
  let isFollowed = false;

  function takeSnapshot(snapshot: Snapshot): void {
    isFollowed = true;
    for (const known of [sessions, qrs, reads]) known.clear();
    for (const session of snapshot.sessions) sessions.set(session.session_id, session);
    for (const qr of snapshot.qrs) qrs.set(qr.session_id, qr);
    for (const read of snapshot.reads) reads.set(read.read_id, read);
  }

  return {
    isFollowed: () => isFollowed,
    /** Null: the engine does not have this session. */
    session: (id: string): EngineSession | null => sessions.get(id) ?? null,
    qr: (id: string): Qr | undefined => qrs.get(id),
    /** The reads that run. */
    reads: () => [...reads.values()],
    lose(): void {
      isFollowed = false;
    },
    take(event: EngineEvent): void {
      if (event.type === 'snapshot') {
        takeSnapshot(event);
      } else if (event.type === 'session') {
        const { session } = event;
        sessions.set(session.session_id, session);
        if (session.status !== 'qr') qrs.delete(session.session_id);
      } else if (event.type === 'session_removed') {
        sessions.delete(event.session_id);
        qrs.delete(event.session_id);
      } else if (event.type === 'qr') {
        qrs.set(event.session_id, event);
      } else if (event.state === 'running') {
        reads.set(event.read_id, event);
      } else {
        reads.delete(event.read_id);
      }
    },
  };
}
