import type { EngineEvent, EngineProgressEvent } from '@grabber/contracts/engine/event';
import { createPublisher } from '@grabber/primitives/publisher';
import type { EventSink } from '@grabber/service-kit/event-stream';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Session } from '../sessions/session.ts';
import { viewOf } from '../sessions/session-state.ts';

export type EngineEvents = ReturnType<typeof createEngineEvents>;

/** Publishes the events of all sessions to the current subscribers. */
export function createEngineEvents() {
  const publisher = createPublisher<EngineEvent, EventSink>();
  const { publish } = publisher;
  const shownQrs = new WeakMap<Session, string>();
  const reads = new Map<string, EngineProgressEvent>();
  let isClosed = false;

  return {
    sessionChanged(session: Session): void {
      publish({ type: 'session', session: viewOf(session.id, session.state) });
      const event = qrEvent(session);
      if (!event || shownQrs.get(session) === event.qr) return;
      shownQrs.set(session, event.qr);
      publish(event);
    },
    sessionRemoved(session: Session): void {
      publish({ type: 'session_removed', session_id: session.id });
    },
    readChanged(event: EngineProgressEvent): void {
      if (event.state === 'running') reads.set(event.read_id, event);
      else reads.delete(event.read_id);
      publish(event);
    },
    /** The current state for a new subscriber. Throws ServiceError SHUTTING_DOWN. */
    snapshot(sessions: readonly Session[]): EngineEvent {
      if (isClosed) throw new ServiceError('SHUTTING_DOWN', 'The engine is stopping.');
      return {
        type: 'snapshot',
        sessions: sessions.map(({ id, state }) => viewOf(id, state)),
        qrs: sessions.map(qrEvent).filter((event) => event !== null),
        reads: [...reads.values()],
      };
    },
    /** Returns a function that ends the subscription. */
    subscribe: publisher.subscribe,
    /** Ends all subscriptions, and refuses new ones. */
    close(): void {
      isClosed = true;
      publisher.end();
    },
  };
}

function qrEvent({ id, state: { qr } }: Session) {
  if (!qr) return null;
  const expires_at = qr.expiresAt.toISOString();
  return { type: 'qr' as const, session_id: id, qr: qr.text, expires_at };
}
