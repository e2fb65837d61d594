import { readdir } from 'node:fs/promises';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { isServiceError } from '@grabber/service-kit/service-error';
import { clearProfile } from '../browser/profile-directory.ts';
import { lockProfile } from '../browser/profile-lock.ts';
import type { SessionFiles } from './session-files.ts';

/**
 * Ends the browser and removes the locks of an engine that was killed. Leaves the locks of another running
 * engine alone.
 */
export async function clearLeftovers({ directory, profileDir }: SessionFiles): Promise<void> {
  const inProfile = await readdir(profileDir).catch(nullIfMissing);
  const names = [...(await readdir(directory)), ...(inProfile ?? [])];
  if (!names.some((name) => name.endsWith('.lock') || name.startsWith('Singleton'))) return;
  try {
    const lock = await lockProfile(directory);
    await clearProfile(profileDir).finally(() => lock.release());
  } catch (error) {
    if (!isServiceError(error) || error.code !== 'PROFILE_IN_USE') throw error;
  }
}
