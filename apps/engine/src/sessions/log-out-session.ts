import { setTimeout as sleep } from 'node:timers/promises';
import { removeProfile } from '../browser/profile-directory.ts';
import { lockProfile } from '../browser/profile-lock.ts';
import { moveSession, type Session } from './session.ts';
import type { SessionTable } from './session-table.ts';
import { type Admit, startSession } from './start-session.ts';
import { halt } from './stop-session.ts';

const CONNECT_TIMEOUT_MS = 45_000;
const CONNECT_POLL_MS = 100;

/**
 * Unlinks the device, stops the browser and removes everything that the session left on disk. A linked
 * session that does not run is started for it, else the phone would list the device for ever. The engine
 * no longer knows the session then. Throws ServiceError SESSION_NOT_FOUND, PROFILE_IN_USE or ENGINE_FULL,
 * and then leaves everything as it was.
 */
export async function logOutSession(
  table: SessionTable,
  id: string,
  { admit, onRemoved }: { admit: Admit; onRemoved: (session: Session) => void },
): Promise<Session> {
  const session = await table.inTurn(id, async () => {
    const known = table.get(id);
    if (known.record.paired) await startSession(known, admit);
    return known;
  });
  // Between the turns: it takes its time.
  if (session.record.paired) await unlink(session);
  await table.inTurn(id, async () => {
    if (table.find(id) !== session) return;
    await erase(session);
    table.remove(id);
    onRemoved(session);
  });
  return session;
}

async function erase(session: Session): Promise<void> {
  await halt(session);
  await session.files.create();
  const lock = await lockProfile(session.files.directory);
  await removeProfile(session.files.profileDir);
  await session.files.remove();
  await lock.release();
  moveSession(session, 'disconnected', { lastError: null, phoneNumber: null, lid: null });
}

async function unlink(session: Session): Promise<void> {
  const deadline = performance.now() + CONNECT_TIMEOUT_MS;
  while (session.state.status === 'connecting' && performance.now() < deadline) {
    await sleep(CONNECT_POLL_MS);
  }
  if (session.state.status !== 'connected') return warnStillLinked(session);
  const confirmed = await session.connection?.logout().catch((error: unknown) => {
    session.log.warn({ err: error }, 'Unlinking failed');
    return false;
  });
  if (!confirmed) warnStillLinked(session);
}

function warnStillLinked(session: Session): void {
  if (session.state.status === 'logged_out') return;
  session.log.warn('WhatsApp did not confirm the logout; the phone may still list this device');
}
