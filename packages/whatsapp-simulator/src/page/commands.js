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
      if (mode === 'state') connection.socket.set({ state: 'UNPAIRED' });
      else if (mode === 'navigate') await session.leave({ delayMs: 0, reason });
      else {
        const delayMs = STATE_BEFORE_NAVIGATION_MS;
        await session.leave({ delayMs, reason, showsState: true });
      }
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
