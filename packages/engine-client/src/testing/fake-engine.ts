import { randomBytes } from 'node:crypto';
import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { EngineSession, RestoreBundle, StoredBundle } from '@grabber/contracts/engine/session';
import type { GivenProxy } from '@grabber/contracts/proxy';
import { listenAgain, listenOnSteadyPort } from '@grabber/primitives/testing/steady-port';
import type { FakeAccount } from './fake-account.ts';
import { fakeEngineApp } from './fake-engine-app.ts';
import {
  type EngineRouteId,
  type FakeEngineState,
  forgetSession,
  keepSession,
  newSession,
  READ_ROUTES,
} from './fake-engine-state.ts';
import { endFakeEvents, fakeEvents } from './fake-events.ts';
import { type FakeFault, type FakeGate, fakeGate } from './fake-fault.ts';
import { type FakeHold, fakeLeases } from './fake-lease-table.ts';
import { endLease, restartFakeEngine } from './fake-leases.ts';

export type FakeEngine = {
  readonly url: string;
  readonly secret: string;
  /** Every request with the right secret, in order, except subscriptions to events. */
  readonly calls: FakeEngineState['calls'];
  /** What the last start of a session said of its proxy. */
  proxyOf(id: string): GivenProxy | null | undefined;
  /** What the last start of a session wanted restored. */
  restoreOf(id: string): RestoreBundle | undefined;
  /** What its store has of a session. */
  setBundle(id: string, bundle: StoredBundle): void;
  /** Creates or changes a session. */
  setSession(id: string, fields?: Partial<EngineSession>): EngineSession;
  /** Removes the session. */
  dropSession(id: string): void;
  setAccount(id: string, account: Partial<FakeAccount>): void;
  setFault(route: EngineRouteId, fault: FakeFault): void;
  /** Makes reads of that kind wait after this number of lines. */
  pauseReads(kind: ReadKind, afterLines?: number): FakeGate;
  clearFaults(): void;
  countCalls(route: EngineRouteId): number;
  /** NDJSON reads with a connected client. */
  openReads(): number;
  /** Clients that follow the events. */
  followers(): number;
  /** Ends their streams, as an engine does that stops. */
  endEvents(): void;
  /** Which engine it is, and which process. */
  engineId(): string;
  bootId(): string;
  /** The last lease that a session was given. */
  leaseOf(id: string): { readonly generation: number; readonly untilMs: number | null } | undefined;
  /** Ends a lease, as when its time has passed. */
  endLease(id: string): void;
  /** Moves the clock of its leases on. */
  advanceClock(ms: number): void;
  /** What the identity says of a session, where the test wants something else. */
  setHold(id: string, hold: Partial<FakeHold>): void;
  setDraining(isDraining: boolean): void;
  /** More browsers are refused with ENGINE_FULL. */
  setBrowserLimit(limit: number): void;
  /** Becomes a new process on the same profiles. Browsers that ran under a lease are gone. */
  restart(): void;
  /** Refuses connections until comeUp(). The state stays. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
  close(): Promise<void>;
};

/**
 * An engine without a browser: real HTTP on a free loopback port, with sessions from the test. Several engines of one API
 * have one secret.
 */
export async function startFakeEngine(
  secret = randomBytes(24).toString('base64url'),
): Promise<FakeEngine> {
  const state: FakeEngineState = {
    secret,
    sessions: new Map(),
    accounts: new Map(),
    proxies: new Map(),
    restores: new Map(),
    bundles: new Map(),
    faults: new Map(),
    calls: [],
    events: fakeEvents(),
    leases: fakeLeases(),
    stops: new Map(),
    openReads: 0,
  };
  let app = fakeEngineApp(state);
  const listen = (port: number) => app.listen({ host: '127.0.0.1', port });
  const port = await listenOnSteadyPort(listen);
  return {
    ...remoteControl(state),
    url: `http://127.0.0.1:${port}`,
    goDown: () => app.close(),
    async comeUp() {
      app = fakeEngineApp(state);
      await listenAgain(() => listen(port));
    },
    close: () => app.close(),
  };
}

type LeaseControl = Pick<
  FakeEngine,
  | 'engineId'
  | 'bootId'
  | 'leaseOf'
  | 'endLease'
  | 'advanceClock'
  | 'setHold'
  | 'setDraining'
  | 'setBrowserLimit'
  | 'restart'
>;

function leaseControl(state: FakeEngineState): LeaseControl {
  const { leases } = state;
  return {
    engineId: () => leases.engineId,
    bootId: () => leases.bootId,
    leaseOf: (id) => leases.held.get(id),
    endLease: (id) => endLease(state, id),
    advanceClock(ms) {
      leases.startedAt -= ms;
    },
    setHold: (id, hold) => void leases.holds.set(id, { ...leases.holds.get(id), ...hold }),
    setDraining(isDraining) {
      leases.isDraining = isDraining;
    },
    setBrowserLimit(limit) {
      leases.browserLimit = limit;
    },
    restart: () => restartFakeEngine(state),
  };
}

function remoteControl(
  state: FakeEngineState,
): Omit<FakeEngine, 'url' | 'goDown' | 'comeUp' | 'close'> {
  return {
    secret: state.secret,
    calls: state.calls,
    proxyOf: (id) => state.proxies.get(id),
    restoreOf: (id) => state.restores.get(id),
    setBundle: (id, bundle) => void state.bundles.set(id, bundle),
    setSession(id, fields = {}) {
      const known = state.sessions.get(id);
      const changed = fields.status !== undefined && fields.status !== known?.status;
      const status_changed_at = changed ? new Date().toISOString() : known?.status_changed_at;
      return keepSession(
        state,
        newSession(id, { ...known, ...(status_changed_at && { status_changed_at }), ...fields }),
      );
    },
    dropSession: (id) => forgetSession(state, id),
    setAccount: (id, account) =>
      void state.accounts.set(id, { groups: [], contacts: [], ...account }),
    setFault: (route, fault) => void state.faults.set(route, fault),
    pauseReads(kind, afterLines = 1) {
      const gate = fakeGate();
      state.faults.set(READ_ROUTES[kind], { kind: 'pause', afterLines, gate });
      return gate;
    },
    clearFaults: () => state.faults.clear(),
    countCalls: (route) => state.calls.filter((call) => call.route === route).length,
    openReads: () => state.openReads,
    followers: () => state.events.followers.size,
    endEvents: () => endFakeEvents(state.events),
    ...leaseControl(state),
  };
}
