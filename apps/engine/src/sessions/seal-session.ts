import { toServiceError } from '@grabber/service-kit/service-error';
import { lockProfile } from '../browser/profile-lock.ts';
import type { ProfileBundles } from '../bundles/profile-bundles.ts';
import { moveSession, type Session, saveRecord } from './session.ts';

/**
 * Seals and stores the profile of a sleeping session, where the engine has a store and the profile has changed since the
 * last time. Never rejects: a session that could not be sealed sleeps on with its profile, and shows the error.
 */
export async function sealSession(session: Session): Promise<void> {
  const { bundles } = session.dependencies;
  if (bundles === null || session.state.bundle !== null) return;
  try {
    const bundle = await seal(session, bundles);
    moveSession(session, 'connected', { bundle, lastError: null });
    await saveRecord(session, { bundle, lastError: null });
    session.log.info(bundle, 'Session profile sealed');
  } catch (error) {
    const { code, message } = toServiceError(error);
    session.log.error({ err: error, code }, 'Sealing the session profile failed');
    const lastError = { code, message };
    moveSession(session, 'connected', { lastError });
    await saveRecord(session, { lastError }).catch((err: unknown) =>
      session.log.error({ err }, 'Saving session.json failed'),
    );
  }
}

async function seal(session: Session, bundles: ProfileBundles) {
  const { id, files } = session;
  const lock = await lockProfile(files.directory);
  const before = session.record.generation;
  const generation = before + 1;
  try {
    // Saved first: after a crash the number may be in the store, and is not used again.
    await saveRecord(session, { generation });
    const record = JSON.stringify(session.record);
    const { bytes } = await bundles.seal({ session_id: id, generation }, files, record);
    return { generation, bytes };
  } catch (error) {
    // Another engine had the session since: the next seal of this older profile must be refused, too.
    if (toServiceError(error).code === 'BUNDLE_EXISTS') {
      await saveRecord(session, { generation: before });
    }
    throw error;
  } finally {
    await lock.release();
  }
}

/** Removes the stored copies of a session that is deleted. Never rejects. */
export async function forgetBundles({ id, dependencies, log }: Session): Promise<void> {
  await dependencies.bundles
    ?.forget(id)
    .catch((err: unknown) => log.error({ err }, 'Removing the profile bundles failed'));
}
