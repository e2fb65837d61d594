import { createModelFaults } from './model-faults.js';

const BREAK_DELAY_MS = 30;
const NUMBERS_PER_ARRAY = 1_000_000;
const STATES_THAT_END = ['CONFLICT', 'TIMEOUT', 'PROXYBLOCK', 'DEPRECATED_VERSION'];

/** Makes faults happen in this page, and ends those that last. */
export function createFaultHandler(parts) {
  const { faults, registry, directory, connection, rotation } = parts;
  const { socket } = connection;
  const mends = [];
  const waiting = [];

  function breakQueries(fault) {
    const { target_id: id } = fault;
    const person = id === undefined ? undefined : directory.personOf(id);
    const addresses = person
      ? [person.phoneWid, person.lidWid].map((wid) => wid?._serialized)
      : [id];
    faults.add(fault, id === undefined ? null : new Set(addresses));
  }

  function goOffline(fault) {
    faults.add(fault);
    const before = socket.state;
    socket.set({ state: 'TIMEOUT' });
    mends.push(() => socket.set({ state: before }));
  }

  /** After the acknowledgement has left: these keep the page from answering. */
  const later = (happen) => void setTimeout(happen, BREAK_DELAY_MS);

  const modelFaults = Object.entries(createModelFaults(parts)).map(([type, strike]) => [
    type,
    (fault) => void mends.push(...strike(fault).toReversed()),
  ]);

  const happenings = {
    ...Object.fromEntries(modelFaults),
    query: breakQueries,
    module_missing: (fault) => registry.hide(fault),
    offline: goOffline,
    page_hang: ({ duration_ms: ms }) => later(() => occupy(ms)),
    out_of_memory: () => later(exhaustMemory),
    reload: () => later(() => location.reload()),
    sync_again: () => connection.announceSync(),
    state: ({ state }) => void socket.set({ state }),
    qr_exhausted: () => rotation.giveUp(),
  };
  const needsAccount = (fault) =>
    ['contact_id', 'group_id', 'target_id'].some((name) => fault[name] !== undefined);

  function happen(fault) {
    // Before the account is there, a fault about one of its contacts or groups waits for it.
    if (needsAccount(fault) && !directory.complete) waiting.push(fault);
    else return happenings[fault.type](fault);
  }

  return {
    happen,
    accountLoaded() {
      for (const fault of waiting.splice(0)) happen(fault);
    },
    clear() {
      faults.clear();
      waiting.length = 0;
      registry.restore();
      // The last first: one model may be struck by several.
      for (const mend of mends.splice(0).toReversed()) mend();
      if (STATES_THAT_END.includes(socket.state)) socket.set({ state: 'CONNECTED' });
    },
  };
}

function occupy(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Arrays of numbers fill the heap of a renderer, some four gigabytes, within seconds. */
function exhaustMemory() {
  const hoard = [];
  for (;;) hoard.push(new Array(NUMBERS_PER_ARRAY).fill(0.5));
}
