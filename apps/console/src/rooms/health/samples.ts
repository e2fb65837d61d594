import { type Metrics, sumOf } from './prometheus.ts';

/** What is drawn, by name. Null: the text does not say. */
export type Reading = {
  /** Seconds since 1970. */
  readonly at: number;
  readonly memory: number | null;
  readonly lag: number | null;
  readonly requests: number | null;
  /** The counter itself, from which the next reading makes a rate. */
  readonly requestCount: number | null;
};

const MS_PER_SECOND = 1_000;
/** An hour, with a reading each ten seconds. */
const MOST_READINGS = 360;

/** The reading of some metrics after an earlier one. A counter that fell was started again. */
export function readingOf(metrics: Metrics, atMs: number, before: Reading | undefined): Reading {
  const at = atMs / MS_PER_SECOND;
  const requestCount = sumOf(metrics, 'grabber_api_http_requests_total');
  const earlier = before?.requestCount ?? null;
  const isKnown = before && earlier !== null && requestCount !== null && at > before.at;
  const lag = sumOf(metrics, 'nodejs_eventloop_lag_p99_seconds');
  return {
    at,
    memory: sumOf(metrics, 'process_resident_memory_bytes'),
    lag: lag === null ? null : lag * MS_PER_SECOND,
    requests: isKnown ? Math.max(0, requestCount - earlier) / (at - before.at) : null,
    requestCount,
  };
}

/** The readings with one more, of the last hour. */
export function withReading(
  readings: readonly Reading[],
  metrics: Metrics,
  atMs: number,
): readonly Reading[] {
  return [...readings, readingOf(metrics, atMs, readings.at(-1))].slice(-MOST_READINGS);
}

/** Some numbers at a time, by name. Null: not known then. */
export type Sample<Name extends string> = {
  /** Seconds since 1970. */
  readonly at: number;
  readonly values: Readonly<Record<Name, number | null>>;
};

/** The samples with one more, of the last hour. One of the same time takes the place of the last. */
export function withSample<Name extends string>(
  samples: readonly Sample<Name>[],
  values: Sample<Name>['values'],
  atMs: number,
): readonly Sample<Name>[] {
  const at = atMs / MS_PER_SECOND;
  const earlier = samples.filter((one) => one.at < at);
  return [...earlier, { at, values }].slice(-MOST_READINGS);
}
