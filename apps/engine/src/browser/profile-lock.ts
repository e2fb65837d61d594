import { acquireFileLock, type FileLock, LockHeldError } from '@grabber/primitives/file-lock';
import { ServiceError } from '@grabber/service-kit/service-error';

/** Its `lost` aborts with ServiceError PROFILE_IN_USE. */
export type ProfileLock = FileLock;

/**
 * Makes this process the one owner of the profile in `directory`. Chromium's own lock does not do:
 * chrome-headless-shell has none, and two browsers on one profile destroy it. Rejects with ServiceError
 * PROFILE_IN_USE, or with the error of an owner that cannot be looked at.
 */
export async function lockProfile(directory: string): Promise<ProfileLock> {
  try {
    return await acquireFileLock(directory, { name: 'the engine', lostReason: inUse });
  } catch (error) {
    throw error instanceof LockHeldError ? inUse(error) : error;
  }
}

function inUse(cause?: Error): ServiceError {
  const message = 'Another engine runs this session: stop it there, or wait until it has ended.';
  return new ServiceError('PROFILE_IN_USE', message, cause && { cause });
}
