import type { EngineEvent, EngineProgressEvent } from '@grabber/contracts/engine/event';
import type { EngineSession } from '@grabber/contracts/engine/session';

type Qr = EngineEvent & { type: 'qr' };

/** The state of one engine as its events describe it: what it holds by session, and its running reads. */
export type EngineState = ReturnType<typeof createEngineState>;

export function createEngineState() {
  const sessions = new Map<string, EngineSession>();
  const qrs = new Map<string, Qr>();
  const reads = new Map<string, EngineProgressEvent>();
  return {
    sessions,
    qrs,
    reads,
    take(event: EngineEvent): void {
      if (event.type === 'snapshot') {
        for (const known of [sessions, qrs, reads]) known.clear();
        for (const session of event.sessions) sessions.set(session.session_id, session);
        for (const qr of event.qrs) qrs.set(qr.session_id, qr);
        for (const read of event.reads) reads.set(read.read_id, read);
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
