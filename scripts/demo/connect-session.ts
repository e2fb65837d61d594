import { setTimeout as sleep } from 'node:timers/promises';
import { ApiCallError, type ApiCaller } from '../stack/api-caller.ts';

type Session = { session_id: string; session_name: string; status: string };
type Status = {
  status: string;
  phone_number: string | null;
  last_error: { message: string } | null;
};

const CONNECT_TIMEOUT_MS = 180_000;
const POLL_INTERVAL_MS = 150;

/** The session with that name. It is created if it is missing, and started. */
export async function startSession(call: ApiCaller, name: string): Promise<Session> {
  const { sessions } = await call<{ sessions: Session[] }>('GET', '/sessions');
  const existing = sessions.find((session) => session.session_name === name);
  if (!existing) return call<Session>('POST', '/sessions', { name, start: true });
  return call<Session>('POST', `/sessions/${existing.session_id}/start`);
}

/** Waits until the session is connected. `scan` gets each new QR string, as a phone would. */
export async function waitUntilConnected(
  call: ApiCaller,
  sessionId: string,
  scan: (qr: string) => Promise<unknown>,
): Promise<{ pairedByQr: boolean }> {
  const deadline = Date.now() + CONNECT_TIMEOUT_MS;
  let scanned = '';
  for (;;) {
    const { status, last_error } = await call<Status>('GET', `/sessions/${sessionId}/status`);
    if (status === 'connected') return { pairedByQr: scanned !== '' };
    if (status === 'failed') throw new Error(`The session failed: ${last_error?.message}`);
    if (Date.now() > deadline) throw new Error(`The session is still ${status}: see the logs`);
    const qr = status === 'qr' ? await currentQr(call, sessionId) : undefined;
    if (qr !== undefined && qr !== scanned) {
      scanned = qr;
      await scan(qr);
    }
    await sleep(POLL_INTERVAL_MS);
  }
}

/** Undefined when the QR has disappeared since the status showed one. */
async function currentQr(call: ApiCaller, sessionId: string): Promise<string | undefined> {
  try {
    return (await call<{ qr: string }>('GET', `/sessions/${sessionId}/qr`)).qr;
  } catch (error) {
    if (error instanceof ApiCallError && error.status === 409) return undefined;
    throw error;
  }
}
