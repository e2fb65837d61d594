import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadKind, ReadLine } from '@grabber/contracts/engine/reading';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { ReadGate } from '../limits/read-gate.ts';
import { orAbort } from '../or-abort.ts';
import type { AccountReader } from '../reading/account-reader.ts';
import { readLines } from '../reading/read-lines.ts';
import type { Session } from '../sessions/session.ts';
import type { WhatsAppConnection } from '../whatsapp/connection.ts';

/** How long a broken page may take to show why it broke. */
const CAUSE_PATIENCE_MS = 1_000;

export type ReadRequest = {
  readonly session: Session;
  readonly kind: ReadKind;
  readonly gate: ReadGate;
  readonly timeoutMs: number;
  /** Aborted when nobody waits for the read any more. */
  readonly signal: AbortSignal;
};

/**
 * Reads the account of a connected session. Throws ServiceError SESSION_NOT_CONNECTED,
 * ENGINE_FULL, SHUTTING_DOWN, WHATSAPP_WEB_CHANGED, READ_TIMEOUT, READ_ABORTED, READ_FAILED, or what ended the browser.
 */
export async function* readAccount(
  request: ReadRequest,
): AsyncGenerator<ReadLine, void, undefined> {
  const { session, kind, gate, timeoutMs } = request;
  const connection = requireConnected(session);
  const leave = gate.enter();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(timeoutError(timeoutMs)), timeoutMs);
  const signal = AbortSignal.any([request.signal, deadline.signal, connection.signal]);
  try {
    const reader = await openReader(connection, kind, signal);
    for await (const line of readLines(reader, { sessionId: session.id, kind, signal })) {
      if (line.type === 'trailer') logRead(session, kind, line);
      yield line;
    }
  } catch (error) {
    const failure = await asReadError(error, connection);
    logFailure(session, kind, failure);
    throw failure;
  } finally {
    clearTimeout(timer);
    leave();
  }
}

/** A reader that comes too late is closed again. */
async function openReader(
  connection: WhatsAppConnection,
  kind: ReadKind,
  signal: AbortSignal,
): Promise<AccountReader> {
  const opening = connection.openReader(kind);
  try {
    return await orAbort(opening, signal);
  } catch (error) {
    opening.then((reader) => reader.close()).catch(() => undefined);
    throw error;
  }
}

function requireConnected({ state, connection }: Session): WhatsAppConnection {
  if (state.status !== 'connected' || !connection) {
    throw new ServiceError('SESSION_NOT_CONNECTED', `The session is ${state.status}.`, {
      sessionStatus: state.status,
    });
  }
  if (state.lastError?.code === 'WHATSAPP_WEB_CHANGED') {
    throw new ServiceError('WHATSAPP_WEB_CHANGED', state.lastError.message);
  }
  return connection;
}

/** A page that breaks rejects its calls before the browser says what happened to it. */
async function asReadError(error: unknown, connection: WhatsAppConnection): Promise<ServiceError> {
  if (isServiceError(error)) return error;
  await sleep(CAUSE_PATIENCE_MS, undefined, { signal: connection.signal }).catch(() => undefined);
  const reason: unknown = connection.signal.reason;
  if (isServiceError(reason)) return reason;
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
