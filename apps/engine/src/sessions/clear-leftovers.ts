import { readdir } from 'node:fs/promises';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { isServiceError } from '@grabber/service-kit/service-error';
import { clearProfile } from '../browser/profile-directory.ts';
import { lockProfile } from '../browser/profile-lock.ts';
import { clearUnfinished, UNFINISHED } from '../bundles/profile-bundles.ts';
import type { SessionFiles } from './session-files.ts';

function isLeft(name: string): boolean {
  return name.endsWith('.lock') || name.startsWith('Singleton') || UNFINISHED.includes(name);
}

/**
 * Ends the browser and removes the locks of an engine that was killed. Leaves the locks of another running
 * engine alone.
 */
export async function clearLeftovers({ directory, profileDir }: SessionFiles): Promise<void> {
  const inProfile = await readdir(profileDir).catch(nullIfMissing);
  const names = [...(await readdir(directory)), ...(inProfile ?? [])];
  if (!names.some(isLeft)) return;
  try {
    const lock = await lockProfile(directory);
    const clear = async () => {
      await clearProfile(profileDir);
      await clearUnfinished({ directory, profileDir });
    };
    await clear().finally(() => lock.release());
  } catch (error) {
    if (!isServiceError(error) || error.code !== 'PROFILE_IN_USE') throw error;
  }
}
