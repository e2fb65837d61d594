import type { Database } from '@grabber/database/connection/open-database';
import {
  forgetLeft,
  listDeletedProfiles,
  listDeletedWithCopies,
  listMovedProfiles,
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
   * Removes what is left of deleted sessions, and with several engines the profiles that sessions have left on others, where
   * that is certain. Every process does this; an engine refuses what is not so any more. Throws the errors of `pg`.
   */
  removeOldProfiles(signal: AbortSignal): Promise<void>;
};

/** An engine, and what it has just said. */
type Asked = Pick<SeenOne, 'client'> & {
  readonly reading: Pick<SeenOne['reading'], 'identity' | 'holds'>;
};

type Parts = { readonly db: Database; readonly logger: Logger };

/** With several engines. */
export function createOldProfiles({
  engines,
  rules,
  ...parts
}: Parts & { readonly engines: KnownEngines; readonly rules: LeaseRules }): OldProfiles {
  const { db } = parts;
  const removal = createRemoval(parts);
  return {
    async removeOldProfiles(signal) {
      await engines.probe(rules.probeMs);
      const seen = engines.seen();
      for (const { reading } of seen) await noteUseless(db, reading.identity);
      for (const engine of seen) {
        const of = { ...engine.reading.identity, holds: [...engine.reading.holds.values()] };
        await removal.removeAt(engine, await listMovedProfiles(db, of, MOST), signal);
        await removal.removeAt(engine, await listDeletedProfiles(db, of, MOST), signal);
      }
      const any = seen[Math.floor(Math.random() * seen.length)];
      if (any) await removal.forgetCopies(any.client, signal);
    },
  };
}

/** With one engine, where no session moves. */
export function createDeletedProfiles(
  client: LeasedEngineClient,
  { db, logger }: Parts,
): OldProfiles {
  const removal = createRemoval({ db, logger });
  return {
    async removeOldProfiles(signal) {
      const identity = await client.identity({ signal }).catch(nullIfAway);
      if (identity === null) return;
      const holds = new Map(identity.holds.map((hold) => [hold.session_id, hold]));
      const deleted = await listDeletedProfiles(db, identity, MOST);
      await removal.removeAt({ client, reading: { identity, holds } }, deleted, signal);
      await removal.forgetCopies(client, signal);
    },
  };
}

type Outcome = 'done' | 'refused' | 'failed';

/** How a removal ended. What an engine refuses now, it may not refuse later. */
function createJudge(logger: Logger) {
  const warned = new Set<string>();
  return async (
    work: Promise<unknown>,
    fields: { session_id: string },
    signal: AbortSignal,
  ): Promise<Outcome> => {
    try {
      await work;
      return 'done';
    } catch (error) {
      if (signal.aborted) return 'failed';
      const code = isEngineError(error) ? error.code : '';
      if (code === 'SESSION_NOT_FOUND') return 'done';
      if (code === 'LOGOUT_NOT_CONFIRMED') {
        logger.warn(fields, 'Deleted session removed, its device may still be linked');
        return 'done';
      }
      // The profile is in use, or another one by now.
      if (code === 'PROFILE_IN_USE' || code === 'LEASE_LOST') return 'refused';
      const key = `${fields.session_id} ${code}`;
      if (!warned.has(key))
        logger.warn({ err: error, ...fields }, 'Removing an old profile failed, retrying');
      warned.add(key);
      return 'failed';
    }
  };
}

function createRemoval({ db, logger }: Parts) {
  const outcomeOf = createJudge(logger);
  return {
    async removeAt(engine: Asked, profiles: readonly OldProfile[], signal: AbortSignal) {
      const { engine_id } = engine.reading.identity;
      for (const { session_id, generation, reason } of profiles) {
        if (signal.aborted) return;
        const fields = { session_id, engine_id, generation, reason };
        const work = remove(engine, { session_id, generation }, signal);
        if ((await outcomeOf(work, fields, signal)) !== 'done') continue;
        await forgetLeft(db, { session_id, engine_id, generation });
        engine.reading.holds.delete(session_id);
        logger.info(fields, 'Old profile removed from its engine');
      }
    },
    async forgetCopies(client: LeasedEngineClient, signal: AbortSignal) {
      for (const session_id of await listDeletedWithCopies(db, MOST)) {
        if (signal.aborted) return;
        const work = client.forgetBundles(session_id, { signal });
        const outcome = await outcomeOf(work, { session_id }, signal);
        // The store is the same for the next ones.
        if (outcome === 'failed') return;
        if (outcome === 'done') await noteWithoutCopies(db, session_id);
      }
    },
  };
}

/** A browser that runs unlinks its device. No browser is started for that. */
async function remove(
  { client, reading }: Asked,
  { session_id, generation }: Pick<OldProfile, 'session_id' | 'generation'>,
  signal: AbortSignal,
): Promise<void> {
  if (!reading.holds.get(session_id)?.has_browser)
    return client.dropProfile(session_id, generation, { signal });
  await client.stopSession(session_id, { logout: true, force: true, signal });
}

/** The events of the engine say so already. */
function nullIfAway(error: unknown): null {
  if (isEngineError(error)) return null;
  throw error;
}
