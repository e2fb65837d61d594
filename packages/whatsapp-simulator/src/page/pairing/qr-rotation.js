/** Shows QR codes one after the other, each for its lifetime, until the last has expired. */
export function createQrRotation({ link, connection, sync, options }) {
  const { socket, conn } = connection;
  let timer = null;
  let shown = 0;

  async function next() {
    if (shown >= options().qr_refs) return giveUp();
    const { ref } = await link.ask('ref', { show: true });
    const lifetime = shown === 0 ? options().qr_first_lifetime_ms : options().qr_lifetime_ms;
    shown += 1;
    // The reference is set before the state, because a client reads it when it sees the state.
    conn.set({ ref, refTTL: lifetime });
    socket.set({ state: 'UNPAIRED' });
    timer = setTimeout(advance, lifetime);
  }

  /** A lost line ends the rotation. The next line brings codes of its own. */
  sync.eventBus.on('socket_stream_disconnected', () => clearTimeout(timer));

  function advance() {
    next().catch(() => {});
  }

  async function giveUp() {
    clearTimeout(timer);
    await link.ask('ref', { show: false });
    socket.set({ state: 'UNPAIRED_IDLE' });
  }

  return {
    start() {
      clearTimeout(timer);
      shown = 0;
      advance();
    },
    stop() {
      clearTimeout(timer);
    },
    giveUp,
  };
}
