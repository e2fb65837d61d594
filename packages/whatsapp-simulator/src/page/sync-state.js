import { Emitter } from './models/emitter.js';

const ADDRESS_BOOK = 'critical_unblock_low';

/**
 * How far the sync has come, each part as the real page shows it: contacts in
 * WAWebSyncdCollectionsStateMachine and WAWebGetCollectionVersion, history in WAWebUserPrefsHistorySync, the
 * query for all groups in WAWebSyncBootstrap, missed events in WAWebBackendEventBus and WAWebCmd.
 */
export function createSyncState({ commandBus }) {
  const eventBus = Object.assign(new Emitter(), { isOfflineDeliveryEnd: false });
  const state = {
    eventBus,
    /** By collection; a collection that was never mentioned has no entry. */
    collectionStates: new Map(),
    /** As in the page's database: a collection has a version once its data were applied. */
    versions: new Map(),
    historyStatus: undefined,
    groupQueryInProcess: false,
    /** Whether everything that was missed while the page was offline has been delivered. */
    setDelivered(isEnd) {
      eventBus.isOfflineDeliveryEnd = isEnd;
      commandBus.isOfflineDeliveryEnd = isEnd;
      const name = isEnd ? 'offline_delivery_end' : 'offline_delivery_state_reset';
      eventBus.trigger(name);
      commandBus.trigger(`${name}_from_bridge`);
    },
    /** A page that has just been paired: nothing has come yet. */
    beginPairing() {
      state.historyStatus = { initialCompleted: false, recentCompleted: false };
      state.groupQueryInProcess = true;
    },
    applyContacts() {
      state.collectionStates.set(ADDRESS_BOOK, { collection: ADDRESS_BOOK, state: 'UpToDate' });
      state.versions.set(ADDRESS_BOOK, { collection: ADDRESS_BOOK, version: 1 });
    },
    applyHistory() {
      state.historyStatus = { initialCompleted: true, recentCompleted: true };
    },
    endGroupQuery() {
      state.groupQueryInProcess = false;
    },
  };
  return state;
}
