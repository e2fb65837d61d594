import { insertAuditEntries, type NewAuditEntry } from '@grabber/database/audit/audit-entries';
import type { Database } from '@grabber/database/connection/open-database';
import type { Logger } from 'pino';

/** The entries of this time span go into one statement. A killed process loses as many. */
const FLUSH_DELAY_MS = 1_000;
const RETRY_DELAY_MS = 5_000;
const BATCH_SIZE = 1_000;
/** About 10 MB. While the database cannot be written, the oldest are lost first. */
const MAX_WAITING = 20_000;

/** Stores in the background what was done with which key. */
export type AuditWork = {
  /** Takes an entry into memory. Never throws and never waits for the database. */
  record(entry: NewAuditEntry): void;
  /** Writes what was taken. A failure is logged, and the entries are kept for the next try. */
  flush(): Promise<void>;
  /** Flushes for the last time. */
  stop(): Promise<void>;
};

type Options = { readonly db: Database; readonly logger: Logger; readonly maxWaiting?: number };

export function createAuditWork(options: Options): AuditWork {
  const { db, logger, maxWaiting = MAX_WAITING } = options;
  let waiting: NewAuditEntry[] = [];
  let lost = 0;
  let isFailing = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  function schedule(delayMs: number): void {
    if (!isStopped) timer ??= setTimeout(flush, delayMs).unref();
  }

  function dropOldest(): void {
    const excess = waiting.length - maxWaiting;
    if (excess <= 0) return;
    waiting.splice(0, excess);
    lost += excess;
  }

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH_SIZE);
      try {
        await insertAuditEntries(db, batch);
      } catch (error) {
        waiting = [...batch, ...waiting];
        dropOldest();
        if (!isFailing) logger.warn({ err: error }, 'Storing audit entries failed, retrying');
        isFailing = true;
        return schedule(RETRY_DELAY_MS);
      }
      isFailing = false;
      if (lost > 0) logger.error({ lost }, 'Audit entries lost while they could not be stored');
      lost = 0;
    }
  }

  function flush(): Promise<void> {
    flushing = flushing.then(write);
    return flushing;
  }

  return {
    record(entry) {
      waiting.push(entry);
      // Not one by one: to move a long list costs more than the entry.
      if (waiting.length > maxWaiting + BATCH_SIZE) dropOldest();
      schedule(FLUSH_DELAY_MS);
    },
    flush,
    async stop() {
      isStopped = true;
      await flush();
      lost += waiting.length;
      if (lost > 0) logger.error({ lost }, 'Audit entries lost while they could not be stored');
    },
  };
}
