import { createModelFaults } from './model-faults.js';

const BREAK_DELAY_MS = 30;
const NUMBERS_PER_ARRAY = 1_000_000;

/** Starts faults in this page, and ends lasting ones. */
export function createFaultHandler(parts) {
  const { faults, registry, directory, connection, rotation, line } = parts;
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

  /** No login, and no answer to a query, until the fault is cleared. */
  function blockLine(fault) {
    faults.add(fault);
    restores.push(line.block(fault));
  }

  function loseLine({ duration_ms: ms }) {
    if (!ms) return line.reconnect();
    setTimeout(line.block({ type: 'offline' }), ms);
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
    offline: blockLine,
    banned: blockLine,
    unavailable: blockLine,
    page_hang: ({ duration_ms: ms }) => later(() => occupy(ms)),
    out_of_memory: () => later(exhaustMemory),
    reload: () => later(() => location.reload()),
    sync_again: () => connection.announceSync(),
    used_elsewhere: (fault) => line.stop(fault),
    line_lost: loseLine,
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
