/**
 * What a client needs to know whether the page has everything. `require` answers the default itself where a
 * module has nothing else.
 */
export function syncModules({ sync }) {
  const { eventBus, tasks } = sync;
  return {
    WAWebAppTracker: {
      AppTracker: { isRunning: (type) => tasks.has(type) },
      AppTrackerType: { LoadMainScreen: 'LoadMainScreen' },
    },
    WAWebBackendEventBus: { BackendEventBus: eventBus },
    WAWebSyncdCollectionsStateMachine: { collectionStates: sync.collectionStates },
    WAWebGetCollectionVersion: {
      bulkGetCollectionVersionsInTransaction: async (names) =>
        names.map((name) => sync.versions.get(name)),
    },
    WAWebUserPrefsHistorySync: { getHistorySyncStatus: () => sync.historyStatus },
    WAWebSyncBootstrap: {
      isSyncDBootstrapGroupMetadataQueryInProcess: () => sync.groupQueryInProcess,
      isSyncDBootstrapInProcess: () => sync.groupQueryInProcess,
    },
  };
}
