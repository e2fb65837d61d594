import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@grabber/database/connection/open-database';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ApiProcess, startApiProcess } from '../support/api-process.ts';
import { request } from '../support/request.ts';

/** Retries of a grab that was struck several times take their time. */
const PATIENCE = { timeout: 240_000, interval: 500 };
const SESSIONS = 4;
const CONTACTS = 400;
const SEED = 20_261_122;
const EXPECTED_CODES = ['GRAB_CANCELLED', 'ENGINE_STREAM_TRUNCATED'];

type Step = {
  readonly what: 'queue' | 'wait' | 'leave' | 'cancel' | 'cut' | 'kill';
  readonly session: number;
  readonly kind: 'groups' | 'contacts' | 'all';
  readonly api: number;
  readonly pauseMs: number;
};

let database: TestDatabase;
let engine: FakeEngine;
let apis: ApiProcess[];
const sessions: string[] = [];
const queued = new Map<string, { session: string; cancelled: boolean }>();
const answers: { status: number; code: string | undefined }[] = [];
const open: Promise<unknown>[] = [];

const steps = (count: number): Step[] =>
  fc.sample(
    fc.record<Step>({
      what: fc.oneof(
        { weight: 6, arbitrary: fc.constant('queue' as const) },
        { weight: 6, arbitrary: fc.constant('wait' as const) },
        { weight: 2, arbitrary: fc.constant('leave' as const) },
        { weight: 2, arbitrary: fc.constant('cancel' as const) },
        { weight: 1, arbitrary: fc.constant('cut' as const) },
        { weight: 1, arbitrary: fc.constant('kill' as const) },
      ),
      session: fc.nat(SESSIONS - 1),
      kind: fc.constantFrom('groups', 'contacts', 'all'),
      api: fc.nat(1),
      pauseMs: fc.nat(60),
    }),
    { numRuns: count, seed: SEED },
  );

async function take({ what, session, kind, api: place, pauseMs }: Step): Promise<void> {
  const api = apis[place] as ApiProcess;
  const id = sessions[session] as string;
  if (what === 'queue') open.push(queue(api, id, kind));
  else if (what === 'wait') open.push(wait(api, id, kind, new AbortController().signal));
  else if (what === 'leave') open.push(wait(api, id, kind, AbortSignal.timeout(1 + pauseMs)));
  else if (what === 'cancel') open.push(cancelOne(api));
  else if (what === 'cut') await cutReads(pauseMs);
  else await killAndStart(place);
  await sleep(pauseMs);
}

async function queue(api: ApiProcess, id: string, kind: Step['kind']): Promise<void> {
  const body = { kind };
  const answer = await request(api, `/api/sessions/${id}/grabs`, { method: 'POST', body }).catch(
    () => null,
  );
  if (answer?.status !== 202) return;
  const { grab_id } = answer.body.data;
  if (!queued.has(grab_id)) queued.set(grab_id, { session: id, cancelled: false });
}

async function wait(
  api: ApiProcess,
  id: string,
  kind: Step['kind'],
  signal: AbortSignal,
): Promise<void> {
  const path = `/api/sessions/${id}/grab-${kind}`;
  const answer = await request(api, path, { signal }).catch(() => null);
  if (answer) answers.push({ status: answer.status, code: answer.body?.code });
}

async function cancelOne(api: ApiProcess): Promise<void> {
  const [id, grab] = [...queued].at(-1) ?? [];
  if (!id || !grab) return;
  grab.cancelled = true;
  await request(api, `/api/sessions/${grab.session}/grabs/${id}`, { method: 'DELETE' }).catch(
    () => null,
  );
}

async function cutReads(forMs: number): Promise<void> {
  engine.setFault('readAll', { kind: 'cut', afterLines: 2, how: 'destroy' });
  await sleep(forMs);
  engine.clearFaults();
}

async function killAndStart(place: number): Promise<void> {
  await (apis[place] as ApiProcess).end('SIGKILL');
  apis[place] = await startApiProcess({ databaseUrl: database.url, engine });
}

/** Grabs, cancellations, clients that leave, reads that break off, and killed processes, at random. */
export function surviveChaos(count: number): void {
  beforeAll(async () => {
    database = await createTestDatabase(testServerUrl());
    engine = await startFakeEngine();
    const options = { databaseUrl: database.url, engine };
    apis = await Promise.all([startApiProcess(options), startApiProcess(options)]);
    const contacts = Array.from({ length: CONTACTS }, (_, n) =>
      engineContact({ phone: `62812${String(n).padStart(8, '0')}` }),
    );
    for (let n = 0; n < SESSIONS; n += 1) {
      const body = { name: `S${n}` };
      const api = apis[0] as ApiProcess;
      const created = await request(api, '/api/sessions', { method: 'POST', body });
      const id = created.body.data.session_id;
      sessions.push(id);
      engine.setSession(id, { status: 'connected' });
      engine.setAccount(id, { groups: [engineGroup()], contacts });
    }
  });
  afterAll(async () => {
    await Promise.all(apis.map((api) => api.end('SIGTERM')));
    await engine.close();
    await database.drop();
  });

  it(`after ${count} random steps every grab has ended as it should, and the next ones are exact`, async () => {
    for (const step of steps(count)) await take(step);
    await Promise.all(open);
    const refusals = answers.filter(({ status }) => status !== 200);
    expect(refusals.filter(({ code = '' }) => !EXPECTED_CODES.includes(code))).toEqual([]);
    const ends = await statesOfAll();
    const unfinished = [...queued].filter(([, { cancelled }]) => !cancelled);
    expect(unfinished.map(([id]) => ends.get(id)).filter((end) => end !== 'complete')).toEqual([]);
    const api = apis[0] as ApiProcess;
    for (const id of sessions) {
      const { body } = await request(api, `/api/sessions/${id}/grab-all`);
      expect(body.data).toMatchObject({
        total_contacts: CONTACTS,
        total_groups: 1,
        complete: true,
      });
      const again = await request(api, `/api/sessions/${id}/grab-all`);
      expect(again.body.data).toMatchObject({ saved_count: 0, unchanged_count: CONTACTS + 1 });
    }
  });
}

/** The state of each grab, once all have ended. */
async function statesOfAll(): Promise<Map<string, string>> {
  const db = openDatabase(database.url, { max: 2 });
  try {
    return await vi.waitFor(async () => {
      const { rows } = await db.pool.query('SELECT id, state, error, finished_at FROM grabs');
      expect(rows.filter(({ finished_at }) => finished_at === null)).toEqual([]);
      return new Map(rows.map(({ id, state }) => [id, state]));
    }, PATIENCE);
  } finally {
    await db.close();
  }
}
