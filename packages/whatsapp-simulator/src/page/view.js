const STATES = {
  UNLAUNCHED: 'Starting …',
  OPENING: 'Connecting …',
  UNPAIRED: 'Scan this code with the phone',
  UNPAIRED_IDLE: 'The code has expired',
  PAIRING: 'Pairing …',
  CONNECTED: 'Connected',
};

/** Shows the state on the page, for a person who looks at it. */
export function showView({ connection, collections }) {
  const { socket, conn } = connection;
  const [state, summary, code] = ['state', 'summary', 'code'].map((id) =>
    document.getElementById(id),
  );
  const show = () => {
    const syncing = socket.state === 'CONNECTED' && !socket.hasSynced;
    state.textContent = syncing ? 'Syncing …' : (STATES[socket.state] ?? socket.state);
    code.textContent = socket.state === 'UNPAIRED' ? conn.ref : '';
    summary.textContent = socket.hasSynced
      ? `${collections.Contact.length} contact entries, ${collections.Chat.length} chats, ${collections.GroupMetadata.length} groups`
      : '';
  };
  socket.on('change', show);
  conn.on('change:ref', show);
  show();
}
