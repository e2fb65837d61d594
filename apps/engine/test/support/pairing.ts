import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineQr } from '@grabber/contracts/engine/pairing';
import type { EngineSession } from '@grabber/contracts/engine/session';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { expect } from 'vitest';
import { poll } from './poll.ts';
import type { TestEngine } from './test-engine.ts';

/** A page that has every part of the account when it has synced, but for those that a test makes late. */
export const PARTS_AT_ONCE = { blocklist_delay_ms: 0, groups_delay_ms: 0, history_delay_ms: 0 };

/** Waits until the session shows a QR, and answers it. */
export async function shownQr(engine: TestEngine, sessionId: string): Promise<EngineQr> {
  const answer = await poll(
    () => engine.call('GET', `/sessions/${sessionId}/qr`),
    ({ status }) => status === 200,
  );
  return answer.body;
}

/** Links a session, and waits until its page has got every part of the account. */
export async function pair(
  engine: TestEngine,
  simulator: Simulator,
  sessionId: string,
  accountId: string,
): Promise<EngineSession> {
  await pairEarly(engine, simulator, sessionId, accountId);
  return poll(
    () => engine.session(sessionId),
    ({ status, sync }) => status === 'connected' && sync !== null && sync.state !== 'syncing',
  );
}

/** Starts a session and links it by scanning its QR. The parts of the account may come later. */
export async function pairEarly(
  engine: TestEngine,
  simulator: Simulator,
  sessionId: string,
  accountId: string,
): Promise<EngineSession> {
  await engine.call('PUT', `/sessions/${sessionId}`);
  const { qr } = await shownQr(engine, sessionId);
  await simulator.control.scanQr({ qr, account_id: accountId });
  return engine.reaches(sessionId, 'connected');
}

/**
 * Links a session and reads its groups: the first listing after a pairing asks WhatsApp for all groups, and
 * the later ones ask for nothing.
 */
export async function pairAndList(
  engine: TestEngine,
  simulator: Simulator,
  sessionId: string,
  accountId: string,
): Promise<EngineSession> {
  const session = await pair(engine, simulator, sessionId, accountId);
  const answer = await engine.call('GET', `/sessions/${sessionId}/groups`);
  expect(answer.status, answer.text.slice(0, 300)).toBe(200);
  return session;
}

/** Links a new session whose page then never finishes its sync: the caller sets `sync_never` back. */
export async function pairWithoutSync(
  engine: TestEngine,
  simulator: Simulator,
  sessionId: string,
  accountId: string,
): Promise<void> {
  await simulator.control.setOptions({ sync_never: true });
  await engine.call('PUT', `/sessions/${sessionId}`);
  const { qr } = await shownQr(engine, sessionId);
  await simulator.control.scanQr({ qr, account_id: accountId });
  const record = join(engine.dataDir, 'engine/sessions', sessionId, 'session.json');
  await poll(
    () => readFile(record, 'utf8'),
    (text) => text.includes('"paired":true'),
  );
  expect(await engine.session(sessionId)).toMatchObject({ status: 'connecting' });
}
