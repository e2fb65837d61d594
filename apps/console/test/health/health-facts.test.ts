import { expect, test } from 'vitest';
import { endedGrabs, parseMetrics, sumOf, sumsBy } from '../../src/rooms/health/prometheus.ts';
import { safetyLevel, safetyOf } from '../../src/rooms/health/safety.ts';
import { readingOf, withReading, withSample } from '../../src/rooms/health/samples.ts';
import { uptimeText } from '../../src/rooms/health/uptime.ts';

const TEXT = `# HELP grabber_api_errors_total Errors that were answered, by code.
# TYPE grabber_api_errors_total counter
grabber_api_errors_total{code="NOT_FOUND"} 2
grabber_api_errors_total{code="A \\"quoted\\" one, with } and \\\\"} 5

process_resident_memory_bytes 1.5e+8
grabber_api_http_requests_total{method="GET",route="/api/sessions",status="200"} 6
grabber_api_http_requests_total{method="GET",route="/api/sessions/:id",status="404"} 4
nodejs_eventloop_lag_p99_seconds 0.0125
broken line
`;

test('reads Prometheus text with its labels', () => {
  const metrics = parseMetrics(TEXT);
  expect(sumOf(metrics, 'process_resident_memory_bytes')).toBe(150_000_000);
  expect(sumOf(metrics, 'grabber_api_http_requests_total')).toBe(10);
  expect(sumOf(metrics, 'grabber_api_http_requests_total', { status: '404' })).toBe(4);
  expect(sumOf(metrics, 'unknown')).toBeNull();
  expect(sumsBy(metrics, 'grabber_api_errors_total', 'code')).toEqual([
    ['A "quoted" one, with } and \\', 5],
    ['NOT_FOUND', 2],
  ]);
});

test('makes a rate of a counter, and none of a process that began again', () => {
  const metrics = parseMetrics(TEXT);
  const first = readingOf(metrics, 10_000, undefined);
  expect(first).toMatchObject({ at: 10, lag: 12.5, requests: null });
  expect(readingOf(metrics, 20_000, { ...first, requestCount: 5 }).requests).toBe(0.5);
  expect(readingOf(metrics, 20_000, { ...first, requestCount: 900 }).requests).toBe(0);
});

test('keeps the readings of an hour', () => {
  const metrics = parseMetrics(TEXT);
  let readings = withReading([], metrics, 0);
  for (let at = 1; at < 400; at++) readings = withReading(readings, metrics, at * 10_000);
  expect(readings).toHaveLength(360);
  expect(readings.at(-1)?.at).toBe(3_990);
});

test('counts the grabs that have ended, not those that once began', () => {
  const line = (state: string, count: number, kind = 'all') =>
    `grabber_api_grabs_total{kind="${kind}",state="${state}"} ${count}`;
  const lines = [line('running', 4), line('complete', 2), line('complete', 1, 'groups')];
  const metrics = parseMetrics([...lines, line('partial', 1), line('queued', 1)].join('\n'));
  expect(endedGrabs(metrics)).toEqual([
    ['complete', 3],
    ['partial', 1],
  ]);
});

test('says for how long a process has run, in days from the second one on', () => {
  const now = Date.parse('2026-01-15T10:30:00.000Z');
  expect(uptimeText('en', '2026-01-15T10:29:18.000Z', now)).toBe('42 sec');
  expect(uptimeText('en', '2026-01-15T08:10:00.000Z', now)).toBe('2 hr 20 min');
  expect(uptimeText('en', '2026-01-10T10:30:00.000Z', now)).toBe('5 days');
  expect(uptimeText('en', '2026-01-15T11:00:00.000Z', now)).toBe('0 ms');
});

test('keeps an hour of samples, one for each look', () => {
  const values = { running: 1, queued: null };
  let samples = withSample([], values, 10_000);
  samples = withSample(samples, { ...values, running: 2 }, 10_000);
  expect(samples).toEqual([{ at: 10, values: { running: 2, queued: null } }]);
  for (let look = 2; look <= 400; look += 1) samples = withSample(samples, values, look * 10_000);
  expect(samples).toHaveLength(360);
  expect([samples[0]?.at, samples.at(-1)?.at]).toEqual([410, 4_000]);
});

test('the safety of an account falls with what it has used of what it may', () => {
  const of = (left: number | null, limit = left) => ({ left, limit, next_at: null });
  const whole = {
    refreshes: of(1),
    pairing_codes: of(3),
    browser_starts: of(20),
    wakes: of(null),
  };
  expect(safetyOf(whole)).toBe(100);
  // Of a limit that is larger than the usual one.
  expect(safetyOf({ ...whole, browser_starts: of(10, 20) })).toBe(83);
  expect(safetyOf({ ...whole, refreshes: of(0, 1) })).toBe(67);
  const none = {
    ...whole,
    refreshes: of(0, 1),
    pairing_codes: of(0, 3),
    browser_starts: of(0, 20),
  };
  expect(safetyOf(none)).toBe(0);
  const unlimited = of(null);
  expect(
    safetyOf({
      ...{ refreshes: unlimited, pairing_codes: unlimited },
      ...{ browser_starts: unlimited, wakes: unlimited },
    }),
  ).toBe(100);
  expect([100, 60, 59, 29].map(safetyLevel)).toEqual(['calm', 'calm', 'careful', 'rest']);
});
