import type { ApiGrabEvent, ApiProgressEvent, ApiQrEvent } from '@grabber/contracts/api/event';
import type { SessionStatusReport } from '@grabber/contracts/api/session';
import type { EngineEvent, EngineProgressEvent } from '@grabber/contracts/engine/event';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { grabCounters } from '../mappers/grab-record-to-wire.ts';
import { statusToWire } from '../mappers/session-to-wire.ts';
import { withLive } from '../sessions/record-engine-session.ts';
import type { LiveEngine } from './live-engine.ts';

/** A grab without its lists. A client can request them with the grab. */
export function grabEvent(grab: GrabRow): ApiGrabEvent {
  return {
    type: 'grab',
    grab_id: grab.id,
    session_id: grab.session_id,
    kind: grab.kind,
    state: grab.state,
    complete: grab.complete,
    ...grabCounters(grab),
    error: grab.error,
  };
}

/** Contains the QR code itself: the sender of the event must check who may see it. */
export function qrEvent(event: EngineEvent & { type: 'qr' }): ApiQrEvent {
  const { session_id, expires_at, qr } = event;
  return { type: 'qr', session_id, expires_at, qr };
}

export function progressEvent(
  { session_id, kind, phase, done, total }: EngineProgressEvent,
  grabId: string | null,
): ApiProgressEvent {
  return { type: 'progress', session_id, grab_id: grabId, kind, phase, done, total };
}

/** The session's status as last reported by the engine. Stale while the engine cannot be followed. */
export function statusByEngine(row: SessionRow, engine: LiveEngine): SessionStatusReport {
  if (!engine.isFollowed()) {
    return statusToWire({ session: row, stale: true, live: null });
  }
  const live = engine.session(row.id);
  return statusToWire({ session: withLive(row, live), stale: false, live });
}
