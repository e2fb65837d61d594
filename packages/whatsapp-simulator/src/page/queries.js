const REPORT_INTERVAL_MS = 200;

/** An error answer of WhatsApp's server. */
export class ServerStatusCodeError extends Error {
  constructor(statusCode, text) {
    super(text);
    this.name = 'ServerStatusCodeError';
    this.status = statusCode;
    this.statusCode = statusCode;
  }
}

/**
 * Replaces WhatsApp's server: counts every query, applies faults and limits, and waits as long as
 * the network would. Reports the counts to the simulator now and then, and on request.
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

  /** A page that is not linked keeps its counts until it is. */
  async function sendReport() {
    const report = takeReport();
    try {
      await send(report);
    } catch {
      for (const [kind, count] of Object.entries(report.counts)) {
        counts[kind] = (counts[kind] ?? 0) + count;
      }
    }
  }

  function scheduleReport() {
    timer ??= setTimeout(() => {
      sending = sendReport();
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
    /** One query for one contact or group. Rejects like WhatsApp's server would. */
    async ask(kind, target) {
      counts[kind] = (counts[kind] ?? 0) + 1;
      inFlightOf[kind] = (inFlightOf[kind] ?? 0) + 1;
      inFlight += 1;
      peak = Math.max(peak, inFlight);
      scheduleReport();
      try {
        checkLimits(kind);
        await faults.apply(kind, target);
        const { query_latency_ms: latency } = options();
        if (latency) await new Promise((resolve) => setTimeout(resolve, latency));
      } finally {
        inFlightOf[kind] -= 1;
        inFlight -= 1;
      }
    },
    /** Something that is no query. */
    note(kind) {
      counts[kind] = (counts[kind] ?? 0) + 1;
      scheduleReport();
    },
    /** The counts that were not reported yet. */
    async report() {
      await sending;
      return takeReport();
    },
  };
}
