import type { EngineIdentity } from '@grabber/contracts/engine/lease';
import type { RestoreBundle } from '@grabber/contracts/engine/session';
import type { Database } from '@grabber/database/connection/open-database';
import { findPlacement, type KnownPlacement } from '@grabber/database/placements/placement-row';
import type { LeasedEngineClient } from '@grabber/engine-client';
import type { LeaseRules } from './lease-rules.ts';
import type { OldProfiles } from './old-profiles.ts';

/** The only engine. Sessions may have been placed before, when there were several. */
export type LoneEngine = OldProfiles & {
  readonly client: LeasedEngineClient;
  readonly rules: LeaseRules;
};

/** What a start needs. `missing`: only another engine has the profile. */
type NeededCopy = RestoreBundle | 'none' | 'missing';

/** The copy that the engine needs before it can start a session that was placed. */
export function neededCopy(
  placement: KnownPlacement,
  { engine_id, holds }: EngineIdentity,
): NeededCopy {
  const { session_id, is_linked, bundle_generation: generation, bundle_is_current } = placement;
  if (!is_linked) return 'none';
  if (placement.engine_id !== engine_id)
    return bundle_is_current && generation > 0 ? { generation, replace: true } : 'missing';
  const hold = holds.find((one) => one.session_id === session_id);
  if (hold?.is_linked && hold.bundle_generation >= generation) return 'none';
  return generation > 0 ? { generation } : 'missing';
}

/** The same for a start by hand, which starts what the engine has where there is no copy. Throws EngineError. */
export async function copyForStart(
  db: Database,
  { client }: LoneEngine,
  sessionId: string,
): Promise<RestoreBundle | undefined> {
  const placement = await findPlacement(db, sessionId);
  if (placement === null) return undefined;
  const needed = neededCopy(placement, await client.identity());
  return typeof needed === 'string' ? undefined : needed;
}
