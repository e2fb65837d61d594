import { randomBytes } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredBundle } from '@grabber/contracts/engine/session';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { Logger } from 'pino';
import type { BundlePlace } from './bundle-header.ts';
import type { BundleKeys } from './bundle-keys.ts';
import { alreadyThere, type BundleStore, explainDisk, notThere } from './bundle-store.ts';
import { readHeader } from './chunk-cipher.ts';
import { openProfile, SEALING, withSealedProfile } from './seal-profile.ts';

/** The newest bundle, and the one before it for the day on which the newest is damaged. */
const KEPT_GENERATIONS = 2;
const SEAL_ID_BYTES = 8;
/** Beside the profile, while a bundle is unpacked and put in place. */
const UNPACKING = 'profile.restoring';
const REPLACED = 'profile.replaced';

/** The folder of a session. */
type Folder = { readonly directory: string; readonly profileDir: string };

/**
 * Which bundle a start wants: one of `generation` or newer. With `older` that one, or the newest before it, which is not
 * damaged.
 */
export type WantedBundle = {
  readonly generation: number;
  readonly older?: boolean | undefined;
  /** Instead of the profile here, whatever its generation. */
  readonly replace?: boolean | undefined;
};

/** A number that an engine takes for a bundle, whether or not it is stored in the end. */
type SealAttempt = { readonly generation: number; readonly id: string };

/** What the session's record says. */
type KnownBundles = {
  /** Of the bundle that the profile here was stored as, or was restored from; 0 for none. */
  readonly generation: number;
  /** Of which it is not known whether it was stored. */
  readonly attempt: SealAttempt | null;
  /** The profile was linked by a scan since: every stored copy is of a link before, and older. */
  readonly isNewLink: boolean;
  /** Of the lease under which the session ran last; 0: it ran without one. */
  readonly leaseGeneration: number;
  /** Saves the next attempt, and answers the record to be sealed. Called before anything is stored. */
  begin(attempt: SealAttempt): Promise<string>;
};

/** The sealed profiles of all sessions. The caller holds the lock of the profile, and no browser runs on it. */
export type ProfileBundles = {
  /**
   * Seals and stores a new generation. Rejects with ServiceError BUNDLE_EXISTS when another engine has stored a newer one
   * than is known here, of the same link, PROFILE_STORE_UNAVAILABLE, or BUNDLE_DAMAGED for a profile without a link.
   */
  seal(
    sessionId: string,
    folder: Folder,
    known: KnownBundles,
  ): Promise<{ generation: number; bytes: number }>;
  /**
   * Replaces the profile by that of a bundle, and answers its record with the newest generation of the store. Nothing
   * is replaced before the whole bundle is verified. Rejects with ServiceError BUNDLE_NOT_FOUND, BUNDLE_TOO_OLD,
   * BUNDLE_DAMAGED, BUNDLE_KEY_UNKNOWN or PROFILE_STORE_UNAVAILABLE.
   */
  restore(
    sessionId: string,
    folder: Folder,
    wanted: WantedBundle,
  ): Promise<{ record: string; generation: number; newest: number; bytes: number }>;
  /**
   * The newest bundle, and under which lease the session ran before it was sealed. Only its restore verifies it. Rejects
   * with ServiceError BUNDLE_NOT_FOUND, BUNDLE_DAMAGED or PROFILE_STORE_UNAVAILABLE.
   */
  newest(sessionId: string): Promise<StoredBundle>;
  /**
   * Removes every bundle of a session, or those of a link that has ended. Rejects with ServiceError
   * PROFILE_STORE_UNAVAILABLE.
   */
  forget(sessionId: string, ended?: EndedLink): Promise<void>;
};

/** A link to a phone that has ended. Bundles of a later link of the same session are not its own. */
export type EndedLink = {
  /** In ISO 8601, by the clock of the engine that ended it. */
  readonly endedAt: string;
  /** Of the last lease under which it ran; 0: it ran without one. */
  readonly leaseGeneration: number;
};

export function createProfileBundles(options: {
  store: BundleStore;
  keys: BundleKeys;
  clock: () => Date;
  logger: Logger;
}): ProfileBundles {
  const { store, keys, clock, logger } = options;
  const removeOlder = async (session_id: string, generations: readonly number[]) => {
    const old = generations.slice(KEPT_GENERATIONS);
    await Promise.all(old.map((generation) => store.remove({ session_id, generation }))).catch(
      (err: unknown) => logger.warn({ err, session_id }, 'Removing old profile bundles failed'),
    );
  };
  /** A killed engine may have stored its last attempt without hearing so. */
  const isOwn = async (place: BundlePlace, { attempt }: KnownBundles) => {
    if (attempt === null || attempt.generation !== place.generation) return false;
    return (await readHeader(await store.get(place))).seal_id === attempt.id;
  };
  return {
    async seal(session_id, folder, known) {
      const stored = await store.list(session_id);
      const newest = { session_id, generation: stored[0] ?? 0 };
      const isOlder = known.isNewLink || newest.generation <= known.generation;
      if (!isOlder && !(await isOwn(newest, known))) throw alreadyThere(newest);
      const last = known.attempt?.generation ?? 0;
      const generation = Math.max(newest.generation, known.generation, last) + 1;
      const attempt = { generation, id: randomBytes(SEAL_ID_BYTES).toString('hex') };
      const record = await known.begin(attempt);
      const place = { session_id, generation };
      const label = {
        ...place,
        sealed_at: clock().toISOString(),
        seal_id: attempt.id,
        lease_generation: known.leaseGeneration,
      };
      return withSealedProfile({ keys, label, ...folder, record }, async (sealed) => {
        await store.put(place, sealed);
        await removeOlder(session_id, [generation, ...stored]);
        return { generation, bytes: sealed.bytes };
      }).catch(rethrow);
    },
    restore: (session_id, folder, wanted) => restore(options, { session_id, folder, wanted }),
    async newest(session_id) {
      const [generation] = await store.list(session_id);
      if (generation === undefined) throw notThere();
      const header = await readHeader(await store.get({ session_id, generation }));
      return { generation, lease_generation: header.lease_generation ?? 0 };
    },
    async forget(session_id, ended) {
      for (const generation of await store.list(session_id)) {
        const place = { session_id, generation };
        if (!ended || (await isOf(ended, store, place))) await store.remove(place);
      }
    },
  };
}

/** Whether a bundle is of a link that has ended. One that cannot be read is of no use to any link. */
async function isOf(ended: EndedLink, store: BundleStore, place: BundlePlace): Promise<boolean> {
  try {
    const { lease_generation = 0, sealed_at } = await readHeader(await store.get(place));
    // Leases have an order that no clock can change.
    const hasOrder = lease_generation > 0 && ended.leaseGeneration > 0;
    return hasOrder ? lease_generation <= ended.leaseGeneration : sealed_at <= ended.endedAt;
  } catch (error) {
    const isNone = isServiceError(error) && error.code === 'BUNDLE_NOT_FOUND';
    if (isNone || isDamaged(error)) return true;
    throw error;
  }
}

function countBytes(source: AsyncIterable<Buffer>) {
  let bytes = 0;
  async function* stream() {
    for await (const chunk of source) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  return { stream: stream(), bytes: () => bytes };
}

function rethrow(error: unknown): never {
  throw explainDisk(error);
}

async function restore(
  parts: { readonly store: BundleStore; readonly keys: BundleKeys; readonly logger: Logger },
  of: { readonly session_id: string; readonly folder: Folder; readonly wanted: WantedBundle },
): ReturnType<ProfileBundles['restore']> {
  const { session_id, folder, wanted } = of;
  const stored = await parts.store.list(session_id);
  const chosen = choose(stored, wanted);
  for (;;) {
    const generation = chosen.shift() as number;
    try {
      const unpacked = await unpack(parts, { session_id, generation }, folder);
      return { ...unpacked, generation, newest: stored[0] as number };
    } catch (err) {
      if (chosen.length === 0 || !isDamaged(err)) throw err;
      const details = { err, session_id, generation };
      parts.logger.warn(details, 'Profile bundle is damaged, taking the one before it');
    }
  }
}

/** Replaces the profile by that of one bundle, when all of it is verified, and answers its record and its size. */
async function unpack(
  { store, keys }: { readonly store: BundleStore; readonly keys: BundleKeys },
  place: BundlePlace,
  folder: Folder,
): Promise<{ readonly record: string; readonly bytes: number }> {
  const unpacked = join(folder.directory, UNPACKING);
  await rm(unpacked, { recursive: true, force: true });
  try {
    const settings = { keys, place, profileDir: unpacked };
    const sealed = countBytes(await store.get(place));
    const record = await openProfile(sealed.stream, settings);
    await replaceProfile(folder, unpacked);
    return { record, bytes: sealed.bytes() };
  } catch (error) {
    throw explainDisk(error);
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

function isDamaged(error: unknown): boolean {
  return isServiceError(error) && error.code === 'BUNDLE_DAMAGED';
}

/** At least one, in the order in which they are tried. Throws ServiceError BUNDLE_NOT_FOUND or BUNDLE_TOO_OLD. */
function choose(stored: readonly number[], { generation, older }: WantedBundle): number[] {
  const [newest] = stored;
  const chosen = older ? stored.filter((one) => one <= generation) : stored.slice(0, 1);
  if (chosen.length === 0 || newest === undefined) throw notThere(generation);
  if (older || newest >= generation) return chosen;
  const message = `The newest profile bundle is of generation ${newest}, and generation ${generation} is wanted: an older profile may lose the link. To use it all the same, restore with older: true.`;
  throw new ServiceError('BUNDLE_TOO_OLD', message);
}

async function replaceProfile({ directory, profileDir }: Folder, unpacked: string): Promise<void> {
  const replaced = join(directory, REPLACED);
  await rm(replaced, { recursive: true, force: true });
  await rename(profileDir, replaced).catch(nullIfMissing);
  await rename(unpacked, profileDir);
  await rm(replaced, { recursive: true, force: true });
}

/** Files in the folder of a session that a killed engine has left of a seal or a restore. */
export const UNFINISHED: readonly string[] = [SEALING, UNPACKING, REPLACED];

/** Removes them, and puts a profile back whose place was still empty. The caller holds the lock of the profile. */
export async function clearUnfinished({ directory, profileDir }: Folder): Promise<void> {
  const replaced = join(directory, REPLACED);
  const isInPlace = await stat(profileDir).catch(nullIfMissing);
  if (!isInPlace) await rename(replaced, profileDir).catch(nullIfMissing);
  const names = UNFINISHED.map((name) => join(directory, name));
  await Promise.all(names.map((path) => rm(path, { recursive: true, force: true })));
}
