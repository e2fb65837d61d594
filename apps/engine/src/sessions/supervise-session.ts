import { actionRequired } from '@grabber/contracts/session-action';
import { pause } from '@grabber/primitives/abort';
import { backoffMs } from '@grabber/primitives/retry';
import { describeError } from '@grabber/service-kit/scrub';
import { isServiceError, ServiceError } from '@grabber/service-kit/service-error';
import { prepareProfile, removeProfile } from '../browser/profile-directory.ts';
import type { ConnectionEnd, ConnectionProblem } from '../whatsapp/connection.ts';
import { endIfOver, leaseLost, noteLink } from './lease/session-lease.ts';
import { underLease } from './lease/under-lease.ts';
import { createSessionListener } from './listen-to-connection.ts';
import { endStart, moveSession, type Session, saveRecord } from './session.ts';
import { NO_ACCOUNT, withRestart } from './session-state.ts';

const MAX_RESTART_DELAY_MS = 60_000;
const UNREACHABLE: readonly string[] = ['NO_NETWORK', 'PROXY_UNREACHABLE', 'PAGE_UNRESPONSIVE'];
/** Two browsers that take one device from each other harm the account: one try to get it back, then a person decides. */
const MAX_CONTESTS = 1;
/** A browser that had the device for so long was not contested. */
const UNCONTESTED_AFTER_MS = 60 * 60_000;

/**
 * Keeps a session's browser running until the session is stopped, logged out, or failed. The caller holds
 * the profile's lock and has moved the session to `connecting`. Rejects when a file cannot be written.
 */
export async function superviseSession(session: Session): Promise<void> {
  const { restartAttempts, steadyAfterMs } = session.dependencies.settings;
  let inRow = 0;
  let attempts = 0;
  let contests = 0;
  for (;;) {
    const run = await runConnection(session);
    if (run.kind === 'stopped' || session.stopping.signal.aborted) return;
    if (run.kind === 'logged_out') return endLoggedOut(session, run.problem);
    if (hasLasted(session, UNCONTESTED_AFTER_MS)) contests = 0;
    if (run.error.code === 'DEVICE_IN_USE') contests += 1;
    // Not reset as soon as it connects: WhatsApp sees each browser that connects.
    if (hasLasted(session, steadyAfterMs)) {
      inRow = 0;
      attempts = 0;
    }
    inRow += 1;
    if (!isOutOfReach(session, run.error)) attempts += 1;
    const isOver = run.isFinal || attempts > restartAttempts || contests > MAX_CONTESTS;
    if (isOver) return endFailed(session, run.error);
    await pauseBeforeRestart(session, run.error, inRow);
    if (session.stopping.signal.aborted) return;
  }
}

function hasLasted({ reached }: Session, steadyAfterMs: number): boolean {
  const since = reached.connectedSince;
  return since !== null && performance.now() - since >= steadyAfterMs;
}

/** A linked session without a network: WhatsApp does not see its restarts, so they do not count. */
function isOutOfReach({ record, reached }: Session, error: ServiceError): boolean {
  return record.paired && !reached.isLinked && UNREACHABLE.includes(error.code);
}

/** One browser, from its start to its exit. */
async function runConnection(session: Session): Promise<ConnectionEnd> {
  const { files, dependencies } = session;
  session.reached = { isLinked: false, connectedSince: null };
  try {
    // The start of the session acquired it for the first browser; later browsers wait here.
    session.releaseStart ??= await dependencies.startSemaphore.acquire(session.stopping.signal);
    await prepareProfile(files.profileDir);
    endIfOver(session);
    if (session.stopping.signal.aborted) return { kind: 'stopped' };
    const connection = await dependencies.connect({
      id: session.id,
      profileDir: files.profileDir,
      proxy: session.record.proxy,
      wasPaired: session.record.paired,
      listener: createSessionListener(session),
    });
    session.connection = underLease(session, connection);
    // The session may have been stopped while the browser was looked up.
    if (session.lease?.isLost) await connection.kill(leaseLost());
    else if (session.stopping.signal.aborted) await connection.stop();
    return await connection.ended;
  } catch (error) {
    return { kind: 'failed', error: asServiceError(error), isFinal: false };
  } finally {
    endStart(session);
    session.connection = null;
    session.sync = null;
  }
}

async function endLoggedOut(session: Session, problem: ConnectionProblem): Promise<void> {
  const lastError = { code: problem.code, message: problem.message };
  // A profile that has lost its login says nothing of the device.
  if (problem.code !== 'LOGIN_LOST') noteLink(session, 'unlinked');
  const cleared = await Promise.allSettled([
    saveRecord(session, {
      desired: 'stopped',
      paired: false,
      ended: 'logged_out',
      lastError,
      phoneNumber: null,
      linkedAt: null,
      isLost: false,
    }),
    removeProfile(session.files.profileDir),
  ]);
  moveSession(session, 'logged_out', { lastError, ...NO_ACCOUNT });
  session.log.info({ code: lastError.code }, 'Session logged out');
  const failed = cleared.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function endFailed(session: Session, error: ServiceError): Promise<void> {
  const lastError = { code: error.code, message: error.message };
  moveSession(session, 'failed', { lastError });
  session.log.error({ err: error, code: error.code }, 'Session failed');
  // The next engine restores a linked session: the network may be back by then. But a ban, for example, needs
  // a person: until then nothing connects by itself.
  const isRestored = session.record.paired && actionRequired('failed', lastError) === null;
  const desired = isRestored ? 'running' : 'stopped';
  await saveRecord(session, { desired, ended: 'failed', lastError });
}

async function pauseBeforeRestart(
  session: Session,
  error: ServiceError,
  attempt: number,
): Promise<void> {
  const { restartDelayMs: firstMs } = session.dependencies.settings;
  const delayMs = backoffMs(attempt, { firstMs, maxMs: MAX_RESTART_DELAY_MS });
  const restartedAt = isOutOfReach(session, error)
    ? session.state.restartedAt
    : withRestart(session.state, session.dependencies.clock());
  const lastError = { code: error.code, message: error.message };
  moveSession(session, 'connecting', { lastError, restartedAt });
  session.dependencies.onRestart(session, error.code);
  session.log.warn(
    { err: error, code: error.code, attempt, delay_ms: delayMs },
    'Browser failed, restarting',
  );
  await pause(delayMs, { signal: session.stopping.signal });
}

function asServiceError(error: unknown): ServiceError {
  if (isServiceError(error)) return error;
  const message = 'The browser could not be started: check the log of the engine.';
  return new ServiceError('BROWSER_FAILED', message, {
    cause: error instanceof Error ? error : new Error(describeError(error)),
  });
}
