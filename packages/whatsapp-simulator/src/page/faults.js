import { ServerStatusCodeError } from './queries.js';

/** The faults that last, and the points where they strike. */
export function createFaults() {
  let lasting = [];
  let release = null;
  let released = new Promise((resolve) => {
    release = resolve;
  });

  function about(fault, target) {
    return fault.target_id === undefined || sameUser(fault.target_id, target);
  }

  return {
    add(fault) {
      lasting.push({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    /** Hanging queries go on. */
    clear() {
      lasting = [];
      release();
      released = new Promise((resolve) => {
        release = resolve;
      });
    },
    /** A query of this kind about this target: passes, waits for the fault's end, or fails. */
    async strike(kind, target) {
      if (lasting.some(({ type }) => type === 'offline')) await released;
      const fault = lasting.find(
        (one) => one.type === 'query' && one.kind === kind && one.left > 0 && about(one, target),
      );
      if (!fault) return;
      fault.left -= 1;
      if (fault.behaviour === 'hang') await released;
      else if (fault.behaviour === 'throw')
        throw new ServerStatusCodeError(500, 'internal-server-error');
      else throw new ServerStatusCodeError(429, 'rate-overlimit');
    },
  };
}

/** Whether an id of the control API and an address of the page name the same user or group. */
export function sameUser(id, wid) {
  const text = typeof wid === 'string' ? wid : wid?._serialized;
  return id.replace('@s.whatsapp.net', '@c.us') === text;
}

/** Makes the named properties of a model throw, until `mend` puts them back. */
export function breakModel(model, names) {
  for (const name of names) {
    const fail = () => {
      throw new TypeError(`Cannot read properties of undefined (reading '${name}')`);
    };
    const isMethod = typeof model[name] === 'function';
    Object.defineProperty(model, name, {
      configurable: true,
      enumerable: true,
      ...(isMethod ? { value: fail } : { get: fail, set: () => {} }),
    });
  }
}
