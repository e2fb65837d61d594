const RETRY_MS = 300;

/**
 * The line to WhatsApp, as the page shows it. A lost line is tried again by the page itself
 * (WAWebCommsConfigBase). Where the device is used elsewhere, or was told to go, communication stops: the
 * state stays as it is, a call for a new line throws, and only a reload helps (WAWebHandleStreamError, WAComms).
 */
export function createLine({ connection, sync, commandBus }) {
  const { socket } = connection;
  const { eventBus } = sync;
  /** Why WhatsApp cannot be reached or refuses the login: lasting faults. */
  const obstacles = [];
  let isRunning = true;
  let isUp = true;
  let timer = null;
  let onOpen = () => {};
  const waiters = [];

  function lose() {
    isUp = false;
    socket.set({ stream: 'DISCONNECTED' });
    eventBus.trigger('socket_stream_disconnected');
  }

  function demandRunning(name) {
    if (!isRunning) throw new Error(`[comms] ${name} called before startComms`);
  }

  /** One try to reach WhatsApp, and the next one later if it fails. */
  function attempt() {
    clearTimeout(timer);
    if (!isRunning) return;
    socket.set({ state: 'OPENING' });
    const [obstacle] = obstacles;
    if (!obstacle) return open();
    announce(obstacle);
    timer = setTimeout(attempt, RETRY_MS);
  }

  function open() {
    isUp = true;
    socket.set({ state: 'PAIRING' });
    for (const resolve of waiters.splice(0)) resolve();
    onOpen();
  }

  /** What the page says of a refused login (WAWebHandleFailure). */
  function announce({ type, code = 101, expire = 3600 }) {
    if (type === 'banned') {
      const ban = { banned: true, code, expire };
      commandBus.trigger('account_temporarily_banned_from_bridge', ban);
    } else if (type === 'unavailable') commandBus.trigger('service_unavailable_503_from_bridge');
  }

  return {
    isRunning: () => isRunning,
    isOpen: () => isRunning && isUp,
    /** Called each time the line is open again after a loss. */
    onOpen(handler) {
      onOpen = handler;
    },
    /** Resolves when nothing stands between the page and its login. */
    async reachable() {
      if (obstacles.length === 0) {
        isUp = true;
        return;
      }
      const opened = new Promise((resolve) => waiters.push(resolve));
      attempt();
      await opened;
    },
    /** Every successful login says so, and that there is no ban (WAWebHandleSuccess). */
    announceLogin() {
      commandBus.trigger('account_temporarily_banned_from_bridge', { banned: false });
    },
    /** The line is lost until the returned function is called. */
    block(obstacle) {
      obstacles.unshift(obstacle);
      lose();
      if (socket.state !== 'UNLAUNCHED') attempt();
      return () => {
        obstacles.splice(obstacles.indexOf(obstacle), 1);
        if (obstacle.comes_back === 'when_asked') clearTimeout(timer);
        else if (socket.state === 'OPENING') attempt();
      };
    },
    /** `silent`: the event of the lost line does not come. */
    stop({ silent = false } = {}) {
      isRunning = false;
      clearTimeout(timer);
      if (!silent) lose();
    },
    /** Closes the line, and opens another one. For a lost line it does nothing (WAComms.closeSocketAndResume). */
    reconnect() {
      demandRunning('closeSocketAndResume');
      if (!isUp) return;
      lose();
      attempt();
    },
    /** Tries a lost line at once, instead of after the page's pause (WAComms.maybeResetSocketLoop). */
    retryNow() {
      demandRunning('maybeResetSocketLoop');
      if (!isUp) attempt();
    },
  };
}
