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
  const { id, files, dependencies } = session;
  const { generation: own } = session.record;
  const isAsNew = own >= wanted.generation && !wanted.older && !wanted.replace;
  if (isAsNew && (await isLinked(session))) return;
  if (dependencies.bundles === null) throw unavailable('PROFILE_STORE is not set');
  await endBrowsersOf(files.profileDir);
  const restored = await dependencies.bundles.restore(id, files, wanted);
  // Above every number in the store, so that the next seal of an older copy is the newest one.
  const generation = Math.max(restored.newest, own);
  const record = parse(restored.record);
  session.record = { ...record, generation, sealing: null, isNewLink: false };
  session.log.info({ generation: restored.generation }, 'Session profile restored');
}

async function isLinked({ record, files }: Session): Promise<boolean> {
  return record.paired && (await hasLinkFiles(files.profileDir));
}

function parse(text: string): SessionRecord {
  try {
    return parseRecord(text);
  } catch (error) {
    throw damaged('Its record is not readable.', error);
  }
}
