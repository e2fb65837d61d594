import { ServiceError } from '@grabber/service-kit/service-error';
import { endBrowsersOf } from '../browser/profile-directory.ts';
import { damaged } from '../bundles/bundle-header.ts';
import { unavailable } from '../bundles/bundle-store.ts';
import { hasLinkFiles } from '../bundles/link-files.ts';
import type { WantedBundle } from '../bundles/profile-bundles.ts';
import type { Session } from './session.ts';
import { parseRecord, type SessionRecord } from './session-files.ts';

/**
 * Fetches the profile and the record of a stopped session from the store, unless the profile here is at least as new as
 * is wanted and may stay. Nothing changes when it rejects. The caller holds the profile's lock, and saves the record. Rejects with
 * ServiceError PROFILE_STORE_UNAVAILABLE, BUNDLE_NOT_FOUND, BUNDLE_TOO_OLD, BUNDLE_DAMAGED or BUNDLE_KEY_UNKNOWN.
 */
export async function restoreFromBundle(session: Session, wanted: WantedBundle): Promise<void> {
  const { id, files, dependencies, record } = session;
  const mayStay = !wanted.older && !wanted.replace && (await isLinked(session));
  if (mayStay && record.generation >= wanted.generation) return;
  if (mayStay && record.isLost) throw maybeNewer();
  if (dependencies.bundles === null) throw unavailable('PROFILE_STORE is not set');
  await endBrowsersOf(files.profileDir);
  const restored = await dependencies.bundles.restore(id, files, wanted);
  // Above every number in the store, so that the next seal of an older copy is the newest one.
  const generation = Math.max(restored.newest, record.generation);
  const fresh = { sealing: null, isNewLink: false, isLost: false };
  session.record = { ...parse(restored.record), generation, ...fresh };
  session.log.info({ generation: restored.generation }, 'Session profile restored');
}

async function isLinked({ record, files }: Session): Promise<boolean> {
  return record.paired && (await hasLinkFiles(files.profileDir));
}

/** A person knows which one to lose. */
function maybeNewer(): ServiceError {
  const message =
    'The session.json of this session was not readable, so its profile here may be newer than the stored copy. To continue from the copy all the same, start it with restore_older=true.';
  return new ServiceError('BUNDLE_TOO_OLD', message);
}

function parse(text: string): SessionRecord {
  try {
    return parseRecord(text);
  } catch (error) {
    throw damaged('Its record is not readable.', error);
  }
}
