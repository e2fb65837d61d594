// Runs inside WhatsApp Web. How far the page's sync has come, from the page's own signals, without a query.

import type { SyncReport, SyncState } from '../../../reading/account-reader.ts';
import { defaultOf, moduleOrNull } from './modules.ts';
import { hasCaughtUp, isDelivered, lookAtSync, type SyncWatch } from './sync-watch.ts';
import { delay } from './tasks.ts';

/** The collections of the address book and of the labels in the page's app state. */
const ADDRESS_BOOK_COLLECTION = 'critical_unblock_low';
const LABEL_COLLECTION = 'regular';
/** The page's database answers within milliseconds; a page that is being restored may take longer. */
const DATABASE_PATIENCE_MS = 2_000;
const BLOCKLIST_PATIENCE_MS = 30_000;
/** A probe must not keep the next one waiting. */
const PROBE_PATIENCE_MS = 250;

/** `settleMs`: how long the page must have been connected and caught up. Resolves soon, and never rejects. */
export async function readSyncState(settleMs: number): Promise<SyncState> {
  const watch = lookAtSync();
  return stateWith(watch, settleMs, await hasApplied(ADDRESS_BOOK_COLLECTION));
}

/** For probes: the state, and what grows while the rest comes. Never rejects. */
export async function readSyncReport(settleMs: number): Promise<SyncReport> {
  const watch = lookAtSync();
  // The version stays while the page lives: one look into its database is enough.
  const contacts = watch.hasAddressBook
    ? isUpToDate(ADDRESS_BOOK_COLLECTION)
    : await hasApplied(ADDRESS_BOOK_COLLECTION, PROBE_PATIENCE_MS);
  watch.hasAddressBook ||= contacts === true;
  const collections = moduleOrNull('WAWebCollections');
  const sizes = [entriesIn(collections?.Contact), entriesIn(collections?.Chat)];
  const marks = [Number(isDelivered() === true), ...sizes];
  return { state: stateWith(watch, settleMs, contacts), marks };
}

function stateWith(watch: SyncWatch, settleMs: number, contacts: boolean | null): SyncState {
  return {
    synced: readSignal(isSocketSynced),
    // A page that cannot tell: what was missed is delivered after the restore, in all orders but one.
    restored: readSignal(hasRestored) ?? true,
    caughtUp: readSignal(() => hasCaughtUp(watch, settleMs)),
    contacts,
    history: readSignal(hasRecentHistory),
    groups: readSignal(hasQueriedGroups),
  };
}

function entriesIn(collection: { getModelsArray(): readonly unknown[] } | undefined): number {
  try {
    return collection?.getModelsArray().length ?? 0;
  } catch {
    return 0;
  }
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

/** The page restores its collections while it loads its main screen. */
function hasRestored(): unknown {
  const tracker = moduleOrNull('WAWebAppTracker');
  if (typeof tracker?.AppTracker?.isRunning !== 'function') return null;
  return !tracker.AppTracker.isRunning(tracker.AppTrackerType?.LoadMainScreen ?? 'LoadMainScreen');
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

/** The page queries its blocklist beside all groups after a pairing, or restores it. */
export function showsBlocklist({ synced, restored, caughtUp, groups }: SyncState): boolean {
  const isRest = synced && restored && caughtUp && groups && readSignal(isBootstrapping) !== true;
  return Boolean(isRest) && hasBlocklist();
}

/**
 * The page keeps the hash of the answer (WAWebGetBlocklistJob). A hash that it does not show, because its backend
 * runs elsewhere, has come with the list after a while.
 */
function hasBlocklist(): boolean {
  try {
    const prefs = moduleOrNull('WAWebUserPrefsMultiDevice');
    if (typeof prefs?.getBlocklistHash !== 'function') return true;
    if (prefs.getBlocklistHash()) return true;
  } catch {
    return true;
  }
  const { upSince } = lookAtSync();
  return upSince !== null && performance.now() - upSince >= BLOCKLIST_PATIENCE_MS;
}

function isBootstrapping(): unknown {
  return defaultOf(moduleOrNull('WAWebSyncBootstrap'))?.isSyncDBootstrapInProcess?.();
}

/** The labels have come from the phone, and the page had the time to restore them. Never rejects. */
export async function hasLabels({ synced, restored, caughtUp }: SyncState): Promise<boolean> {
  if (!(synced && restored && caughtUp)) return false;
  return (await hasApplied(LABEL_COLLECTION)) === true;
}

/**
 * Whether the page has applied this collection of its app state. Up to date alone is also the state of one that it
 * has never seen: it must have a version. Never rejects.
 */
export async function hasApplied(
  collection: string,
  patienceMs = DATABASE_PATIENCE_MS,
): Promise<boolean | null> {
  const isCurrent = isUpToDate(collection);
  if (isCurrent !== true) return isCurrent;
  try {
    const versions = moduleOrNull('WAWebGetCollectionVersion');
    const asked = versions?.bulkGetCollectionVersionsInTransaction?.([collection]);
    const rows = await Promise.race([asked, delay(patienceMs)]);
    if (!Array.isArray(rows)) return null;
    const version: unknown = rows[0]?.version;
    return version !== undefined && version !== null;
  } catch {
    return null;
  }
}

function isUpToDate(collection: string): boolean | null {
  return readSignal(() => {
    const machine = defaultOf(moduleOrNull('WAWebSyncdCollectionsStateMachine'));
    const states = machine?.collectionStates;
    if (typeof states?.get !== 'function') return null;
    return states.get(collection)?.state === 'UpToDate';
  });
}
