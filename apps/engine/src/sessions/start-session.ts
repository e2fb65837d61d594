import { lockProfile } from '../browser/profile-lock.ts';
import { inTurn, moveSession, type Session, saveRecord } from './session.ts';
import { isRunning } from './session-status-table.ts';
import { superviseSession } from './supervise-session.ts';

/**
 * Starts the session's browser and returns without waiting for it; a running session is left as it is.
 * `checkRoom` throws when no further session may run. Throws ServiceError PROFILE_IN_USE.
 */
export function startSession(session: Session, checkRoom: () => void): Promise<void> {
  return inTurn(session, async () => {
    if (isRunning(session.state.status)) return;
    await session.supervision;
    checkRoom();
    session.isActive = true;
    try {
      await session.files.create();
      session.lock = await lockProfile(session.files.directory);
      await saveRecord(session, { desired: 'running', ended: null, lastError: null });
    } catch (error) {
      await release(session);
      throw error;
    }
    session.stopping = new AbortController();
    moveSession(session, 'connecting', { lastError: null, whatsappWebVersion: null });
    session.supervision = run(session);
  });
}

/** Never rejects. */
async function run(session: Session): Promise<void> {
  try {
    await superviseSession(session);
  } catch (error) {
    giveUp(session, error);
  }
  await release(session).catch((error: unknown) =>
    session.log.error({ err: error }, 'The lock of the profile could not be removed'),
  );
}

/** The disk failed under the supervision: nothing could be written down, but it must show. */
function giveUp(session: Session, error: unknown): void {
  session.log.error({ err: error }, 'The session could not be kept running');
  const message = 'The session could not be kept running: see the log of the engine.';
  moveSession(session, 'failed', { lastError: { code: 'INTERNAL_ERROR', message } });
}

async function release(session: Session): Promise<void> {
  const { lock } = session;
  session.lock = null;
  await lock?.release();
  session.isActive = false;
}
