import { ServiceError } from '@grabber/service-kit/service-error';
import { moveSession, type Session, saveRecord } from './session.ts';

/**
 * Closes the browser of a connected session, or of a linked one that cannot connect now. It stays `connected`, asleep. Its next start wakes it. A session
 * that sleeps stays as it is. Resolves when the browser has exited and its profile is whole. Call it while holding
 * the session's mutex. Rejects with ServiceError SESSION_NOT_CONNECTED, or SESSION_BUSY while it is read.
 */
export async function sleepSession(session: Session): Promise<void> {
  const { state, record } = session;
  if (state.isAsleep) return;
  const mayReturn = state.status === 'connecting' && record.paired;
  if (state.status !== 'connected' && !mayReturn) {
    const message = `The session is ${state.status}: only a linked one can sleep.`;
    throw new ServiceError('SESSION_NOT_CONNECTED', message, { sessionStatus: state.status });
  }
  if (session.reads > 0) throw new ServiceError('SESSION_BUSY', 'The session is being read.');
  session.stopping.abort(new ServiceError('SESSION_ASLEEP', 'The session went to sleep.'));
  const { connectedAt, lastError } = state;
  moveSession(session, 'connected', { isAsleep: true, sync: null, connectedAt, lastError });
  await session.connection?.stop();
  await session.supervision;
  await saveRecord(session, { desired: 'asleep', ended: null, lastError: null });
  session.log.info('Session asleep');
}
