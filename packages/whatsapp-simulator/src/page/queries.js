const REPORT_INTERVAL_MS = 200;

/** An answer of WhatsApp's server that is an error. */
export class ServerStatusCodeError extends Error {
  constructor(statusCode, text) {
    super(text);
    this.name = 'ServerStatusCodeError';
    this.statusCode = statusCode;
  }
}

/**
 * What stands in for WhatsApp's server: counts every query, lets faults and limits strike, and waits as
 * long as the network would. Counts go to the simulator now and then, and when it asks.
 */
export function createQueries({ options, faults, send }) {
  let counts = {};
  let inFlight = 0;
  let peak = 0;
  let timer = null;
  let sending = Promise.resolve();
  let recentGroupQueries = [];
  const inFlightOf = {};

  function takeReport() {
    const report = { counts, peak_in_flight: peak };
    counts = {};
    peak = inFlight;
    clearTimeout(timer);
    timer = null;
    return report;
  }

  function scheduleReport() {
    timer ??= setTimeout(() => {
      sending = send(takeReport()).catch(() => {});
    }, REPORT_INTERVAL_MS);
  }

  function checkLimits(kind) {
    if (kind !== 'group_metadata') return;
    const { group_query_max_in_flight: most, group_query_max_per_second: perSecond } = options();
    const since = performance.now() - 1000;
    recentGroupQueries = recentGroupQueries.filter((time) => time > since);
    recentGroupQueries.push(performance.now());
    const tooMany =
      (most && inFlightOf[kind] > most) || (perSecond && recentGroupQueries.length > perSecond);
    if (tooMany) throw new ServerStatusCodeError(429, 'rate-overlimit');
  }

  return {
    /** One query about one contact or group; rejects as WhatsApp's server would. */
    async ask(kind, target) {
      counts[kind] = (counts[kind] ?? 0) + 1;
      inFlightOf[kind] = (inFlightOf[kind] ?? 0) + 1;
      inFlight += 1;
      peak = Math.max(peak, inFlight);
      scheduleReport();
      try {
        checkLimits(kind);
        await faults.strike(kind, target);
        const { query_latency_ms: latency } = options();
        if (latency) await new Promise((resolve) => setTimeout(resolve, latency));
      } finally {
        inFlightOf[kind] -= 1;
        inFlight -= 1;
      }
    },
    /** The counts that no report has held yet. */
    async report() {
      await sending;
      return takeReport();
    },
  };
}
