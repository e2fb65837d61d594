import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadKind, ReadLine } from '@grabber/contracts/engine/reading';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { ReadGate } from '../limits/read-gate.ts';
import { orAbort } from '../primitives/or-abort.ts';
import type { AccountReader } from '../reading/account-reader.ts';
import { readLines } from '../reading/read-lines.ts';
import type { Session } from '../sessions/session.ts';
import { changedMessage } from '../sessions/session-state.ts';
import type { WhatsAppConnection } from '../whatsapp/connection.ts';
import { observedRead, type ReadObserver } from './observe-read.ts';

/** How long a broken page may take to show why it broke. */
const CAUSE_PATIENCE_MS = 1_000;

export type ReadRequest = {
  readonly session: Session;
  readonly kind: ReadKind;
  readonly refresh: boolean;
  readonly gate: ReadGate;
  readonly observer: ReadObserver;
  readonly timeoutMs: number;
  /** Aborted when nobody waits for the read any more. */
  readonly signal: AbortSignal;
};

type Parts = {
  readonly connection: WhatsAppConnection;
  readonly deadline: AbortController;
  readonly signal: AbortSignal;
};

/** A read that begins when its first line is taken. */
export type AccountRead = {
  readonly lines: AsyncGenerator<ReadLine, void, undefined>;
  /**
   * Aborted when the read must end: at its deadline, with its browser, or when its client has gone.
   * Return the lines then: a generator of which no line is taken does not end by itself.
   */
  readonly signal: AbortSignal;
};

/**
 * Reads the account of a connected session. Throws ServiceError SESSION_NOT_CONNECTED or
 * WHATSAPP_WEB_CHANGED; its lines throw ENGINE_FULL, SHUTTING_DOWN, READ_TIMEOUT, READ_ABORTED,
 * READ_FAILED, or what ended the browser.
 */
export function readAccount(request: ReadRequest): AccountRead {
  const connection = requireReadable(request.session, request.kind);
  const deadline = new AbortController();
  const signal = AbortSignal.any([request.signal, deadline.signal, connection.signal]);
  return { signal, lines: takeLines(request, { connection, deadline, signal }) };
}

async function* takeLines(
  request: ReadRequest,
  { connection, deadline, signal }: Parts,
): AsyncGenerator<ReadLine, void, undefined> {
  const { session, kind, gate, observer, timeoutMs } = request;
  const leave = gate.enter();
  const read = observedRead(session.id, kind);
  let isWhole = false;
  let failure: ServiceError | null = null;
  const timer = setTimeout(() => deadline.abort(timeoutError(timeoutMs)), timeoutMs);
  try {
    const reader = await openReader(connection, request, signal);
    const { onQueries } = observer;
    for await (const line of readLines(reader, {
      sessionId: session.id,
      kind,
      signal,
      onQueries,
    })) {
      observer.onLine(read, line);
      if (line.type === 'trailer') {
        isWhole = true;
        logRead(session, kind, line);
      }
      yield line;
    }
  } catch (error) {
    failure = await asReadError(error, request, connection);
    throw failure;
  } finally {
    clearTimeout(timer);
    if (!isWhole) {
      failure ??= reasonOf(signal);
      observer.onFailed(read, failure.code);
      logFailure(session, kind, failure);
    }
    leave();
  }
}

/** Why the lines were returned before the last of them. */
function reasonOf({ reason }: AbortSignal): ServiceError {
  if (isServiceError(reason)) return reason;
  return new ServiceError('CLIENT_CLOSED_REQUEST', 'The client has gone.');
}

/** A reader that comes too late is closed again. */
async function openReader(
  connection: WhatsAppConnection,
  { kind, refresh }: ReadRequest,
  signal: AbortSignal,
): Promise<AccountReader> {
  const opening = connection.openReader(kind, refresh);
  try {
    return await orAbort(opening, signal);
  } catch (error) {
    opening.then((reader) => reader.close()).catch(() => undefined);
    throw error;
  }
}

function requireReadable({ state, connection }: Session, kind: ReadKind): WhatsAppConnection {
  if (state.status !== 'connected' || !connection) {
    throw new ServiceError('SESSION_NOT_CONNECTED', `The session is ${state.status}.`, {
      sessionStatus: state.status,
    });
  }
  const blocking = blockingOf(state.missing, kind);
  if (blocking.length > 0) {
    throw new ServiceError('WHATSAPP_WEB_CHANGED', changedMessage(blocking));
  }
  return connection;
}

function blockingOf(missing: Session['state']['missing'], kind: ReadKind) {
  return missing.filter(({ blocks }) =>
    kind === 'all' ? blocks.length > 0 : blocks.includes(kind),
  );
}

/** A page that breaks rejects its calls before the browser, or a look at the page, says what happened to it. */
async function asReadError(
  error: unknown,
  { session, kind }: ReadRequest,
  { signal }: WhatsAppConnection,
): Promise<ServiceError> {
  if (isServiceError(error)) return error;
  await sleep(CAUSE_PATIENCE_MS, undefined, { signal }).catch(() => undefined);
  if (isServiceError(signal.reason)) return signal.reason;
  const blocking = blockingOf(session.state.missing, kind);
  if (blocking.length > 0) {
    return new ServiceError('WHATSAPP_WEB_CHANGED', changedMessage(blocking), { cause: error });
  }
  return new ServiceError('READ_FAILED', 'The page could not be read.', { cause: error });
}

function timeoutError(timeoutMs: number): ServiceError {
  return new ServiceError('READ_TIMEOUT', `The account was not read within ${timeoutMs} ms.`);
}

function logFailure(session: Session, kind: ReadKind, error: ServiceError): void {
  const { code } = error;
  if (code === 'CLIENT_CLOSED_REQUEST') session.log.info({ kind, code }, 'Read given up');
  else session.log.warn({ kind, code, err: error }, 'Account not read');
}

function logRead(session: Session, kind: ReadKind, trailer: ReadLine & { type: 'trailer' }): void {
  const { total_groups, total_contacts, total_participants, complete } = trailer;
  const { unreadable_count, queries_sent, timings } = trailer;
  session.log.info(
    {
      kind,
      total_groups,
      total_contacts,
      total_participants,
      complete,
      unreadable_count,
      queries_sent,
      ms: timings.total_ms,
    },
    'Account read',
  );
}
