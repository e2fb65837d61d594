import type { ApiEvent } from '@grabber/contracts/api/event';
import type { EngineProgressEvent } from '@grabber/contracts/engine/event';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { progressEvent, qrEvent, statusByEngine } from './api-events.ts';
import type { EventHub } from './event-hub.ts';
import type { GrabFeed } from './grab-feed.ts';
import type { LiveEngine } from './live-engine.ts';

/** Publishes the events of a session to its followers and to those of its workspace. */
export function sessionPublisher(options: {
  readonly hub: EventHub;
  readonly engine: LiveEngine;
  readonly grabs: Pick<GrabFeed, 'runningGrab'>;
}) {
  const { hub, engine, grabs } = options;
  const publish = (
    { id, workspace_id }: Pick<SessionRow, 'id' | 'workspace_id'>,
    event: ApiEvent,
  ) => hub.publish(event, { sessionId: id, workspaceId: workspace_id });
  return {
    status(row: SessionRow): void {
      publish(row, { type: 'session', session: statusByEngine(row, engine) });
    },
    /** Publishes nothing if the session shows no QR code. */
    qr(row: SessionRow): void {
      const qr = engine.qr(row.id);
      if (qr) publish(row, qrEvent(qr));
    },
    progress(row: SessionRow | undefined, read: EngineProgressEvent): void {
      if (row) publish(row, progressEvent(read, grabs.runningGrab(row.id)));
    },
    removed(row: Pick<SessionRow, 'id' | 'workspace_id'>): void {
      publish(row, { type: 'session_removed', session_id: row.id });
    },
  };
}
