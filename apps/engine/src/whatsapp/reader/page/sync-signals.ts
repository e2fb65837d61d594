// Runs inside WhatsApp Web. How far the page's sync has come, from the page's own signals, without a query.

import type { SyncState } from '../../../reading/account-reader.ts';
import { defaultOf, moduleOrNull } from './modules.ts';
import { delay } from './tasks.ts';

/** The collection of the address book in the page's app state. */
const ADDRESS_BOOK_COLLECTION = 'critical_unblock_low';
/** The page's database answers within milliseconds; a page that is being restored may take longer. */
const DATABASE_PATIENCE_MS = 2_000;

/** Resolves within a few seconds, and never rejects. */
export async function readSyncState(): Promise<SyncState> {
  return {
    synced: readSignal(isSocketSynced),
    caughtUp: readSignal(isCaughtUp),
    contacts: await hasAddressBook(),
    history: readSignal(hasRecentHistory),
    groups: readSignal(hasQueriedGroups),
  };
}

/** A signal that throws, or is of another type than expected, is unknown. */
function readSignal(signal: () => unknown): boolean | null {
  try {
    const value = signal();
    return typeof value === 'boolean' ? value : null;
  } catch {
    return null;
  }
}

function isSocketSynced(): unknown {
  const socket = moduleOrNull('WAWebSocketModel')?.Socket;
  if (socket === undefined) return null;
  const isUp = socket.state === 'CONNECTED' && socket.stream === 'CONNECTED';
  return isUp && Boolean(socket.hasSynced);
}

/** The bus keeps it. WAWebCmd has a copy, for a page whose bus is elsewhere. */
function isCaughtUp(): unknown {
  const bus = moduleOrNull('WAWebBackendEventBus')?.BackendEventBus;
  return bus?.isOfflineDeliveryEnd ?? moduleOrNull('WAWebCmd')?.Cmd?.isOfflineDeliveryEnd;
}

function hasRecentHistory(): unknown {
  const history = moduleOrNull('WAWebUserPrefsHistorySync');
  if (typeof history?.getHistorySyncStatus !== 'function') return null;
  return history.getHistorySyncStatus()?.recentCompleted === true;
}

function hasQueriedGroups(): unknown {
  const bootstrap = defaultOf(moduleOrNull('WAWebSyncBootstrap'));
  if (typeof bootstrap?.isSyncDBootstrapGroupMetadataQueryInProcess !== 'function') return null;
  const isInProcess = bootstrap.isSyncDBootstrapGroupMetadataQueryInProcess();
  return typeof isInProcess === 'boolean' ? !isInProcess : null;
}

/** Up to date alone is also the state of a collection that the page has never seen: it must have a version. */
async function hasAddressBook(): Promise<boolean | null> {
  try {
    const machine = defaultOf(moduleOrNull('WAWebSyncdCollectionsStateMachine'));
    const states = machine?.collectionStates;
    if (typeof states?.get !== 'function') return null;
    if (states.get(ADDRESS_BOOK_COLLECTION)?.state !== 'UpToDate') return false;
    const versions = moduleOrNull('WAWebGetCollectionVersion');
    const asked = versions?.bulkGetCollectionVersionsInTransaction?.([ADDRESS_BOOK_COLLECTION]);
    const rows = await Promise.race([asked, delay(DATABASE_PATIENCE_MS)]);
    if (!Array.isArray(rows)) return null;
    const version: unknown = rows[0]?.version;
    return version !== undefined && version !== null;
  } catch {
    return null;
  }
}
