import type { GrabRow } from '@grabber/database/grabs/grab-row';

/** Counts the requests and the time of one run of a grab, for the grab's row. */
export type GrabRun = {
  /** Records how many requests the read has made WhatsApp Web send to WhatsApp so far. */
  noteQueries(count: number): void;
  endRead(): void;
  /** The requests of all runs of this grab, earlier tries included. */
  queriesSent(): number;
  /** In milliseconds by phase. A read that broke off counts up to that moment. */
  timings(): Record<string, number>;
  /** The same, but only of the phases that have ended. */
  endedTimings(): Record<string, number>;
};

/** A run whose read begins now. The row holds the figures of earlier runs and phases. */
export function createGrabRun({ timings, queries_sent }: GrabRow): GrabRun {
  const startedAt = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAt);
  let queries = 0;
  let readMs: number | undefined;
  return {
    noteQueries(count) {
      queries = count;
    },
    endRead() {
      readMs = elapsedMs();
    },
    queriesSent: () => queries_sent + queries,
    timings: () => ({ ...timings, read_ms: readMs ?? elapsedMs() }),
    endedTimings: () => (readMs === undefined ? timings : { ...timings, read_ms: readMs }),
  };
}
