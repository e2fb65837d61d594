import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type { EngineSession, RestoreBundle, StoredBundle } from '@grabber/contracts/engine/session';
import type { ErrorCode } from '@grabber/contracts/error-codes';
import type { GivenProxy } from '@grabber/contracts/proxy';
import type { SessionStatus, SessionSync } from '@grabber/contracts/session-status';
import type { FakeAccount } from './fake-account.ts';
import { type FakeEvents, publish, publishSession } from './fake-events.ts';
import type { FakeFault } from './fake-fault.ts';
import type { FakeLeases } from './fake-lease-table.ts';

export type EngineRouteId = keyof typeof ENGINE_ROUTES;

export const READ_ROUTES: Readonly<Record<ReadKind, EngineRouteId>> = {
  groups: 'readGroups',
  contacts: 'readContacts',
  all: 'readAll',
};

type FakeEngineCall = {
  readonly route: EngineRouteId;
  readonly sessionId: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  /** Of the lease under which it was made. */
  readonly generation?: number;
};

/** The state of the fake engine. It stays while the server goes down and comes up again. */
export type FakeEngineState = {
  readonly secret: string;
  readonly sessions: Map<string, EngineSession>;
  readonly accounts: Map<string, FakeAccount>;
  /** What the last start of a session said of its proxy. */
  readonly proxies: Map<string, GivenProxy | null>;
  /** What the last start of a session wanted restored. */
  readonly restores: Map<string, RestoreBundle>;
  /** The newest copy of each session in its store. */
  readonly bundles: Map<string, StoredBundle>;
  readonly faults: Map<EngineRouteId, FakeFault>;
  /** Every request with the right secret, in order, except subscriptions to events. */
  readonly calls: FakeEngineCall[];
  readonly events: FakeEvents;
  readonly leases: FakeLeases;
  /** By session: aborted with a FakeEngineFailure when the session stops. */
  readonly stops: Map<string, AbortController>;
  openReads: number;
};

/** Aborts when the session stops, which ends its reads. */
export function stopSignal({ stops }: FakeEngineState, id: string): AbortSignal {
  const controller = stops.get(id) ?? new AbortController();
  stops.set(id, controller);
  return controller.signal;
}

/** Ends the reads of a session that stops. */
export function abortReads({ stops }: FakeEngineState, id: string): void {
  stops.get(id)?.abort(new FakeEngineFailure('READ_ABORTED', 'The session was stopped.'));
  stops.delete(id);
}

/** Keeps a session and tells the followers of the events. */
export function keepSession(state: FakeEngineState, session: EngineSession): EngineSession {
  const before = state.sessions.get(session.session_id);
  state.sessions.set(session.session_id, session);
  publishSession(state.events, session, before);
  return session;
}

export function forgetSession(state: FakeEngineState, id: string): void {
  if (state.sessions.delete(id)) publish(state.events, { type: 'session_removed', session_id: id });
}

/** Thrown by handlers. Answered as an error body of the contract. */
export class FakeEngineFailure extends Error {
  readonly code: ErrorCode;
  readonly sessionStatus: SessionStatus | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { sessionStatus?: SessionStatus; retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.code = code;
    this.sessionStatus = options.sessionStatus;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The sync of a session that has everything. */
const SYNCED: SessionSync = {
  state: 'synced',
  progress: 100,
  groups: true,
  contacts: true,
  history: true,
  caught_up: true,
};

export function newSession(id: string, fields: Partial<EngineSession> = {}): EngineSession {
  const connected = fields.status === 'connected';
  const now = new Date().toISOString();
  return {
    session_id: id,
    status: 'connecting',
    asleep: false,
    phone_number: connected ? '6281200000000' : null,
    lid: null,
    push_name: null,
    last_error: null,
    action_required: null,
    qr_expires_at: null,
    whatsapp_web_version: null,
    status_changed_at: now,
    connected_at: connected ? now : null,
    sync: connected ? SYNCED : null,
    is_business: connected ? false : null,
    restarted_at: [],
    bundle: null,
    ...fields,
  };
}

/** Throws SESSION_NOT_FOUND. */
export function requireSession(state: FakeEngineState, id: string): EngineSession {
  const session = state.sessions.get(id);
  if (session) return session;
  throw new FakeEngineFailure('SESSION_NOT_FOUND', 'The engine has no session with this id.');
}
