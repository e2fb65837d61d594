import type { SessionRow } from '@grabber/database/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';
import { ifHeld } from './ask-engine.ts';
import { recordEngineSession } from './record-engine-session.ts';
import { STATUS_TIMEOUT_MS } from './refresh-status.ts';

/** Asks the engine. Throws SESSION_NOT_CONNECTED with the status, and EngineError when it cannot say. */
export async function requireConnected(
  context: Pick<Context, 'db' | 'engine' | 'clock'>,
  session: SessionRow,
  signal: AbortSignal,
): Promise<void> {
  const options = { timeoutMs: STATUS_TIMEOUT_MS, signal };
  const live = await ifHeld(context.engine.getSession(session.id, options));
  const known = await recordEngineSession(context, session, live);
  const sessionStatus = known.session.status;
  if (sessionStatus === 'connected') return;
  const message = 'Only a connected session can be grabbed.';
  throw new ServiceError('SESSION_NOT_CONNECTED', message, { sessionStatus });
}
