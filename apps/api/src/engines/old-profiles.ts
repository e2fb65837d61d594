import type { Database } from '@grabber/database/connection/open-database';
import {
  forgetLeft,
  listDeletedWithCopies,
  listOldProfiles,
  noteUseless,
  noteWithoutCopies,
  type OldProfile,
} from '@grabber/database/placements/old-profiles';
import type { LeasedEngineClient } from '@grabber/engine-client';
import { isEngineError } from '@grabber/engine-client/engine-error';
import type { Logger } from 'pino';
import type { KnownEngines, SeenOne } from './known-engines.ts';
import type { LeaseRules } from './lease-rules.ts';

/** Profiles of one engine, and stored copies, that one round removes. */
const MOST = 20;

export type OldProfiles = {
  /**
   * Removes the profiles that sessions have left on other engines, and what is left of deleted sessions, where that is
   * certain. Every process does this; an engine refuses what is not so any more. Throws the errors of `pg`.
   */
  removeOldProfiles(signal: AbortSignal): Promise<void>;
};

type Parts = {
  readonly db: Database;
  readonly engines: KnownEngines;
  readonly rules: LeaseRules;
  readonly logger: Logger;
};

export function createOldProfiles({ db, engines, rules, logger }: Parts): OldProfiles {
  const warned = new Set<string>();

  /** Whether it is done. What an engine refuses now, it may not refuse later. */
  async function isDone(work: Promise<void>, fields: { session_id: string }): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      if (isEngineError(error) && error.code === 'SESSION_NOT_FOUND') return true;
      const key = `${fields.session_id} ${isEngineError(error) ? error.code : ''}`;
      if (!warned.has(key) && !isRefusal(error))
        logger.warn({ err: error, ...fields }, 'Removing an old profile failed, retrying');
      warned.add(key);
      return false;
    }
  }

  async function dropOne({ client, reading }: SeenOne, old: OldProfile): Promise<void> {
    const { session_id, generation, reason } = old;
    const { engine_id } = reading.identity;
    const fields = { session_id, engine_id, generation, reason };
    if (!(await isDone(client.dropProfile(session_id, generation), fields))) return;
    await forgetLeft(db, { session_id, engine_id, generation });
    reading.holds.delete(session_id);
    logger.info(fields, 'Old profile removed from its engine');
  }

  async function dropAt(engine: SeenOne, signal: AbortSignal): Promise<void> {
    const { engine_id } = engine.reading.identity;
    const holds = [...engine.reading.holds.values()];
    for (const old of await listOldProfiles(db, { engine_id, holds }, MOST)) {
      if (signal.aborted) return;
      await dropOne(engine, old);
    }
  }

  async function forgetCopies(
    { client }: { readonly client: LeasedEngineClient },
    signal: AbortSignal,
  ): Promise<void> {
    for (const session_id of await listDeletedWithCopies(db, MOST)) {
      if (signal.aborted) return;
      // The store is the same for the next ones.
      if (!(await isDone(client.forgetBundles(session_id), { session_id }))) return;
      await noteWithoutCopies(db, session_id);
    }
  }

  return {
    async removeOldProfiles(signal) {
      await engines.probe(rules.probeMs);
      const seen = engines.seen();
      for (const { reading } of seen) await noteUseless(db, reading.identity);
      for (const engine of seen) await dropAt(engine, signal);
      const any = seen[Math.floor(Math.random() * seen.length)];
      if (any) await forgetCopies(any, signal);
    },
  };
}

/** The profile is in use, or another one by now. */
function isRefusal(error: unknown): boolean {
  return isEngineError(error) && ['PROFILE_IN_USE', 'LEASE_LOST'].includes(error.code);
}
