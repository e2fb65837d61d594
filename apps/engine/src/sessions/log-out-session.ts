import { eraseFiles } from './drop-profile.ts';
import { forgetBundles } from './seal-session.ts';
import { moveSession, type Session } from './session.ts';
import { isRunning, NO_ACCOUNT } from './session-state.ts';
import type { SessionTable } from './session-table.ts';
import { type Admit, startSession } from './start-session.ts';
import { stopBrowser, stopSession } from './stop-session.ts';
import { notConfirmed, stillLinked, unlinkDevice } from './unlink-device.ts';

export type LoggedOut = { readonly session: Session; readonly isUnlinked: boolean };

/**
 * Unlinks the device, stops the browser and removes the session with its files. A linked session that does
 * not run is started first, since only its browser can unlink the device. Rejects with ServiceError
 * SESSION_NOT_FOUND, PROFILE_IN_USE, ENGINE_FULL, or LOGOUT_FAILED when WhatsApp did not confirm it: the
 * session is kept then. With `force` it is removed in any case, and the error is LOGOUT_NOT_CONFIRMED: as for a
 * session whose profile has lost its login, so that no retry helps.
 */
export async function logOutSession(
  table: SessionTable,
  id: string,
  {
    admit,
    force,
    onRemoved,
  }: { admit: Admit; force: boolean; onRemoved: (session: Session) => void },
): Promise<LoggedOut> {
  const { session, before } = await table.runExclusive(id, async () => {
    const known = table.get(id);
    const { state } = known;
    if (known.record.paired) await startSession(known, admit, { lease: 'held' });
    return { session: known, before: state };
  });
  // Without the session's mutex, so that a stop does not have to wait.
  const isConfirmed = session.record.paired && (await unlinkDevice(session));
  return table.runExclusive(id, async () => {
    const isLost = session.state.lastError?.code === 'LOGIN_LOST';
    const isEnded = session.state.status === 'logged_out' && !isLost;
    const loggedOut = { session, isUnlinked: isConfirmed || isEnded };
    if (table.find(id) !== session) return loggedOut;
    const isDone = loggedOut.isUnlinked || !(session.record.paired || isLost);
    if (!(isDone || isLost || force)) {
      const error = stillLinked(session);
      if (!isRunning(before)) await stopSession(session);
      throw error;
    }
    const error = isDone ? null : notConfirmed(session);
    if (error) session.log.warn('Session removed, its device may still be linked');
    await stopBrowser(session);
    await eraseFiles(session, () => forgetBundles(session));
    const lastError = error && { code: error.code, message: error.message };
    moveSession(session, 'disconnected', { lastError, ...NO_ACCOUNT });
    table.remove(id);
    onRemoved(session);
    if (error) throw error;
    return loggedOut;
  });
}
