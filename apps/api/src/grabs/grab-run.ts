import type { GrabRow } from '@grabber/database/grabs/grab-row';

/** Keeps account of what one run of a grab costs, for its row. */
export type GrabRun = {
  /** How many requests its read made WhatsApp Web send to WhatsApp, so far. */
  noteQueries(count: number): void;
  endRead(): void;
  /** Those of the runs before included: a grab that is tried again has sent them all. */
  queriesSent(): number;
  /** In milliseconds by phase; of a read that broke off the time until then. */
  timings(): Record<string, number>;
  /** The same of the phases alone that came to their end. */
  endedTimings(): Record<string, number>;
};

/** A run whose read begins now; the row has what came before. */
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
