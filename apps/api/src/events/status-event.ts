import type { SessionStatusReport } from '@grabber/contracts/api/session';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { statusToWire } from '../mappers/session-to-wire.ts';
import { withLive } from '../use-cases/sessions/record-engine-session.ts';
import type { LiveEngine } from './live-engine.ts';

/** The status of a session by what the engine told last; stale when it tells nothing now. */
export function statusByEngine(row: SessionRow, engine: LiveEngine): SessionStatusReport {
  if (!engine.isFollowed()) return statusToWire({ session: row, stale: true, qrExpiresAt: null });
  const live = engine.session(row.id);
  const qrExpiresAt = live?.qr_expires_at ?? null;
  return statusToWire({ session: withLive(row, live), stale: false, qrExpiresAt });
}
