import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { EngineSession, RestoreBundle } from '@grabber/contracts/engine/session';
import type { GivenProxy } from '@grabber/contracts/proxy';
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

export type FakeEngine = {
  readonly url: string;
  readonly secret: string;
  /** Every request with the right secret, in order, except subscriptions to events. */
  readonly calls: FakeEngineState['calls'];
  /** What the last start of a session said of its proxy. */
  proxyOf(id: string): GivenProxy | null | undefined;
  /** What the last start of a session wanted restored. */
  restoreOf(id: string): RestoreBundle | undefined;
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
  /** Refuses connections until comeUp(). The state stays. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
  close(): Promise<void>;
};

/** An engine without a browser: real HTTP on a free loopback port, with sessions from the test. */
export async function startFakeEngine(): Promise<FakeEngine> {
  const state: FakeEngineState = {
    secret: randomBytes(24).toString('base64url'),
    sessions: new Map(),
    accounts: new Map(),
    proxies: new Map(),
    restores: new Map(),
    faults: new Map(),
    calls: [],
    events: fakeEvents(),
    stops: new Map(),
    openReads: 0,
  };
  let app = fakeEngineApp(state);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    ...remoteControl(state),
    url: `http://127.0.0.1:${port}`,
    goDown: () => app.close(),
    async comeUp() {
      app = fakeEngineApp(state);
      await app.listen({ host: '127.0.0.1', port });
    },
    close: () => app.close(),
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
  };
}
