import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ApiProcess, startApiProcess } from '../support/api-process.ts';
import { type Answer, request } from '../support/request.ts';

const PATIENCE = { timeout: 60_000, interval: 50 };
const CONTACTS_AT_FIRST = 1_200;
const CONTACTS_PER_ROUND = 300;

let database: TestDatabase;
let engine: FakeEngine;
let api: ApiProcess;
let sessionId: string;
const printed: string[] = [];

const contactsOf = (round: number) =>
  Array.from({ length: CONTACTS_AT_FIRST + round * CONTACTS_PER_ROUND }, (_, n) =>
    engineContact({ phone: `62812${String(n).padStart(8, '0')}`, name: `round ${round}, ${n}` }),
  );

async function start(): Promise<void> {
  api = await startApiProcess({ databaseUrl: database.url, engine });
}

async function kill(): Promise<void> {
  await api.end('SIGKILL');
  printed.push(...api.output);
}

const path = (rest: string) => `/api/sessions/${sessionId}/${rest}`;

/** Id and name of each contact that is stored as active. */
async function storedNames(): Promise<string[]> {
  const { body } = await request(api, path('contacts?type=individual&status=active'));
  return body.data.contacts.map(lineOf).sort();
}

const lineOf = ({ contact_id, name }: { contact_id: string; name: string | null }) =>
  `${contact_id} ${name}`;
const namesOf = (round: number) => contactsOf(round).map(lineOf).sort();

async function ended(grabId: string): Promise<Answer['body']> {
  return vi.waitFor(async () => {
    const { body } = await request(api, path(`grabs/${grabId}`));
    expect(body.data.finished_at).not.toBeNull();
    return body.data;
  }, PATIENCE);
}

/** So many grabs, each killed in its middle: durable ones and awaited ones by turns. */
export function surviveKills(rounds: number): void {
  beforeAll(async () => {
    database = await createTestDatabase(testServerUrl());
    engine = await startFakeEngine();
    await start();
    const created = await request(api, '/api/sessions', { method: 'POST', body: { name: 'S' } });
    sessionId = created.body.data.session_id;
    engine.setSession(sessionId, { status: 'connected' });
    engine.setAccount(sessionId, { groups: [engineGroup()], contacts: contactsOf(0) });
    expect((await request(api, path('grab-all'))).status).toBe(200);
  });
  afterAll(async () => {
    await api.end('SIGTERM');
    await engine.close();
    await database.drop();
  });

  it(`a durable grab whose API is killed shows nothing by half and ends exact, ${rounds}×`, async () => {
    for (let round = 1; round <= rounds; round += 1) {
      engine.setAccount(sessionId, { groups: [engineGroup()], contacts: contactsOf(round) });
      const gate = engine.pauseReads('all', 2 + (round % 3));
      const body = { kind: 'all' };
      const queued = await request(api, path('grabs'), { method: 'POST', body });
      await gate.reached;
      await kill();
      engine.clearFaults();
      gate.open();
      await start();
      expect([namesOf(round - 1), namesOf(round)]).toContainEqual(await storedNames());
      const record = await ended(queued.body.data.grab_id);
      expect(record).toMatchObject({ state: 'complete', saved_count: CONTACTS_PER_ROUND });
      expect(record.attempts).toBe(2);
      expect(await storedNames()).toEqual(namesOf(round));
      const next = await request(api, path('grab-all'));
      const total = CONTACTS_AT_FIRST + round * CONTACTS_PER_ROUND + 1;
      expect(next.body.data).toMatchObject({ saved_count: 0, unchanged_count: total });
    }
  });

  it(`a grab whose callers waited is failed as interrupted, and the next one is exact, ${rounds}×`, async () => {
    for (let round = rounds + 1; round <= 2 * rounds; round += 1) {
      const before = await storedNames();
      engine.setAccount(sessionId, { groups: [engineGroup()], contacts: contactsOf(round) });
      const gate = engine.pauseReads('all', 2 + (round % 3));
      const waits = request(api, path('grab-all')).catch(() => 'cut off');
      await gate.reached;
      await kill();
      expect(await waits).toBe('cut off');
      engine.clearFaults();
      gate.open();
      await start();
      expect(await storedNames()).toEqual(before);
      const { body } = await request(api, path('grabs?limit=1'));
      const record = await ended(body.data.grabs[0].grab_id);
      expect(record).toMatchObject({ state: 'failed', error: { code: 'GRAB_INTERRUPTED' } });
      expect((await request(api, path('grab-all'))).status).toBe(200);
      expect(await storedNames()).toEqual(namesOf(round));
    }
  });

  it('nothing but log lines was printed, and no log line tells who is in the account', () => {
    expect(printed.filter((line) => !line.startsWith('{'))).toEqual([]);
    expect(printed.filter((line) => /62812\d{6}|@s\.whatsapp\.net|round \d/.test(line))).toEqual(
      [],
    );
  });
}
