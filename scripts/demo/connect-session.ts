import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, Schema } from '@grabber/api-client';
import { ApiCallError, dataOf } from '../stack/api-caller.ts';

const CONNECT_TIMEOUT_MS = 180_000;
const POLL_INTERVAL_MS = 150;

/** The session with that name. It is created if it is missing, and started. */
export async function startSession(client: ApiClient, name: string): Promise<Schema<'Session'>> {
  const { sessions } = await dataOf(client.GET('/api/sessions'));
  const existing = sessions.find((session) => session.session_name === name);
  if (!existing) return dataOf(client.POST('/api/sessions', { body: { name, start: true } }));
  const path = { id: existing.session_id };
  return dataOf(client.POST('/api/sessions/{id}/start', { params: { path } }));
}

/**
 * Waits until the session is connected. `scan` gets each new QR string, as a phone would. Rejects when
 * it failed, or is not connected in time.
 */
export async function waitUntilConnected(
  client: ApiClient,
  sessionId: string,
  scan: (qr: string) => Promise<unknown>,
): Promise<{ pairedByQr: boolean }> {
  const deadline = Date.now() + CONNECT_TIMEOUT_MS;
  let scanned = '';
  for (;;) {
    const { status, last_error } = await dataOf(
      client.GET('/api/sessions/{id}/status', { params: { path: { id: sessionId } } }),
    );
    if (status === 'connected') return { pairedByQr: scanned !== '' };
    if (status === 'failed') throw new Error(`The session failed: ${last_error?.message}`);
    if (Date.now() > deadline) throw new Error(`The session is still ${status}: see the logs`);
    const qr = status === 'qr' ? await currentQr(client, sessionId) : undefined;
    if (qr !== undefined && qr !== scanned) {
      scanned = qr;
      await scan(qr);
    }
    await sleep(POLL_INTERVAL_MS);
  }
}

/** Undefined when the QR has disappeared since the status showed one. */
async function currentQr(client: ApiClient, sessionId: string): Promise<string | undefined> {
  try {
    const path = { id: sessionId };
    return (await dataOf(client.GET('/api/sessions/{id}/qr', { params: { path } }))).qr;
  } catch (error) {
    if (error instanceof ApiCallError && error.status === 409) return undefined;
    throw error;
  }
}
