import { setTimeout as sleep } from 'node:timers/promises';
import { removeProfile } from '../browser/profile-directory.ts';
import { lockProfile } from '../browser/profile-lock.ts';
import { inTurn, moveSession, type Session } from './session.ts';
import { type Admit, startSession } from './start-session.ts';
import { halt } from './stop-session.ts';

const CONNECT_TIMEOUT_MS = 45_000;
const CONNECT_POLL_MS = 100;

/**
 * Unlinks the device, stops the browser and removes everything that the session left on disk. A linked
 * session that does not run is started for it, else the phone would list the device for ever.
 * Throws ServiceError PROFILE_IN_USE or ENGINE_FULL, and then leaves everything as it was.
 */
export async function logOutSession(session: Session, admit: Admit): Promise<void> {
  if (session.record.paired) {
    await startSession(session, admit);
    await unlink(session);
  }
  await inTurn(session, async () => {
    await halt(session);
    await session.files.create();
    const lock = await lockProfile(session.files.directory);
    await removeProfile(session.files.profileDir);
    await session.files.remove();
    await lock.release();
    moveSession(session, 'disconnected', { lastError: null, phoneNumber: null, lid: null });
  });
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
