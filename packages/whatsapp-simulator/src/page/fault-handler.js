import { createModelFaults } from './model-faults.js';

const BREAK_DELAY_MS = 30;
const NUMBERS_PER_ARRAY = 1_000_000;
const STATES_THAT_END = ['CONFLICT', 'TIMEOUT', 'PROXYBLOCK', 'DEPRECATED_VERSION'];

/** Starts faults in this page, and ends lasting ones. */
export function createFaultHandler(parts) {
  const { faults, registry, directory, connection, rotation, session } = parts;
  const { socket } = connection;
  const restores = [];
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
    restores.push(() => {
      socket.set({ state: before });
      void session().deliver();
    });
  }

  /** After the acknowledgement was sent, because these faults keep the page from answering. */
  const later = (work) => void setTimeout(work, BREAK_DELAY_MS);

  const modelFaults = Object.entries(createModelFaults(parts)).map(([type, applyFault]) => [
    type,
    (fault) => void restores.push(...applyFault(fault).toReversed()),
  ]);

  const appliers = {
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

  function apply(fault) {
    // Until the account is loaded, a fault on one of its contacts or groups waits.
    if (needsAccount(fault) && !directory.complete) waiting.push(fault);
    else return appliers[fault.type](fault);
  }

  return {
    apply,
    accountLoaded() {
      for (const fault of waiting.splice(0)) apply(fault);
    },
    clear() {
      faults.clear();
      waiting.length = 0;
      registry.restore();
      // The last one first, because several faults may change one model.
      for (const restore of restores.splice(0).toReversed()) restore();
      if (STATES_THAT_END.includes(socket.state)) socket.set({ state: 'CONNECTED' });
    },
  };
}

function occupy(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Arrays of numbers fill the heap of a renderer (about four gigabytes) within seconds. */
function exhaustMemory() {
  const arrays = [];
  for (;;) arrays.push(new Array(NUMBERS_PER_ARRAY).fill(0.5));
}
