import { randomUUID } from 'node:crypto';
import type {
  EngineIdentity,
  GivenLease,
  RenewedLeases,
  RenewLeasesBody,
} from '@grabber/contracts/engine/lease';
import type { EngineSession } from '@grabber/contracts/engine/session';
import { VERSION } from '@grabber/contracts/version';
import {
  abortReads,
  FakeEngineFailure,
  type FakeEngineState,
  forgetSession,
  keepSession,
  newSession,
  requireSession,
} from './fake-engine-state.ts';
import { endFakeEvents } from './fake-events.ts';
import type { FakeLeases } from './fake-lease-table.ts';

const RUNNING = ['connecting', 'qr', 'connected'];
const RETRY_AFTER_SECONDS = 5;

export function hasBrowser({ status, asleep }: EngineSession): boolean {
  return RUNNING.includes(status) && !asleep;
}

function nowMs({ startedAt }: FakeLeases): number {
  return Math.floor(performance.now() - startedAt);
}

/** Ends the browsers whose lease is over. */
export function endOverdueLeases(state: FakeEngineState): void {
  const { leases, sessions } = state;
  for (const [id, { untilMs }] of leases.held) {
    const session = sessions.get(id);
    if (session && hasBrowser(session) && untilMs !== null && nowMs(leases) >= untilMs)
      endLease(state, id);
  }
}

/** As when its time has passed. */
export function endLease(state: FakeEngineState, id: string): void {
  const lease = state.leases.held.get(id);
  const session = state.sessions.get(id);
  if (lease) state.leases.held.set(id, { ...lease, isLost: true });
  if (!session || !hasBrowser(session)) return;
  abortReads(state, id);
  const last_error = { code: 'LEASE_LOST', message: 'The lease of the session is over.' };
  keepSession(state, stopped(session, last_error));
}

/** Throws FakeEngineFailure LEASE_LOST for another generation than the one that is held. */
export function checkGeneration({ leases }: FakeEngineState, id: string, generation: number): void {
  const lease = leases.held.get(id);
  if (lease?.generation !== generation || lease.isLost) throw leaseLost();
}

/**
 * Takes the lease of a start, if the start has one, and answers whether an older browser must be closed first. Throws
 * FakeEngineFailure LEASE_LOST, SHUTTING_DOWN or ENGINE_FULL.
 */
export function takeLease(
  { leases, sessions }: FakeEngineState,
  id: string,
  given: GivenLease | undefined,
): { isNewer: boolean } {
  const held = leases.held.get(id);
  const known = sessions.get(id);
  const isRunning = known !== undefined && hasBrowser(known);
  if (given) {
    const isHeld = isRunning && held?.generation === given.generation && !held.isLost;
    const isOlder = !isHeld && given.generation <= (leases.highest.get(id) ?? 0);
    const isOver = given.until_ms !== null && given.until_ms <= nowMs(leases);
    const isSpent = isHeld && isStored({ leases, sessions }, id);
    if (given.boot_id !== leases.bootId || isOlder || isOver || isSpent) throw leaseLost();
  }
  const options = { retryAfterSeconds: RETRY_AFTER_SECONDS };
  if (leases.isDraining)
    throw new FakeEngineFailure('SHUTTING_DOWN', 'The engine is stopping.', options);
  const running = [...sessions.values()].filter(hasBrowser).length;
  if (!isRunning && running >= leases.browserLimit)
    throw new FakeEngineFailure('ENGINE_FULL', 'It runs as many browsers as it may.', options);
  if (!given) {
    if (isRunning) return { isNewer: false };
    leases.held.delete(id);
    leases.lastRun.set(id, 0);
    return { isNewer: false };
  }
  const { generation, until_ms } = given;
  leases.lastRun.set(id, until_ms === null ? 0 : generation);
  const isSame = held?.generation === generation && !held.isLost;
  leases.held.set(id, {
    generation,
    untilMs: isSame ? later(held.untilMs, until_ms) : until_ms,
    isLost: false,
  });
  leases.highest.set(id, Math.max(generation, leases.highest.get(id) ?? 0));
  return { isNewer: held !== undefined && held.generation < generation };
}

/** It sleeps with a copy: no browser runs again under the lease that it slept under. */
function isStored({ leases, sessions }: Pick<FakeEngineState, 'leases' | 'sessions'>, id: string) {
  const known = sessions.get(id);
  return known?.asleep === true && leases.holds.get(id)?.bundle_is_current === true;
}

export function renewFakeLeases(
  { leases }: FakeEngineState,
  { boot_id, leases: wanted }: RenewLeasesBody,
): RenewedLeases {
  const refused: string[] = [];
  for (const { session_id, generation, until_ms } of wanted) {
    const held = leases.held.get(session_id);
    const isHeld = boot_id === leases.bootId && held?.generation === generation && !held.isLost;
    if (!isHeld) refused.push(session_id);
    else leases.held.set(session_id, { ...held, untilMs: later(held.untilMs, until_ms) });
  }
  return { refused };
}

/** Null is never over. */
function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other);
}

export function fakeIdentity({ leases, sessions }: FakeEngineState): EngineIdentity {
  const known = [...sessions.values()];
  const browsers = known.filter(hasBrowser).length;
  const asleep = known.filter((session) => session.asleep).length;
  return {
    engine_id: leases.engineId,
    boot_id: leases.bootId,
    version: VERSION,
    now_ms: nowMs(leases),
    draining: leases.isDraining,
    browsers: { now: browsers, limit: leases.browserLimit },
    sessions: { now: browsers + asleep, limit: leases.sessionLimit },
    holds: known.map((session) => ({
      session_id: session.session_id,
      generation: heldGeneration(leases, session.session_id),
      is_leased: (leases.held.get(session.session_id)?.untilMs ?? null) !== null,
      has_browser: hasBrowser(session),
      is_linked: session.phone_number !== null,
      bundle_generation: 0,
      bundle_is_current: false,
      profile_generation: leases.lastRun.get(session.session_id) ?? 0,
      link: heldGeneration(leases, session.session_id) === null ? null : linkOf(session),
      ...leases.holds.get(session.session_id),
    })),
  };
}

/** What was lost is not held: the session did not end on purpose. */
function heldGeneration({ held }: FakeLeases, id: string): number | null {
  const lease = held.get(id);
  return lease && !lease.isLost ? lease.generation : null;
}

function linkOf({ status }: EngineSession): 'connected' | 'unlinked' | null {
  if (status === 'connected') return 'connected';
  return status === 'logged_out' ? 'unlinked' : null;
}

/** Throws FakeEngineFailure SESSION_NOT_FOUND, LEASE_LOST or PROFILE_IN_USE. */
export function dropFakeProfile(state: FakeEngineState, id: string, generation: number): void {
  const { leases } = state;
  const session = requireSession(state, id);
  if ((leases.lastRun.get(id) ?? 0) !== generation) throw leaseLost();
  const held = leases.held.get(id);
  const isHeld = held && !held.isLost && (held.untilMs === null || held.untilMs > nowMs(leases));
  if (isHeld || hasBrowser(session)) throw inUse();
  forgetSession(state, id);
  state.accounts.delete(id);
  for (const known of [leases.held, leases.highest, leases.lastRun, leases.holds]) known.delete(id);
}

/** Throws FakeEngineFailure PROFILE_IN_USE. */
export function forgetFakeBundles({ sessions }: FakeEngineState, id: string): void {
  if (sessions.has(id)) throw inUse();
}

function inUse(): FakeEngineFailure {
  return new FakeEngineFailure('PROFILE_IN_USE', 'The engine may use the profile.');
}

/** A profile that sleeps is stored once more; one that a browser uses is newer than its copy. */
export function noteBundle({ leases }: FakeEngineState, id: string, isStored: boolean): void {
  const before = leases.holds.get(id);
  const bundle_generation = (before?.bundle_generation ?? 0) + (isStored ? 1 : 0);
  leases.holds.set(id, { ...before, bundle_generation, bundle_is_current: isStored });
}

/** Another process on the same profiles: sessions that ran under a lease do not start by themselves. */
export function restartFakeEngine(state: FakeEngineState): void {
  const { leases, sessions } = state;
  for (const [id, session] of sessions) {
    if (!hasBrowser(session) || !leases.held.has(id)) continue;
    abortReads(state, id);
    if (session.phone_number === null) forgetSession(state, id);
    else keepSession(state, stopped(session, null));
  }
  leases.held.clear();
  leases.bootId = randomUUID();
  leases.startedAt = performance.now();
  leases.isDraining = false;
  endFakeEvents(state.events);
}

function stopped(
  { session_id, phone_number }: EngineSession,
  last_error: EngineSession['last_error'],
): EngineSession {
  return newSession(session_id, { status: 'disconnected', phone_number, last_error });
}

function leaseLost(): FakeEngineFailure {
  return new FakeEngineFailure('LEASE_LOST', 'The engine does not hold this lease.');
}
