const POST_LOGOUT_ADDRESS = '/?post_logout=1&logout_reason=0';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The life of a linked page: loading the account, syncing, and leaving it. */
export function createSession(parts) {
  const { link, connection, directory, commandBus, pairingStore, options, onLoaded } = parts;
  const { socket, conn } = connection;
  let progress = 0;
  let outdated = false;
  let loaded = Promise.resolve();

  async function load({ partial }) {
    const data = await link.ask('account');
    directory.load(data, { partial });
    const own = directory.own();
    conn.set({ wid: own.phoneWid, pushname: own.pushName, connected: true });
    return data;
  }

  function report(percent) {
    progress = percent;
    commandBus.trigger('offline_progress_update_from_bridge');
  }

  const session = {
    progress: () => progress,
    /**
     * Connects and syncs. A restored page has its account at once. A newly paired page gets it in
     * parts.
     */
    async start({ restored, syncDelayMs = options().sync_delay_ms }) {
      socket.set({ state: 'OPENING' });
      loaded = load({ partial: !restored });
      const data = await loaded;
      socket.set({ state: 'CONNECTED', stream: 'CONNECTED' });
      if (options().sync_never) return;
      await wait(syncDelayMs / 2);
      report(50);
      await wait(syncDelayMs / 2);
      if (!restored) directory.load(outdated ? await link.ask('account') : data);
      onLoaded();
      report(100);
      connection.announceSync();
    },
    /**
     * Applies a change on the phone. A change during loading is already part of the loaded data.
     */
    async apply(change) {
      await loaded;
      if (directory.complete) directory.apply(change);
      else outdated = true;
    },
    /** Leaves the account: removes the pairing, then navigates away. */
    async leave({ delayMs }) {
      await pairingStore.clear();
      commandBus.trigger('logout');
      setTimeout(() => location.assign(POST_LOGOUT_ADDRESS), delayMs);
    },
  };
  return session;
}
