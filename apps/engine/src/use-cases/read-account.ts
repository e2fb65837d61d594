import type { ReadKind, ReadLine } from '@grabber/contracts/engine/reading';
import { orAbort, pause } from '@grabber/primitives/abort';
import { createDeadline, type Deadline } from '@grabber/primitives/deadline';
import type { Release } from '@grabber/primitives/semaphore';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import type { ReadAdmission } from '../limits/read-admission.ts';
import type { AccountReader, GroupListing } from '../reading/account-reader.ts';
import { readLines } from '../reading/read-lines.ts';
import { isQueryDue, noteAsked, noteListing } from '../sessions/group-record.ts';
import { type Session, saveRecord } from '../sessions/session.ts';
import type { SessionRecord } from '../sessions/session-files.ts';
import { accountOf, changedMessage } from '../sessions/session-state.ts';
import type { ReadTask, WhatsAppConnection } from '../whatsapp/connection.ts';
import { type ObservedRead, observedRead, type ReadObserver } from './observe-read.ts';
import { waitForSync } from './wait-for-sync.ts';

/** How long to wait for the cause after a call to the page failed. */
const CAUSE_PATIENCE_MS = 1_000;

export type ReadRequest = {
  readonly session: Session;
  readonly kind: ReadKind;
  readonly refresh: boolean;
  /** Also reads people of the address book without WhatsApp. */
  readonly withoutWhatsApp: boolean;
  /** Also reads whether a chat is locked. */
  readonly lockedChats: boolean;
  /** Whose share of the reads it takes. */
  readonly owner: string;
  readonly admission: ReadAdmission;
  readonly observer: ReadObserver;
  readonly timeoutMs: number;
  /** How long a read that comes early waits for the page's sync. */
  readonly syncWaitMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
};

type Parts = {
  readonly connection: WhatsAppConnection;
  readonly deadline: Deadline;
};

/** A read that begins when its first line is taken; its time begins at once. */
export type AccountRead = {
  readonly lines: AsyncGenerator<ReadLine, void, undefined>;
  /**
   * Aborted when the read must end: at its deadline, with its browser, or when the client has gone. A
   * consumer that no longer takes lines must then call `lines.return()`: a suspended generator sees no abort.
   */
  readonly signal: AbortSignal;
};

/**
 * Reads the account of a connected session. Throws ServiceError SESSION_NOT_CONNECTED, SESSION_ASLEEP,
 * REFRESH_TOO_SOON or WHATSAPP_WEB_CHANGED. The lines throw ENGINE_FULL, REFRESH_TOO_SOON, SHUTTING_DOWN, READ_TIMEOUT, READ_ABORTED,
 * READ_FAILED, or the error that ended the browser.
 */
export function readAccount(request: ReadRequest): AccountRead {
  const connection = requireReadable(request.session, request.kind);
  // A refresh before its time does not wait for the sync.
  wantsGroupQuery(request);
  const deadline = createDeadline(request.timeoutMs, {
    reason: () => timeoutError(request.timeoutMs),
    signal: AbortSignal.any([request.signal, connection.signal]),
  });
  return { signal: deadline.signal, lines: takeLines(request, { connection, deadline }) };
}

async function* takeLines(
  request: ReadRequest,
  { connection, deadline }: Parts,
): AsyncGenerator<ReadLine, void, undefined> {
  const { session, kind, observer } = request;
  const { signal } = deadline;
  const read = observedRead(session.id, kind);
  // From here on its session does not go to sleep.
  session.reads += 1;
  using _ended = {
    [Symbol.dispose]: () => {
      session.reads -= 1;
    },
  };
  // Before its admission, so that it does not take the place of a read that can begin.
  await waitForSync(session, kind, { longestMs: request.syncWaitMs, signal }).catch((error) => {
    deadline.clear();
    reportFailure(request, read, reasonOf(signal));
    throw error;
  });
  const { release, queryGroups } = admit(request, deadline);
  let isFinished = false;
  let failure: ServiceError | null = null;
  try {
    const { mustAsk, chatless, left } = session.record.groups;
    const { withoutWhatsApp, lockedChats } = request;
    const wanted = { queryGroups, withoutWhatsApp, lockedChats };
    const task = { kind, knownGroups: { chatless, left }, ...wanted };
    const reader = await openReader(connection, task, signal);
    const { onQueries } = observer;
    for await (const line of readLines(reader, {
      sessionId: session.id,
      kind,
      account: accountOf(session.state),
      isStalled: session.state.sync?.state === 'stalled',
      signal,
      onQueries,
      needsGroupQuery: mustAsk,
      withoutWhatsApp,
      isRefresh: request.refresh,
      onGroupListing: (listing) => keepListing(request, listing),
    })) {
      observer.onLine(read, line);
      if (line.type === 'trailer') {
        isFinished = true;
        logRead(session, kind, line);
      }
      yield line;
    }
  } catch (error) {
    failure = await asReadError(error, request, connection);
    throw failure;
  } finally {
    deadline.clear();
    if (!isFinished) {
      reportFailure(request, read, failure ?? reasonOf(signal));
    }
    release();
  }
}

/** Throws ServiceError REFRESH_TOO_SOON. */
function wantsGroupQuery({ session, kind, refresh, now }: ReadRequest): boolean {
  return kind !== 'contacts' && isQueryDue(session.record.groups, refresh, now());
}

/** From here on other reads do not ask for all groups, too. */
function admit(
  request: ReadRequest,
  deadline: Deadline,
): { release: Release; queryGroups: boolean } {
  const { session, admission, owner, now } = request;
  let release: Release | undefined;
  try {
    release = admission.admit(owner);
    const queryGroups = wantsGroupQuery(request);
    if (queryGroups) {
      saveInBackground(session, { groups: noteAsked(session.record.groups, now()) });
    }
    return { release, queryGroups };
  } catch (error) {
    release?.();
    deadline.clear();
    throw error;
  }
}

function keepListing({ session, now }: ReadRequest, listing: GroupListing): void {
  const { groups } = session.record;
  const changed = noteListing(groups, listing, now());
  if (JSON.stringify(changed) === JSON.stringify(groups)) return;
  saveInBackground(session, { groups: changed });
}

/** A read does not fail because of its session's file. */
function saveInBackground(session: Session, changes: Partial<SessionRecord>): void {
  saveRecord(session, changes).catch((error: unknown) =>
    session.log.error({ err: error }, 'Saving session.json failed'),
  );
}

/** Why the consumer stopped before the last line. */
function reasonOf({ reason }: AbortSignal): ServiceError {
  if (isServiceError(reason)) return reason;
  return new ServiceError('CLIENT_CLOSED_REQUEST', 'The client has gone.');
}

/** Closes a reader that opens after the abort. */
async function openReader(
  connection: WhatsAppConnection,
  task: ReadTask,
  signal: AbortSignal,
): Promise<AccountReader> {
  const opening = connection.openReader(task);
  try {
    return await orAbort(opening, signal);
  } catch (error) {
    opening.then((reader) => reader.close()).catch(() => undefined);
    throw error;
  }
}

function requireReadable({ state, connection }: Session, kind: ReadKind): WhatsAppConnection {
  // Without a connection it is going to sleep.
  if (state.isAsleep || (state.status === 'connected' && !connection))
    throw new ServiceError('SESSION_ASLEEP', 'The session is asleep: wake it.');
  if (state.status !== 'connected' || !connection) {
    throw new ServiceError('SESSION_NOT_CONNECTED', `The session is ${state.status}.`, {
      sessionStatus: state.status,
    });
  }
  const blocking = blockingOf(state.missing, kind);
  if (blocking.length > 0) {
    throw new ServiceError('WHATSAPP_WEB_CHANGED', changedMessage(state, blocking));
  }
  return connection;
}

function blockingOf(missing: Session['state']['missing'], kind: ReadKind) {
  return missing.filter(({ blocks }) =>
    kind === 'all' ? blocks.length > 0 : blocks.includes(kind),
  );
}

/** A failing page rejects its calls before an event of the browser or a probe shows the cause, so this waits. */
async function asReadError(
  error: unknown,
  { session, kind }: ReadRequest,
  { signal }: WhatsAppConnection,
): Promise<ServiceError> {
  if (isServiceError(error)) return error;
  await pause(CAUSE_PATIENCE_MS, { signal });
  if (isServiceError(signal.reason)) return signal.reason;
  const blocking = blockingOf(session.state.missing, kind);
  if (blocking.length > 0) {
    const message = changedMessage(session.state, blocking);
    return new ServiceError('WHATSAPP_WEB_CHANGED', message, { cause: error });
  }
  return new ServiceError('READ_FAILED', 'The account could not be read from the page.', {
    cause: error,
  });
}

function timeoutError(timeoutMs: number): ServiceError {
  return new ServiceError('READ_TIMEOUT', `The read did not finish within ${timeoutMs} ms.`);
}

function reportFailure(
  { session, kind, observer }: ReadRequest,
  read: ObservedRead,
  error: ServiceError,
): void {
  const { code } = error;
  observer.onFailed(read, code);
  if (code === 'CLIENT_CLOSED_REQUEST')
    session.log.info({ kind, code }, 'Read aborted by its client');
  else session.log.warn({ kind, code, err: error }, 'Read failed');
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
    'Read finished',
  );
}
