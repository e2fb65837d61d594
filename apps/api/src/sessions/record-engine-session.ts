import type { EngineSession } from '@grabber/contracts/engine/session';
import { isDatabaseFull, isDatabaseReadOnly } from '@grabber/database/connection/database-errors';
import type { Database } from '@grabber/database/connection/open-database';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import {
  findSession,
  recordSessionGone,
  recordSessionStatus,
} from '@grabber/database/sessions/sessions';
import type { KnownSession } from '../mappers/session-to-wire.ts';

/**
 * Stores the engine's state of a session and answers the row with that state, because another writer may
 * store an older or newer state at the same time. Null: the engine does not have the session.
 */
export async function recordEngineSession(
  { db, clock }: { readonly db: Database; readonly clock: () => Date },
  session: SessionRow,
  live: EngineSession | null,
): Promise<KnownSession> {
  try {
    return await record({ db, clock }, session, live);
  } catch (error) {
    // The state is known, and is stored when the database takes writes again.
    if (!isDatabaseReadOnly(error) && !isDatabaseFull(error)) throw error;
    return { session: withLive(session, live), stale: false, live };
  }
}

async function record(
  { db, clock }: { readonly db: Database; readonly clock: () => Date },
  session: SessionRow,
  live: EngineSession | null,
): Promise<KnownSession> {
  const { id, status } = session;
  const now = clock();
  const shown = { stale: false, live };
  if (live) {
    const { asleep, phone_number, last_error } = live;
    const connected_at = live.connected_at ? new Date(live.connected_at) : null;
    const since = new Date(live.status_changed_at);
    const report = {
      id,
      status: live.status,
      asleep,
      phone_number,
      last_error,
      connected_at,
      since,
      now,
    };
    if (isKnown(session, report)) return { session, ...shown };
    await recordSessionStatus(db, report);
  } else {
    if (status === restingStatus(status)) return { session, ...shown };
    // The row may have changed since it was read: a logout that is not confirmed stores its error.
    await recordSessionGone(db, { id, now });
  }
  const stored = await findSession(db, { id: session.id, workspace_id: session.workspace_id });
  return { session: withLive(stored ?? session, live), ...shown };
}

/** The row with the engine's state. Null: the engine does not have the session. */
export function withLive(row: SessionRow, live: EngineSession | null): SessionRow {
  if (!live) return { ...row, status: restingStatus(row.status), asleep: false };
  const { status, asleep, last_error } = live;
  const phone_number = live.phone_number ?? row.phone_number;
  const connected_at = live.connected_at ? new Date(live.connected_at) : row.connected_at;
  return { ...row, status, asleep, last_error, phone_number, connected_at };
}

/** The status of a session without a browser. It keeps `logged_out` and `failed`. */
export function restingStatus(status: SessionRow['status']): SessionRow['status'] {
  return status === 'logged_out' || status === 'failed' ? status : 'disconnected';
}

type Report = Parameters<typeof recordSessionStatus>[1];

function isKnown(session: SessionRow, report: Report): boolean {
  return (
    session.status === report.status &&
    session.asleep === report.asleep &&
    (report.phone_number ?? session.phone_number) === session.phone_number &&
    session.last_error?.code === report.last_error?.code &&
    session.last_error?.message === report.last_error?.message &&
    (report.connected_at ?? session.connected_at)?.getTime() === session.connected_at?.getTime()
  );
}
