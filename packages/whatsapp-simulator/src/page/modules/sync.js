/**
 * What a client needs to know whether the page has everything. `require` answers the default itself where a
 * module has nothing else.
 */
export function syncModules({ sync }) {
  const { eventBus } = sync;
  return {
    WAWebBackendEventBus: { BackendEventBus: eventBus },
    WAWebSyncdCollectionsStateMachine: { collectionStates: sync.collectionStates },
    WAWebGetCollectionVersion: {
      bulkGetCollectionVersionsInTransaction: async (names) =>
        names.map((name) => sync.versions.get(name)),
    },
    WAWebUserPrefsHistorySync: { getHistorySyncStatus: () => sync.historyStatus },
    WAWebSyncBootstrap: {
      isSyncDBootstrapGroupMetadataQueryInProcess: () => sync.groupQueryInProcess,
    },
  };
}
