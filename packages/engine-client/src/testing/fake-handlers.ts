import type { RenewLeasesBody } from '@grabber/contracts/engine/lease';
import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { EngineReport } from '@grabber/contracts/engine/report';
import type { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type {
  EngineSession,
  StartSessionBody,
  StoppedEngineSession,
} from '@grabber/contracts/engine/session';
import type { RouteResponse } from '@grabber/contracts/route';
import { VERSION } from '@grabber/contracts/version';
import { type FakeRead, foldLines } from './fake-account.ts';
import {
  abortReads,
  FakeEngineFailure,
  type FakeEngineState,
  forgetSession,
  keepSession,
  newSession,
  requireSession,
} from './fake-engine-state.ts';
import { fakeQr, qrEvent } from './fake-events.ts';
import {
  dropFakeProfile,
  fakeIdentity,
  forgetFakeBundles,
  hasBrowser,
  noteBundle,
  renewFakeLeases,
  takeLease,
} from './fake-leases.ts';
import { startRead } from './fake-read.ts';

export type FakeCall = {
  /** Empty on routes without `:id`. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
};

type Handlers = {
  readonly [K in keyof typeof ENGINE_ROUTES]: (
    call: FakeCall,
  ) => RouteResponse<(typeof ENGINE_ROUTES)[K]>;
};

const QR_LIFETIME_MS = 60_000;
const PHONE_AS_TYPED = /^\+?[\d\s()-]{7,24}$/;

/** What a request asks of a read. */
export function askedOf(kind: ReadKind, query: FakeCall['query']): FakeRead {
  return {
    kind,
    withoutWhatsApp: query.without_whatsapp === 'true',
    lockedChats: query.locked_chats === 'true',
  };
}

/** What each route of the engine answers, in JSON, without a fault. */
export function fakeHandlers(state: FakeEngineState): Handlers {
  const read = (kind: ReadKind) => (call: FakeCall) =>
    foldLines(startRead(state, call.id, askedOf(kind, call.query)));
  return {
    listSessions: () => ({ sessions: [...state.sessions.values()] }),
    startSession({ id, body }) {
      const { proxy, restore, lease } = (body ?? {}) as NonNullable<StartSessionBody>;
      const { isNewer } = takeLease(state, id, lease);
      if (proxy !== undefined) state.proxies.set(id, proxy);
      if (restore) state.restores.set(id, restore);
      return startSession(state, id, isNewer);
    },
    getSession: ({ id }) => requireSession(state, id),
    stopSession: ({ id, query }) => stopSession(state, id, query.logout === 'true'),
    sleepSession: ({ id }) => sleepSession(state, id),
    getBundle({ id }) {
      const bundle = state.bundles.get(id);
      if (bundle) return bundle;
      throw new FakeEngineFailure('BUNDLE_NOT_FOUND', 'The store has no bundle of this session.');
    },
    getQr: ({ id }) => {
      const session = requireQr(state, id);
      return { qr: fakeQr(session), expires_at: session.qr_expires_at ?? qrExpiry() };
    },
    requestPairingCode: ({ id, body }) => {
      requireQr(state, id);
      const { phone_number } = body as { phone_number: string };
      if (PHONE_AS_TYPED.test(phone_number)) return { code: 'ABCD1234', expires_at: qrExpiry() };
      throw new FakeEngineFailure('PHONE_NUMBER_INVALID', 'That is no phone number.');
    },
    readGroups: read('groups'),
    readContacts: read('contacts'),
    readAll: read('all'),
    events: () => ({
      type: 'snapshot',
      sessions: [...state.sessions.values()],
      qrs: [...state.sessions.values()].map(qrEvent).filter((event) => event !== null),
      reads: [...state.events.reads.values()],
    }),
    report: () => fakeReport(state),
    identity: () => fakeIdentity(state),
    renewLeases: ({ body }) => renewFakeLeases(state, body as RenewLeasesBody),
    dropProfile({ id, query }) {
      dropFakeProfile(state, id, Number(query.generation));
      return { session_id: id };
    },
    forgetBundles({ id }) {
      forgetFakeBundles(state, id);
      return { session_id: id };
    },
    metrics: () => '',
    live: () => ({ status: 'ok', checks: {} }),
    ready: () => ({ status: 'ok', checks: { browser: 'ok' } }),
  };
}

const MEBIBYTE = 1_048_576;
const MAX_SESSIONS = 20;

function fakeReport({ sessions, openReads, leases }: FakeEngineState): EngineReport {
  const held = [...sessions.values()];
  return {
    version: VERSION,
    started_at: new Date().toISOString(),
    memory_bytes: 120 * MEBIBYTE,
    memory_limit_bytes: 8_192 * MEBIBYTE,
    browsers_memory_bytes: held.length * 300 * MEBIBYTE,
    browsers: held.length,
    browsers_limit: Math.min(leases.browserLimit, MAX_SESSIONS),
    sessions: { now: held.length, limit: MAX_SESSIONS },
    starts: { now: 0, limit: 2 },
    reads: { now: openReads, limit: 8 },
    pages: held.map(({ session_id, status, whatsapp_web_version, last_error, connected_at }) => ({
      session_id,
      whatsapp_web_version,
      memory_bytes: 300 * MEBIBYTE,
      self_check:
        last_error?.code === 'WHATSAPP_WEB_CHANGED'
          ? { outcome: 'failed', checked_at: connected_at, missing: ['WAWebCollections.Contact'] }
          : {
              outcome: status === 'connected' ? 'passed' : 'unknown',
              checked_at: connected_at,
              missing: [],
            },
    })),
  };
}

function startSession(state: FakeEngineState, id: string, isNewer: boolean): EngineSession {
  const known = state.sessions.get(id);
  if (known && hasBrowser(known)) {
    if (!isNewer) return known;
    abortReads(state, id);
  }
  noteBundle(state, id, false);
  return keepSession(state, newSession(id));
}

function stopSession(state: FakeEngineState, id: string, logout: boolean): StoppedEngineSession {
  const session = requireSession(state, id);
  abortReads(state, id);
  const stopped = newSession(id, {
    status: 'disconnected',
    phone_number: logout ? null : session.phone_number,
  });
  keepSession(state, stopped);
  if (logout) {
    forgetSession(state, id);
    state.accounts.delete(id);
    state.leases.holds.delete(id);
    state.leases.lastRun.delete(id);
  }
  // A session without an account was never linked here.
  const device_unlinked = logout && session.phone_number !== null;
  return { ...stopped, device_unlinked };
}

function sleepSession(state: FakeEngineState, id: string): EngineSession {
  const session = requireSession(state, id);
  if (session.status === 'connected') {
    if (!session.asleep) noteBundle(state, id, true);
    return keepSession(state, { ...session, asleep: true, sync: null });
  }
  const options = { sessionStatus: session.status };
  throw new FakeEngineFailure('SESSION_NOT_CONNECTED', 'Only a connected one can sleep.', options);
}

function requireQr(state: FakeEngineState, id: string): EngineSession {
  const session = requireSession(state, id);
  if (session.status === 'qr') return session;
  const options = { sessionStatus: session.status };
  throw new FakeEngineFailure('QR_NOT_AVAILABLE', 'There is no QR to scan.', options);
}

function qrExpiry(): string {
  return new Date(Date.now() + QR_LIFETIME_MS).toISOString();
}
