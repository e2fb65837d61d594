const STATE_BEFORE_NAVIGATION_MS = 150;

/** The simulator's commands to a page. Each is acknowledged when it is done. */
export function createCommands(page) {
  const { connection, session, rotation, pairingStore, faultHandler, queries, registry } = page;
  return {
    async paired({ device, options, faults }) {
      rotation.stop();
      connection.socket.set({ state: 'PAIRING' });
      Object.assign(page, { device, options });
      await pairingStore.save(device);
      for (const fault of faults) faultHandler.apply(fault);
      void session.start({ restored: false });
      return { device_name: registry.require('WAWebMiscBrowserUtils').info().os };
    },
    async logout({ mode, reason }) {
      if (mode !== 'navigate') connection.socket.set({ state: 'UNPAIRED' });
      if (mode === 'state') return;
      await session.leave({ delayMs: mode === 'both' ? STATE_BEFORE_NAVIGATION_MS : 0, reason });
    },
    change: ({ change }) => session.apply(change),
    fault: ({ fault }) => faultHandler.apply(fault),
    clear_faults: () => faultHandler.clear(),
    options({ options }) {
      page.options = options;
    },
    report_queries: () => queries.report(),
  };
}
