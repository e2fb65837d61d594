import type { EngineSession } from '@grabber/contracts/engine/session';
import type { Database } from '@grabber/database/connection/open-database';
import {
  findPlacement,
  type KnownPlacement,
  listAsleepElsewhere,
} from '@grabber/database/placements/placement-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { KnownEngines, SeenOne } from './known-engines.ts';
import type { LeaseRules } from './lease-rules.ts';
import { notHeld, sessionIsMoving, sessionWaits } from './placement-errors.ts';

type Parts = { readonly db: Database; readonly engines: KnownEngines; readonly rules: LeaseRules };

/** Where a request about a session goes, and under which lease. */
export type Found = {
  readonly engine: SeenOne;
  readonly placement: KnownPlacement;
  /** Of the lease in force. Undefined: there is none. */
  readonly generation: number | undefined;
};

/** The engine of a session. Throws SESSION_NOT_FOUND, SESSION_MOVING or SESSION_WAITS_FOR_ENGINE. */
export async function findEngine(parts: Parts, sessionId: string): Promise<Found> {
  const { db, engines, rules } = parts;
  await engines.probe(rules.maxSeenMs / 2);
  const placement = await findPlacement(db, sessionId);
  if (placement === null || placement.engine_id === null) throw notHeld();
  const engine = engines
    .seen()
    .find(({ reading }) => reading.identity.engine_id === placement.engine_id);
  if (engine === undefined) throw whyAway(placement, rules);
  const { is_leased, generation } = placement;
  return { engine, placement, generation: is_leased ? generation : undefined };
}

function whyAway(placement: KnownPlacement, { marginSeconds }: LeaseRules): Error {
  const { lease_seconds, waits_for_engine_since, wants_browser } = placement;
  const waitSeconds = lease_seconds === null ? 0 : lease_seconds + marginSeconds;
  if (wants_browser && waitSeconds > 0) return sessionIsMoving(waitSeconds);
  const isOnlyThere = placement.is_linked && !placement.bundle_is_current;
  if (waits_for_engine_since !== null || (wants_browser && isOnlyThere)) return sessionWaits();
  // Another engine is about to start it.
  return wants_browser ? sessionIsMoving() : notHeld();
}

/** The sleeping sessions whose engine is away, and which another engine can wake. */
export async function listSleepers(
  { db }: Pick<Parts, 'db'>,
  options: { readonly seen: readonly string[]; readonly id?: string },
): Promise<EngineSession[]> {
  return (await listAsleepElsewhere(db, options)).map(sleeperOf);
}

function sleeperOf(row: SessionRow & { bundle_generation: number }): EngineSession {
  return {
    session_id: row.id,
    status: 'connected',
    asleep: true,
    phone_number: row.phone_number,
    lid: null,
    push_name: null,
    last_error: null,
    action_required: null,
    qr_expires_at: null,
    whatsapp_web_version: null,
    status_changed_at: row.updated_at.toISOString(),
    connected_at: row.connected_at?.toISOString() ?? null,
    sync: null,
    is_business: null,
    restarted_at: [],
    bundle: { generation: row.bundle_generation, bytes: 0 },
  };
}
