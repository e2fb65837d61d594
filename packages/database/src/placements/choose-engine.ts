import type { KnownPlacement } from './placement-row.ts';

/** A stored copy. `replace`: a profile that the engine has of the session is an old one, whatever its number. */
type Copy = { readonly generation: number; readonly older?: true; readonly replace?: true };

type SeenHold = {
  /** Of the last lease that its process had. */
  readonly generation: number | null;
  readonly has_browser: boolean;
  readonly is_linked?: boolean;
  /** The copy that its profile is, or has come from. */
  readonly bundle_generation?: number;
  /** No browser has run since that copy was stored, and none will under that lease. */
  readonly bundle_is_current?: boolean;
};

/** An engine as it was seen just before, with what it said of the session. */
export type SeenEngine = {
  readonly id: string;
  readonly draining: boolean;
  /** How many more browsers it can start. */
  readonly free_browsers: number;
  /** What it holds of the session; null: nothing. */
  readonly hold: SeenHold | null;
};

export type PlacementRules = {
  readonly lease_seconds: number;
  /** How much longer than a lease another engine waits. */
  readonly margin_seconds: number;
};

/** What may be done now about a session that is to run. */
export type Choice =
  /** It runs under the lease that it has. */
  | { readonly kind: 'held' }
  /** It gets a new lease there. `restore`: its profile must come from the store. */
  | {
      readonly kind: 'take';
      readonly engine_id: string;
      readonly restore: Copy | null;
    }
  /** Another process starts it there just now. */
  | { readonly kind: 'starting' }
  /** Its engine is away, and may still run it. */
  | { readonly kind: 'moving'; readonly after_seconds: number }
  /** Its engine is away, and has the only profile. */
  | { readonly kind: 'waits' }
  | { readonly kind: 'full' }
  | { readonly kind: 'no_engine' };

/** A process that was given a lease has so long to start the browser, before another one starts it. */
const STARTING_SECONDS = 10;
/** An engine that has a session which no process has placed yet is noted by then, with what it has of it. */
const UNPLACED_SECONDS = 5;

/**
 * Chooses the engine of a session. Its own engine may get a new lease at any time, because it refuses older ones and
 * ends their browser first; another engine only when the old lease is over.
 */
export function chooseEngine(
  placement: KnownPlacement,
  engines: readonly SeenEngine[],
  rules: PlacementRules & { readonly restore_older?: boolean | undefined },
): Choice {
  const own = ownEngine(placement, engines);
  if (own && placement.is_leased) {
    if (isConfirmed(placement, own)) return { kind: 'held' };
    if (isStarting(placement, own, rules)) return { kind: 'starting' };
  }
  const older = rules.restore_older === true && placement.bundle_generation > 0;
  if (own && (hasRoom(own) || runsUnplaced(placement, own))) {
    const { bundle_generation: generation } = placement;
    const restore = older ? { generation, older } : missingCopy(placement, own);
    return { kind: 'take', engine_id: own.id, restore };
  }
  const isUnplaced = own !== undefined && placement.engine_id === null;
  const waitSeconds = isUnplaced ? UNPLACED_SECONDS : waitOf(placement, own, rules);
  if (waitSeconds > 0) {
    const isFull = own !== undefined && !own.draining;
    return isFull ? { kind: 'full' } : { kind: 'moving', after_seconds: waitSeconds };
  }
  return chooseAnother(placement, engines, own, older);
}

/** Where the profile is. No process has placed the session yet: then where an engine says that it has it. */
function ownEngine(
  { engine_id }: KnownPlacement,
  engines: readonly SeenEngine[],
): SeenEngine | undefined {
  if (engine_id !== null) return engines.find(({ id }) => id === engine_id);
  return engines.find(({ hold }) => hold?.has_browser || hold?.is_linked);
}

/** It runs there since before there were leases, and only gets one. */
function runsUnplaced({ engine_id }: KnownPlacement, { hold, draining }: SeenEngine): boolean {
  return engine_id === null && hold?.has_browser === true && !draining;
}

/** The engine says that it runs the session under this lease. */
function isConfirmed({ generation }: KnownPlacement, { hold }: SeenEngine): boolean {
  return hold?.generation === generation && hold.has_browser;
}

/** The lease is new, and the engine has not said anything of it: the process that took it may be about to use it. */
function isStarting(placement: KnownPlacement, own: SeenEngine, rules: PlacementRules): boolean {
  const { placed_seconds, generation, bundle_is_current } = placement;
  // A lease that may be used makes the copy an old one.
  if (bundle_is_current || own.draining || own.hold?.generation === generation) return false;
  return placed_seconds < Math.min(STARTING_SECONDS, rules.lease_seconds / 2);
}

function hasRoom({ draining, free_browsers }: SeenEngine): boolean {
  return !draining && free_browsers > 0;
}

/**
 * The copy that the session's own engine lacks, because it was away before it could restore it. A fresh browser there
 * would ask for a scan, and the profile of an earlier stay would bring back an old link.
 */
function missingCopy(
  { is_linked, bundle_generation }: KnownPlacement,
  { hold }: SeenEngine,
): { readonly generation: number } | null {
  if (!is_linked || bundle_generation === 0) return null;
  const isThere = hold?.is_linked === true && (hold.bundle_generation ?? 0) >= bundle_generation;
  return isThere ? null : { generation: bundle_generation };
}

/** How long until another engine may have the session. */
function waitOf(
  placement: KnownPlacement,
  own: SeenEngine | undefined,
  { margin_seconds }: PlacementRules,
): number {
  const { generation, lease_seconds } = placement;
  if (lease_seconds === null) return 0;
  // An engine that drains starts nothing more. It may have begun again since, but not under a lease that it had before.
  const isOver = own?.draining && own.hold?.generation === generation && !own.hold.has_browser;
  if (isOver || isStoredThere(placement, own)) return 0;
  return Math.max(0, lease_seconds + margin_seconds);
}

/** No lease was used since the engine has stored the profile, and it starts nothing under the one from before. */
function isStoredThere(placement: KnownPlacement, own: SeenEngine | undefined): boolean {
  if (!placement.bundle_is_current || !own?.hold || own.hold.has_browser) return false;
  const { bundle_is_current, bundle_generation } = own.hold;
  return bundle_is_current === true && bundle_generation === placement.bundle_generation;
}

function chooseAnother(
  { is_linked, bundle_is_current, bundle_generation }: KnownPlacement,
  engines: readonly SeenEngine[],
  own: SeenEngine | undefined,
  older: boolean,
): Choice {
  const isStored = bundle_is_current && bundle_generation > 0;
  if (is_linked && !isStored && !older) {
    return own && !own.draining ? { kind: 'full' } : { kind: 'waits' };
  }
  const able = engines.filter(({ draining }) => !draining);
  const best = able.toSorted((a, b) => b.free_browsers - a.free_browsers)[0];
  if (best === undefined) return { kind: 'no_engine' };
  if (best.free_browsers < 1) return { kind: 'full' };
  const how = older ? ({ older: true } as const) : ({ replace: true } as const);
  const restore = { generation: bundle_generation, ...how };
  const needsCopy = older || (is_linked && best.id !== own?.id);
  return { kind: 'take', engine_id: best.id, restore: needsCopy ? restore : null };
}
