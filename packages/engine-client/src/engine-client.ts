import type { EngineEvent } from '@grabber/contracts/engine/event';
import type {
  EngineIdentity,
  GivenLease,
  RenewedLeases,
  RenewLeasesBody,
} from '@grabber/contracts/engine/lease';
import type { EnginePairingCode, EngineQr } from '@grabber/contracts/engine/pairing';
import type { ReadLine } from '@grabber/contracts/engine/reading';
import type { EngineReport } from '@grabber/contracts/engine/report';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type {
  EngineSession,
  RestoreBundle,
  StoppedEngineSession,
  StoredBundle,
} from '@grabber/contracts/engine/session';
import type { GivenProxy } from '@grabber/contracts/proxy';
import { type CallOptions, callRoute } from './call-route.ts';
import { EngineError } from './engine-error.ts';
import { createEngineHttp, type EngineHttp } from './engine-http.ts';
import { type EventsOptions, followEvents } from './follow-events.ts';
import { type ReadRequest, readAccount } from './read-account.ts';

const DEFAULT_CONNECT_TIMEOUT_MS = 1_000;
/** Stopping a session waits until its browser exits. */
const DEFAULT_REQUEST_TIMEOUT_MS = 30_000;
/** To unlink a stopped session, the engine first starts and connects it. */
const LOGOUT_TIMEOUT_MS = 90_000;
/** A profile goes to its store, or comes from there. */
const BUNDLE_TIMEOUT_MS = 180_000;

export type EngineClientOptions = {
  /** Base address, for example `http://127.0.0.1:3001`. */
  readonly url: string;
  readonly secret: string;
  /** The private authority that the engine's certificate comes from, in PEM. Absent: the system's authorities. */
  readonly ca?: string | undefined;
  readonly connectTimeoutMs?: number;
  /** The default timeout of every call except `read` and `events`. */
  readonly requestTimeoutMs?: number;
};

/** One engine. Every method throws EngineError, or the signal's reason when its signal aborts. */
export type EngineClient = {
  listSessions(options?: CallOptions): Promise<EngineSession[]>;
  /**
   * Without `proxy` the session keeps that of its last start; null is for none. `restore` fetches its profile. `lease` is
   * the right under which it runs; without it the engine runs it for itself.
   */
  startSession(
    sessionId: string,
    options?: CallOptions & {
      readonly proxy?: GivenProxy | null;
      readonly restore?: RestoreBundle;
      readonly lease?: GivenLease;
    },
  ): Promise<EngineSession>;
  getSession(sessionId: string, options?: CallOptions): Promise<EngineSession>;
  /** `logout` also unlinks the device and deletes the profile; `force` does so if that is not confirmed, too. */
  stopSession(
    sessionId: string,
    options?: CallOptions & { readonly logout?: boolean; readonly force?: boolean },
  ): Promise<StoppedEngineSession>;
  /** Closes the browser of a connected session, and seals its profile. `startSession` wakes it. */
  sleepSession(sessionId: string, options?: CallOptions): Promise<EngineSession>;
  getQr(sessionId: string, options?: CallOptions): Promise<EngineQr>;
  requestPairingCode(
    sessionId: string,
    phoneNumber: string,
    options?: CallOptions,
  ): Promise<EnginePairingCode>;
  read(request: ReadRequest): AsyncGenerator<ReadLine, void, undefined>;
  /** The engine's events, a snapshot first. It does not reconnect. */
  events(options?: EventsOptions): AsyncGenerator<EngineEvent, void, undefined>;
  /** What the engine says about itself. */
  report(options?: CallOptions): Promise<EngineReport>;
  /** Resolves when the engine can start and read sessions. */
  ready(options?: CallOptions): Promise<void>;
  /** Ends all calls in progress. */
  close(): Promise<void>;
};

/** One of several engines, which run sessions under leases. */
export type LeasedEngineClient = EngineClient & {
  /** Which engine it is, its clock, its room, and what it holds. */
  identity(options?: CallOptions): Promise<EngineIdentity>;
  renewLeases(leases: RenewLeasesBody, options?: CallOptions): Promise<RenewedLeases>;
  /** The newest stored copy of a session that may be on any engine. */
  getBundle(sessionId: string, options?: CallOptions): Promise<StoredBundle>;
  /** Removes a profile that the engine does not use any more and whose `profile_generation` is that one. */
  dropProfile(sessionId: string, profileGeneration: number, options?: CallOptions): Promise<void>;
  /** Removes the stored copies of a session that the engine does not have. */
  forgetBundles(sessionId: string, options?: CallOptions): Promise<void>;
};

export function createEngineClient(options: EngineClientOptions): LeasedEngineClient {
  const { connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS } = options;
  const { requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS } = options;
  const http = createEngineHttp({ ...options, connectTimeoutMs });
  const bounded = (call: CallOptions = {}) => ({
    timeoutMs: call.timeoutMs ?? requestTimeoutMs,
    signal: call.signal,
    generation: call.generation,
  });
  return {
    async listSessions(call) {
      const list = await callRoute(http, ENGINE_ROUTES.listSessions, {}, bounded(call));
      return list.sessions;
    },
    startSession(id, { proxy, restore, lease, ...call } = {}) {
      const input = { ...byId(id), ...startBody({ proxy, restore, lease }) };
      const timeoutMs = call.timeoutMs ?? (restore ? BUNDLE_TIMEOUT_MS : undefined);
      return callRoute(http, ENGINE_ROUTES.startSession, input, bounded({ ...call, timeoutMs }));
    },
    getSession: (id, call) => callRoute(http, ENGINE_ROUTES.getSession, byId(id), bounded(call)),
    stopSession(id, { logout = false, force = false, ...call } = {}) {
      const query = { logout: 'true', ...(force && { force: 'true' }) };
      const input = { ...byId(id), ...(logout && { query }) };
      const timeoutMs = call.timeoutMs ?? (logout ? LOGOUT_TIMEOUT_MS : undefined);
      return callRoute(http, ENGINE_ROUTES.stopSession, input, bounded({ ...call, timeoutMs }));
    },
    sleepSession: (id, call) =>
      callRoute(
        http,
        ENGINE_ROUTES.sleepSession,
        byId(id),
        bounded({ ...call, timeoutMs: call?.timeoutMs ?? BUNDLE_TIMEOUT_MS }),
      ),
    getQr: (id, call) => callRoute(http, ENGINE_ROUTES.getQr, byId(id), bounded(call)),
    requestPairingCode: (id, phoneNumber, call) =>
      callRoute(
        http,
        ENGINE_ROUTES.requestPairingCode,
        { ...byId(id), body: { phone_number: phoneNumber } },
        bounded(call),
      ),
    read: (request) => readAccount(http, request),
    events: (options) => followEvents(http, options),
    report: (call) => callRoute(http, ENGINE_ROUTES.report, {}, bounded(call)),
    ...leaseCalls(http, bounded),
    async ready(call) {
      const report = await callRoute(http, ENGINE_ROUTES.ready, {}, bounded(call));
      if (report.status === 'ok') return;
      throw new EngineError('ENGINE_FAULT', 'The engine says that it is not ready.');
    },
    close: () => http.close(),
  };
}

type LeaseCalls = Pick<
  LeasedEngineClient,
  'identity' | 'renewLeases' | 'getBundle' | 'dropProfile' | 'forgetBundles'
>;

/** What the API asks and tells each of several engines. */
function leaseCalls(
  http: EngineHttp,
  bounded: (call?: CallOptions) => CallOptions & { timeoutMs: number },
): LeaseCalls {
  return {
    identity: (call) => callRoute(http, ENGINE_ROUTES.identity, {}, bounded(call)),
    renewLeases: (body, call) =>
      callRoute(http, ENGINE_ROUTES.renewLeases, { body }, bounded(call)),
    getBundle: (id, call) => callRoute(http, ENGINE_ROUTES.getBundle, byId(id), bounded(call)),
    async dropProfile(id, generation, call) {
      const input = { ...byId(id), query: { generation: String(generation) } };
      await callRoute(http, ENGINE_ROUTES.dropProfile, input, bounded(call));
    },
    async forgetBundles(id, call) {
      await callRoute(http, ENGINE_ROUTES.forgetBundles, byId(id), bounded(call));
    },
  };
}

const byId = (id: string) => ({ params: { id } });

/** A start without any wish has no body. */
function startBody(wishes: Readonly<Record<'proxy' | 'restore' | 'lease', unknown>>) {
  const given = Object.entries(wishes).filter(([, value]) => value !== undefined);
  return given.length > 0 && { body: Object.fromEntries(given) };
}
