import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@grabber/database/connection/open-database';
import { type Browser, createLook, isBelow, WOKEN_MS } from './watch-browsers.ts';

const LOOK_MS = 250;

/** A browser that lived while another engine could have had its session. */
type Outlived = { readonly session: string; readonly profile: string; readonly lease: string };

export type LeaseWatch = {
  violations(): readonly Outlived[];
  /** How many browsers were compared with their lease. */
  compared(): number;
  /** While the work goes on, and a moment longer, nothing can end the browsers of that engine. */
  excuse(dataDir: string, work: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
};

type Lease = {
  readonly session_id: string;
  readonly engine_id: string | null;
  readonly is_leased: boolean;
};

/**
 * Compares the browsers of /proc with the leases in the database. A session that is awake moves only by a person's word,
 * so two browsers on one link are rare even where nothing ends a browser at the end of its lease: this sees the one.
 */
export function watchLeases(
  { pool }: Database,
  { root, dataDirs }: { readonly root: string; readonly dataDirs: readonly string[] },
): LeaseWatch {
  const look = createLook(root);
  const violations: Outlived[] = [];
  const excused = new Map<string, number>();
  let compared = 0;
  let isOver = false;

  async function compare(): Promise<void> {
    const before = look();
    const { rows } = await pool.query<Lease>(
      `SELECT session_id, engine_id, coalesce(expires_at > clock_timestamp(), false) AS is_leased
       FROM session_placements`,
    );
    const leases = new Map(rows.map((row) => [row.session_id, row]));
    // Those that have lived all the time in which the database was asked.
    const pids = new Set(look().map(({ pid }) => pid));
    for (const browser of before) {
      const dataDir = dataDirs.find((one) => isBelow(browser, one));
      if (dataDir === undefined || !pids.has(browser.pid)) continue;
      if (performance.now() < (excused.get(dataDir) ?? 0)) continue;
      compared += 1;
      const lease = leases.get(browser.session);
      if (lease?.is_leased && lease.engine_id === engineIdOf(dataDir)) continue;
      violations.push(outlived(browser, lease));
    }
  }

  async function watch(): Promise<void> {
    while (!isOver) {
      // The database may be away just now.
      await compare().catch(() => undefined);
      await sleep(LOOK_MS);
    }
  }

  const watching = watch();
  return {
    violations: () => violations,
    compared: () => compared,
    async excuse(dataDir, work) {
      excused.set(dataDir, Number.POSITIVE_INFINITY);
      try {
        await work();
      } finally {
        excused.set(dataDir, performance.now() + WOKEN_MS);
      }
    },
    async stop() {
      isOver = true;
      await watching;
    },
  };
}

function engineIdOf(dataDir: string): string {
  return readFileSync(join(dataDir, 'engine', 'engine-id'), 'utf8').trim();
}

function outlived({ session, profile, pid }: Browser, lease: Lease | undefined): Outlived {
  return { session, profile: `${profile} (${pid})`, lease: JSON.stringify(lease ?? null) };
}
