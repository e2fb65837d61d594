import { Emitter } from './models/emitter.js';

const ADDRESS_BOOK = 'critical_unblock_low';
/** It brings the people without WhatsApp (WAWebOutContactSync). */
const REGULAR_LOW = 'regular_low';
const LABELS = 'regular';
const LOAD_MAIN_SCREEN = 'LoadMainScreen';

/**
 * How far the sync has come, each part as the real page shows it: contacts and labels in
 * WAWebSyncdCollectionsStateMachine and WAWebGetCollectionVersion, history in WAWebUserPrefsHistorySync, the
 * query for all groups in WAWebSyncBootstrap, the blocklist in WAWebUserPrefsMultiDevice, missed events in
 * WAWebBackendEventBus and WAWebCmd, the restore of the collections in WAWebAppTracker.
 */
export function createSyncState({ commandBus }) {
  const eventBus = Object.assign(new Emitter(), { isOfflineDeliveryEnd: false });
  const apply = (collection) => {
    state.collectionStates.set(collection, { collection, state: 'UpToDate' });
    state.versions.set(collection, { collection, version: 1 });
  };
  const state = {
    eventBus,
    /** By collection; a collection that was never mentioned has no entry. */
    collectionStates: new Map(),
    /** As in the page's database: a collection has a version once its data were applied. */
    versions: new Map(),
    historyStatus: undefined,
    /** The page has asked WhatsApp for its blocklist, and keeps the hash of the answer (WAWebGetBlocklistJob). */
    blocklistHash: undefined,
    groupQueryInProcess: false,
    /** What the page is busy with; it restores its collections while it loads its main screen. */
    tasks: new Set(),
    /** Whether everything that was missed while the page was offline has been delivered. */
    setDelivered(isEnd) {
      eventBus.isOfflineDeliveryEnd = isEnd;
      commandBus.isOfflineDeliveryEnd = isEnd;
      const name = isEnd ? 'offline_delivery_end' : 'offline_delivery_state_reset';
      eventBus.trigger(name);
      commandBus.trigger(`${name}_from_bridge`);
    },
    isRestoring: () => state.tasks.has(LOAD_MAIN_SCREEN),
    beginRestore: () => state.tasks.add(LOAD_MAIN_SCREEN),
    endRestore: () => state.tasks.delete(LOAD_MAIN_SCREEN),
    /** A page that has just been paired: nothing has come yet. */
    beginPairing() {
      state.historyStatus = { initialCompleted: false, recentCompleted: false };
      state.groupQueryInProcess = true;
      // Who asks for the state of an unknown collection sets it (WAWebSyncdCollectionsStateMachine).
      state.collectionStates.set(ADDRESS_BOOK, { collection: ADDRESS_BOOK, state: 'UpToDate' });
    },
    applyContacts: () => apply(ADDRESS_BOOK),
    applyOutContacts: () => apply(REGULAR_LOW),
    applyLabels: () => apply(LABELS),
    applyHistory() {
      state.historyStatus = { initialCompleted: true, recentCompleted: true };
    },
    applyBlocklist() {
      state.blocklistHash = 'hash';
    },
    endGroupQuery() {
      state.groupQueryInProcess = false;
    },
  };
  return state;
}
