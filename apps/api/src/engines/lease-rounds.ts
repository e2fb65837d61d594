import { registerEngines } from '@grabber/database/placements/engines';
import {
  adoptHolds,
  type EngineHold,
  noteHolds,
  type Prolonged,
  readDatabaseClock,
  renewLeases,
} from '@grabber/database/placements/keep-leases';
import { listToPlace, markWaiting } from '@grabber/database/placements/sessions-to-place';
import { createCopySearch } from './find-copies.ts';
import type { SeenOne } from './known-engines.ts';
import type { PoolParts } from './pool-parts.ts';

/** The contract's most for one request. */
const MAX_RENEWED = 1_000;
/** Sessions that one round of a process starts again. */
const MAX_PLACED = 20;

export type LeaseRounds = {
  /**
   * Asks the engines what they are and hold, stores it, and prolongs the leases that they use. Every process does this;
   * the database lets one prolong each lease. Answers the sessions that are to be started again. Throws the errors of
   * `pg`.
   */
  keepLeases(): Promise<string[]>;
};

export function createLeaseRounds(parts: PoolParts): LeaseRounds {
  const { db, engines, rules, logger, observer } = parts;
  const adopted = new Set<string>();
  const pick = () => engines.seen()[0]?.client;
  const copies = createCopySearch({ ...parts, pick });

  async function adopt(engine_id: string, holds: readonly EngineHold[]): Promise<void> {
    const unknown = holds.filter(({ session_id }) => !adopted.has(session_id));
    await adoptHolds(db, { engine_id, holds: unknown });
    for (const { session_id, is_linked } of unknown) if (is_linked) adopted.add(session_id);
  }

  async function keepOn(engine: SeenOne, asked_at: string): Promise<void> {
    const { engine_id, draining, holds } = engine.reading.identity;
    const renewed = await renewLeases(
      db,
      { engine_id, holds },
      { lease_seconds: rules.leaseSeconds, every_seconds: rules.renewSeconds },
    );
    const told = tellRenewed(parts, engine, renewed);
    await adopt(engine_id, holds);
    await noteHolds(db, { engine_id, holds }, { draining, asked_at });
    await told;
  }

  async function keepLeases(from: { begun: number; askedAt: string }): Promise<string[]> {
    await engines.probe();
    const seen = engines.seen().filter(({ reading }) => reading.at >= from.begun);
    await registerEngines(db, seen.map(asReport));
    const kept = await Promise.allSettled(seen.map((engine) => keepOn(engine, from.askedAt)));
    const marked = await markWaiting(db, {
      margin_seconds: rules.marginSeconds,
      away_seconds: rules.awaySeconds,
    });
    for (const session_id of marked)
      logger.warn({ session_id }, 'Session waits for its engine, which has its profile');
    copies.begin();
    const failed = kept.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
    return listToPlace(db, {
      // One that drains starts nothing.
      seen: seen
        .filter(({ reading }) => !reading.identity.draining)
        .map(({ reading }) => reading.identity.engine_id),
      unused_seconds: rules.unusedSeconds,
      lease_seconds: rules.leaseSeconds,
      margin_seconds: rules.marginSeconds,
      most: MAX_PLACED,
    });
  }

  return {
    async keepLeases() {
      const askedAt = await readDatabaseClock(db);
      const begun = performance.now();
      try {
        return await keepLeases({ askedAt, begun });
      } finally {
        observer.onRound(performance.now() - begun);
      }
    },
  };
}

/** What it does not hear of ends by its clock. */
async function tellRenewed(
  { rules, logger, observer }: PoolParts,
  { client, reading, address }: SeenOne,
  renewed: readonly Prolonged[],
): Promise<void> {
  const { boot_id, now_ms } = reading.identity;
  const until_ms = rules.untilMs(now_ms);
  for (let start = 0; start < renewed.length; start += MAX_RENEWED) {
    const some = renewed.slice(start, start + MAX_RENEWED);
    const leases = some.map(({ session_id, generation }) => ({ session_id, generation, until_ms }));
    const timeoutMs = rules.renewSeconds * 1_000;
    try {
      const { refused } = await client.renewLeases({ boot_id, leases }, { timeoutMs });
      const isRefused = ({ session_id }: Prolonged) => refused.includes(session_id);
      const kept = some.filter((lease) => !isRefused(lease));
      const late = kept.filter(({ left_seconds }) => left_seconds < rules.lateSeconds).length;
      observer.onRenewed('renewed', kept.length - late);
      observer.onRenewed('late', late);
      observer.onRenewed('refused', some.length - kept.length);
    } catch (error) {
      logger.warn({ err: error, address }, 'Renewing the leases of an engine failed, retrying');
      observer.onRenewed('failed', some.length);
    }
  }
}

function asReport({ address, reading }: SeenOne) {
  const { engine_id, boot_id, version, draining, browsers, sessions } = reading.identity;
  return {
    id: engine_id,
    address,
    boot_id,
    version,
    draining,
    browsers_now: browsers.now,
    browsers_limit: browsers.limit,
    sessions_now: sessions.now,
    sessions_limit: sessions.limit,
  };
}
