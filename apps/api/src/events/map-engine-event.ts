import type { ApiProgressEvent, ApiQrEvent } from '@grabber/contracts/api/event';
import type { EngineEvent, EngineProgressEvent } from '@grabber/contracts/engine/event';

/** With the QR itself: whoever hands it on decides who may see it. */
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
