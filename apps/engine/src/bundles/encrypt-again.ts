import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { BundlePlace } from './bundle-header.ts';
import type { BundleKeys } from './bundle-keys.ts';
import type { BundleStore } from './bundle-store.ts';
import { readHeader } from './chunk-cipher.ts';
import { sealAgain } from './seal-profile.ts';

export type EncryptedAgain = { readonly changed: number; readonly unreadable: number };

/**
 * Encrypts with the current key what an old key has sealed. Each bundle is whole and verified before it replaces the one
 * of the store. Rejects with ServiceError PROFILE_STORE_UNAVAILABLE.
 */
export async function encryptBundlesAgain(
  store: BundleStore,
  keys: BundleKeys,
  /** A folder for the bundle that is at work. */
  directory: string,
): Promise<EncryptedAgain> {
  const folder = await mkdtemp(join(directory, 'bundles-'));
  let changed = 0;
  let unreadable = 0;
  try {
    for (const place of await store.listAll()) {
      const done = await encryptAgain(place, { store, keys, draft: join(folder, 'bundle') });
      if (done === 'changed') changed += 1;
      if (done === 'unreadable') unreadable += 1;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { changed, unreadable };
}

async function encryptAgain(
  place: BundlePlace,
  { store, keys, draft }: { store: BundleStore; keys: BundleKeys; draft: string },
): Promise<'changed' | 'current' | 'unreadable' | 'gone'> {
  try {
    const { key } = await readHeader(await store.get(place));
    if (key === keys.current.id) return 'current';
    const sealed = await sealAgain(await store.get(place), { keys, place, draft });
    await store.put(place, sealed, { replace: true });
    return 'changed';
  } catch (error) {
    const code = isServiceError(error) ? error.code : null;
    // An engine has sealed a newer one meanwhile, and removed this one.
    if (code === 'BUNDLE_NOT_FOUND') return 'gone';
    if (code === 'BUNDLE_DAMAGED' || code === 'BUNDLE_KEY_UNKNOWN') return 'unreadable';
    throw error;
  }
}
