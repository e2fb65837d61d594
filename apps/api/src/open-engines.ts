import { noteHolds } from '@grabber/database/placements/keep-leases';
import { createEngineClient } from '@grabber/engine-client';
import { loadOrCreateSecret } from '@grabber/service-kit/secret-file';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { createEnginePool } from './engines/engine-pool.ts';
import { createKnownEngines } from './engines/known-engines.ts';
import { leaseRules } from './engines/lease-rules.ts';
import { createDeletedProfiles } from './engines/old-profiles.ts';
import type { PlacementObserver } from './engines/placement-observer.ts';

/** With one address its client alone, else a pool. */
export async function openEngines(
  config: Config,
  { db, logger, observer }: Pick<Context, 'db' | 'logger'> & { observer: PlacementObserver },
): Promise<Pick<Context, 'engine' | 'pool' | 'lone'>> {
  const { dataDir, engines: settings, engineCa: ca, engineSecret } = config;
  const secret =
    engineSecret ?? (await loadOrCreateSecret({ dataDir, name: 'engine-secret' })).secret;
  const { addresses } = settings;
  const rules = leaseRules(settings);
  if (addresses.kind === 'one') {
    const client = createEngineClient({ url: addresses.url, secret, ca });
    const lone = { client, rules, ...createDeletedProfiles(client, { db, logger }) };
    return { engine: client, pool: null, lone };
  }
  const { maxSeenMs } = rules;
  const connect = (url: string) => createEngineClient({ url, secret, ca });
  const engines = createKnownEngines({
    ...{ addresses, connect, maxSeenMs, logger },
    onDraining: ({ engine_id, holds }) =>
      noteHolds(db, { engine_id, holds }, { draining: true, asked_at: null }),
  });
  const pool = createEnginePool({ db, engines, rules, logger, observer });
  return { engine: pool, pool, lone: null };
}
