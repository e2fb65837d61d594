import { removeProfile } from '../browser/profile-directory.ts';
import { lockProfile } from '../browser/profile-lock.ts';
import { moveSession, type Session } from './session.ts';
import { isRunning, NO_ACCOUNT } from './session-state.ts';
import type { SessionTable } from './session-table.ts';
import { type Admit, startSession } from './start-session.ts';
import { stopBrowser, stopSession } from './stop-session.ts';
import { isBeyondUnlinking, stillLinked, unlinkDevice } from './unlink-device.ts';

/**
 * Unlinks the device, stops the browser and removes the session with its files. A linked session that does
 * not run is started first, since only its browser can unlink the device. Rejects with ServiceError
 * SESSION_NOT_FOUND, PROFILE_IN_USE, ENGINE_FULL, or LOGOUT_FAILED when the device is still linked: the
 * session is kept then, to unlink it later. Rejects with LOGOUT_NOT_CONFIRMED when WhatsApp refuses the
 * session, so that no retry helps: the session is removed.
 */
export async function logOutSession(
  table: SessionTable,
  id: string,
  { admit, onRemoved }: { admit: Admit; onRemoved: (session: Session) => void },
): Promise<Session> {
  const { session, wasRunning } = await table.runExclusive(id, async () => {
    const known = table.get(id);
    const before = isRunning(known.state.status);
    if (known.record.paired) await startSession(known, admit);
    return { session: known, wasRunning: before };
  });
  // Without the session's mutex, so that a stop does not have to wait.
  await unlinkDevice(session);
  await table.runExclusive(id, async () => {
    if (table.find(id) !== session) return;
    const error = session.record.paired ? stillLinked(session) : null;
    if (error && !isBeyondUnlinking(session)) {
      if (!wasRunning) await stopSession(session);
      throw error;
    }
    if (error) session.log.warn('Session removed, its device may still be linked');
    await erase(session);
    const lastError = error && { code: error.code, message: error.message };
    moveSession(session, 'disconnected', { lastError, ...NO_ACCOUNT });
    table.remove(id);
    onRemoved(session);
    if (error) throw error;
  });
  return session;
}

async function erase(session: Session): Promise<void> {
  const { files } = session;
  await stopBrowser(session);
  await files.create();
  const lock = await lockProfile(files.directory);
  try {
    await removeProfile(files.profileDir);
    await files.remove();
  } finally {
    await lock.release();
  }
}
