import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@grabber/database/testing/test-database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@grabber/embedded-postgres';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ApiProcess, startApiProcess } from '../support/api-process.ts';
import { request } from '../support/request.ts';

const PATIENCE = { timeout: 120_000, interval: 100 };

let dataDir: string;
let postgres: EmbeddedPostgres;
let engine: FakeEngine;
let api: ApiProcess;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-restart-'));
  postgres = await startEmbeddedPostgres({ dataDir, owner: 'a test' });
  const { url: databaseUrl } = await createTestDatabase(postgres.url);
  engine = await startFakeEngine();
  api = await startApiProcess({ databaseUrl, engine });
});
afterAll(async () => {
  await api.end('SIGTERM');
  await engine.close();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function serverPid(): Promise<number> {
  const file = join(dataDir, 'postgres', 'server', 'pgdata', 'postmaster.pid');
  return Number((await readFile(file, 'utf8')).split('\n')[0]);
}

it('durable grabs that run or wait while Postgres restarts are done soon after it', async () => {
  const created = await request(api, '/api/sessions', { method: 'POST', body: { name: 'S' } });
  const path = `/api/sessions/${created.body.data.session_id}`;
  engine.setSession(created.body.data.session_id, { status: 'connected' });
  engine.setAccount(created.body.data.session_id, { contacts: [engineContact()] });
  const queue = async (kind: string) => {
    const queued = await request(api, `${path}/grabs`, { method: 'POST', body: { kind } });
    return `${path}/grabs/${queued.body.data.grab_id}`;
  };
  const gate = engine.pauseReads('all', 1);
  const running = await queue('all');
  await gate.reached;
  const waiting = await queue('contacts');
  const before = await serverPid();
  process.kill(before, 'SIGINT');
  await vi.waitFor(async () => expect(await serverPid()).not.toBe(before), PATIENCE);
  engine.clearFaults();
  gate.open();
  for (const grab of [running, waiting]) {
    await vi.waitFor(async () => {
      const { body } = await request(api, grab);
      expect(body.data).toMatchObject({ state: 'complete', complete: true });
    }, PATIENCE);
  }
  expect((await request(api, running)).body.data.attempts).toBe(2);
  const { body } = await request(api, `${path}/contacts`);
  expect(body.data.contacts).toHaveLength(1);
});
