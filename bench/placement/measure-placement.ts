import { randomUUID } from 'node:crypto';
import type { Database } from '@grabber/database/connection/open-database';
import { acquireLease } from '@grabber/database/placements/acquire-lease';
import type { SeenEngine } from '@grabber/database/placements/choose-engine';
import { registerEngines } from '@grabber/database/placements/engines';
import {
  adoptHolds,
  type EngineHold,
  noteHolds,
  renewLeases,
} from '@grabber/database/placements/keep-leases';
import { listToPlace, markWaiting } from '@grabber/database/placements/sessions-to-place';

const RULES = { lease_seconds: 60, margin_seconds: 10 };
/** Requests that an API works on at once. */
const CONCURRENCY = 16;

export type PlacementSize = { readonly sessions: number; readonly engines: number };

export type PlacementRound = {
  /** Of each placement, while CONCURRENCY are at work. */
  readonly placed: readonly number[];
  readonly placedInAll: number;
  /** A round of one API process: of all engines, with all leases due, and with none. */
  readonly renewed: number;
  readonly idle: number;
  /** What a process asks in each round: what is to be placed, and what waits. */
  readonly looked: number;
  /** The sessions of one engine that is lost, each placed on another. */
  readonly takenOver: readonly number[];
};

/** What the database does for placements, with engines that answer at once. */
export async function measurePlacement(
  db: Database,
  { sessions, engines }: PlacementSize,
): Promise<PlacementRound> {
  const ids = await addSessions(db, sessions);
  const perEngine = Math.ceil((2 * sessions) / engines);
  const seen: string[] = Array.from({ length: engines }, () => randomUUID());
  const free = new Map(seen.map((id) => [id, perEngine]));
  await registerEngines(db, seen.map(reportOf));
  const owners = new Map<string, string>();
  const place = async (session_id: string) => {
    const shown = [...free].map(([id, free_browsers]): SeenEngine => {
      return { id, draining: false, free_browsers, hold: null };
    });
    const acquired = await acquireLease(db, { session_id, engines: shown, ...RULES });
    if (acquired.kind !== 'taken') throw new Error(`Not placed: ${acquired.kind}`);
    const { engine_id } = acquired.lease;
    owners.set(session_id, engine_id);
    free.set(engine_id, (free.get(engine_id) ?? 0) - 1);
  };
  const began = performance.now();
  const placed = await eachTimed(ids, place);
  const placedInAll = performance.now() - began;
  const round = () => roundOf(db, owners);
  await shift(db, 20);
  const renewed = await timed(round);
  const idle = await timed(round);
  const looked = await timed(() => look(db, seen));
  const [lost = ''] = seen;
  const orphans = ids.filter((id) => owners.get(id) === lost);
  free.delete(lost);
  await shift(db, 71);
  return { placed, placedInAll, renewed, idle, looked, takenOver: await eachTimed(orphans, place) };
}

/** A round of one API process where all sessions sleep, and their profiles are on the engines. */
export async function measureSleepingRound(
  db: Database,
  { sessions, engines }: PlacementSize,
): Promise<number> {
  const ids = await addSessions(db, sessions);
  const seen: string[] = Array.from({ length: engines }, () => randomUUID());
  const owners = new Map(ids.map((id, place) => [id, seen[place % engines] ?? '']));
  const round = async () => {
    await roundOf(db, owners, sleepingHold);
    await look(db, seen);
  };
  // The first one stores where they are.
  await registerEngines(db, seen.map(reportOf));
  for (const engine_id of seen) {
    const owned = ids.filter((id) => owners.get(id) === engine_id);
    await adoptHolds(db, { engine_id, holds: owned.map(sleepingHold) });
  }
  await shift(db, 0);
  return timed(round);
}

async function addSessions(db: Database, count: number): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `INSERT INTO sessions (workspace_id, name)
     SELECT (SELECT id FROM workspaces LIMIT 1), 'bench ' || n FROM generate_series(1, $1) n
     RETURNING id`,
    [count],
  );
  await db.pool.query('ANALYZE sessions');
  return rows.map(({ id }) => id);
}

/** As in each API process: every engine for itself, all at once. */
async function roundOf(
  db: Database,
  owners: ReadonlyMap<string, string>,
  holdOf: (session_id: string) => EngineHold = awakeHold,
): Promise<void> {
  const byEngine = Map.groupBy(owners, ([, engine_id]) => engine_id);
  await registerEngines(db, [...byEngine.keys()].map(reportOf));
  await Promise.all(
    [...byEngine].map(async ([engine_id, owned]) => {
      const holds = owned.map(([session_id]) => holdOf(session_id));
      await renewLeases(db, { engine_id, holds }, { lease_seconds: 60, every_seconds: 10 });
      await adoptHolds(db, { engine_id, holds: [] });
      await noteHolds(db, { engine_id, holds }, { draining: false, asked_at: null });
    }),
  );
}

async function look(db: Database, seen: readonly string[]): Promise<void> {
  await markWaiting(db, { margin_seconds: 10, away_seconds: 30 });
  await listToPlace(db, { seen, unused_seconds: 15, ...RULES, most: 20 });
}

function awakeHold(session_id: string): EngineHold {
  const bundle = { bundle_generation: 0, bundle_is_current: false };
  return { session_id, generation: 1, has_browser: true, is_linked: false, ...bundle };
}

/** Its last copy is current. */
function sleepingHold(session_id: string): EngineHold {
  const bundle = { bundle_generation: 1, bundle_is_current: true };
  return { session_id, generation: null, has_browser: false, is_linked: true, ...bundle };
}

function reportOf(id: string) {
  const counts = { browsers_now: 0, browsers_limit: 100, sessions_now: 0, sessions_limit: 100 };
  const address = `http://${id}:3001`;
  return { id, address, boot_id: 'bench', version: '0', draining: false, ...counts };
}

/** As if so many seconds had passed. */
async function shift(db: Database, seconds: number): Promise<void> {
  await db.pool.query(
    `UPDATE session_placements SET expires_at = expires_at - make_interval(secs => $1),
       placed_at = placed_at - make_interval(secs => $1)`,
    [seconds],
  );
  await db.pool.query('VACUUM ANALYZE session_placements');
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** How long each took, while a few are at work at once. */
async function eachTimed(
  ids: readonly string[],
  work: (id: string) => Promise<void>,
): Promise<number[]> {
  const waiting = [...ids];
  const times: number[] = [];
  const worker = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const next = id;
      times.push(await timed(() => work(next)));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return times;
}
