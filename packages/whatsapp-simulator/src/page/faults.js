import { ServerStatusCodeError } from './queries.js';

/** Faults without a line to WhatsApp. */
const LINE_FAULTS = ['offline', 'banned', 'unavailable'];

/** The lasting faults, and the points where they apply. */
export function createFaults() {
  let lasting = [];
  let release = null;
  let released = new Promise((resolve) => {
    release = resolve;
  });

  return {
    /** `targets`: the addresses that a query fault applies to. null: all. */
    add(fault, targets = null) {
      lasting.push({ ...fault, targets, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    /** Hanging queries continue. */
    clear() {
      lasting = [];
      release();
      released = new Promise((resolve) => {
        release = resolve;
      });
    },
    /** A query of this kind for this target: passes, waits for the fault's end, or fails. */
    async apply(kind, target) {
      if (lasting.some(({ type }) => LINE_FAULTS.includes(type))) await released;
      const fault = lasting.find(
        (one) =>
          one.type === 'query' &&
          one.kind === kind &&
          one.left > 0 &&
          (one.targets?.has(target) ?? true),
      );
      if (!fault) return;
      fault.left -= 1;
      if (fault.behaviour === 'hang') await released;
      else if (fault.behaviour === 'throw')
        throw new ServerStatusCodeError(500, 'internal-server-error');
      else if (fault.behaviour === 'throw_null') throw null;
      else throw new ServerStatusCodeError(429, 'rate-overlimit');
    },
  };
}
