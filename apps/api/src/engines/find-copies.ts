import type { Database } from '@grabber/database/connection/open-database';
import {
  listUnknownCopies,
  noteCurrentCopy,
  type UnknownCopy,
} from '@grabber/database/placements/stored-copies';
import type { LeasedEngineClient } from '@grabber/engine-client';
import { isEngineError } from '@grabber/engine-client/engine-error';
import type { Logger } from 'pino';
import type { LeaseRules } from './lease-rules.ts';

/** Sessions that one search asks about at once. */
const AT_ONCE = 10;
/** A copy that is not there now comes at most from an upload that still runs. */
const ASK_AGAIN_MS = 60_000;
const ASK_TIMEOUT_MS = 10_000;

type Parts = {
  readonly db: Database;
  /** An engine that answers. Any of them: they have one store. */
  readonly pick: () => Pick<LeasedEngineClient, 'getBundle'> | undefined;
  readonly rules: LeaseRules;
  readonly logger: Logger;
};

type CopySearch = {
  /** Searches in the background, unless it does so already. */
  begin(): void;
};

/**
 * Looks into the store for the sessions whose engine is away and has not said whether its last copy is current: the
 * database was away when it drained, or it ended just after it had sealed. Only a copy that was sealed under the last
 * lease counts: no browser runs under that lease again.
 */
export function createCopySearch(parts: Parts): CopySearch {
  const { db, pick, rules, logger } = parts;
  const times = { margin_seconds: rules.marginSeconds, away_seconds: rules.awaySeconds };
  const askedAt = new Map<string, number>();
  let isSearching = false;

  async function look(copy: UnknownCopy): Promise<void> {
    const { session_id, generation } = copy;
    const engine = pick();
    if (!engine) return;
    askedAt.set(session_id, performance.now());
    const stored = await engine.getBundle(session_id, { timeoutMs: ASK_TIMEOUT_MS });
    if (stored.lease_generation !== generation) return;
    const bundle_generation = stored.generation;
    const isNoted = await noteCurrentCopy(db, { ...copy, ...times, bundle_generation });
    if (isNoted)
      logger.info({ session_id, bundle_generation }, 'Current profile found in the store');
  }

  async function search(): Promise<void> {
    const since = performance.now() - ASK_AGAIN_MS;
    for (const [id, at] of askedAt) if (at < since) askedAt.delete(id);
    const most = AT_ONCE + askedAt.size;
    const unknown = await listUnknownCopies(db, { ...times, most });
    const due = unknown.filter(({ session_id }) => !askedAt.has(session_id)).slice(0, AT_ONCE);
    const looks = await Promise.allSettled(due.map(look));
    for (const looked of looks) {
      if (looked.status === 'fulfilled' || isMissing(looked.reason)) continue;
      logger.debug({ err: looked.reason }, 'Looking for a stored profile failed, retrying');
    }
  }

  return {
    begin() {
      if (isSearching) return;
      isSearching = true;
      void search()
        .catch((err: unknown) => logger.debug({ err }, 'Looking for stored profiles failed'))
        .finally(() => {
          isSearching = false;
        });
    },
  };
}

function isMissing(error: unknown): boolean {
  return isEngineError(error) && error.code === 'BUNDLE_NOT_FOUND';
}
