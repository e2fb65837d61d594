import { toServiceError } from '@grabber/service-kit/service-error';
import { lockProfile } from '../browser/profile-lock.ts';
import type { ProfileBundles } from '../bundles/profile-bundles.ts';
import { profileGeneration } from './drop-profile.ts';
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
    const { generation } = bundle;
    const stored = { bundle, generation, sealing: null, isNewLink: false };
    await saveRecord(session, { ...stored, lastError: null });
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
  const { id, files, record } = session;
  const lock = await lockProfile(files.directory);
  try {
    return await bundles.seal(id, files, {
      generation: record.generation,
      attempt: record.sealing,
      isNewLink: record.isNewLink,
      leaseGeneration: profileGeneration(record),
      async begin(sealing) {
        await saveRecord(session, { sealing });
        return JSON.stringify({ ...session.record, isNewLink: false });
      },
    });
  } finally {
    await lock.release();
  }
}

/** Removes the stored copies of a session that is logged out, later where the store is away. Never rejects. */
export async function forgetBundles({ id, record, dependencies, log }: Session): Promise<void> {
  await dependencies.bundles
    ?.forgetLink(id, profileGeneration(record))
    .catch((err: unknown) => log.error({ err }, 'Noting left profile bundles failed'));
}
