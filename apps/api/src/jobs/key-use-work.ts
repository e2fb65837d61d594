import { recordKeyUses } from '@grabber/database/api-keys/api-keys';
import type { Database } from '@grabber/database/connection/open-database';
import type { Logger } from 'pino';

/** A key in constant use costs one write a minute. */
const USE_INTERVAL_MS = 60_000;
/** The uses of this time span go into one statement. */
const FLUSH_DELAY_MS = 5_000;

/** Stores in the background when keys were last used. */
export type KeyUseWork = {
  /** Records a use in memory. Never throws and never waits for the database. */
  note(keyId: string): void;
  /** Writes the recorded uses. A failure is logged, and the uses are kept for the next flush. */
  flush(): Promise<void>;
  /** Flushes for the last time. */
  stop(): Promise<void>;
};

type Options = {
  readonly db: Database;
  readonly clock: () => Date;
  readonly logger: Logger;
};

export function createKeyUseWork({ db, clock, logger }: Options): KeyUseWork {
  const noted = new Map<string, Date>();
  let pending = new Map<string, Date>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  const isRecent = (used: Date, now: Date) => now.getTime() - used.getTime() < USE_INTERVAL_MS;

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const now = clock();
    for (const [id, used] of noted) if (!isRecent(used, now)) noted.delete(id);
    if (pending.size === 0) return;
    const uses = pending;
    pending = new Map();
    try {
      const rows = [...uses].map(([id, used_at]) => ({ id, used_at }));
      await recordKeyUses(db, { uses: rows, interval_ms: USE_INTERVAL_MS });
    } catch (error) {
      pending = new Map([...uses, ...pending]);
      logger.warn({ err: error, keys: uses.size }, 'Storing the last use of keys failed');
    }
  }

  const flush = (): Promise<void> => {
    flushing = flushing.then(write);
    return flushing;
  };

  return {
    note(keyId) {
      const now = clock();
      const last = noted.get(keyId);
      if (last && isRecent(last, now)) return;
      noted.set(keyId, now);
      pending.set(keyId, now);
      timer ??= setTimeout(flush, FLUSH_DELAY_MS).unref();
    },
    flush,
    stop: flush,
  };
}
