import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@grabber/database/connection/open-database';
import { createTestDatabase, type TestDatabase } from '@grabber/database/testing/test-database';
import { testServerUrl } from '@grabber/database/testing/test-server-url';
import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { type FakeEngine, startFakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ApiProcess, startApiProcess } from '../support/api-process.ts';
import { type Answer, request } from '../support/request.ts';

const PATIENCE = { timeout: 300_000, interval: 200 };
const KINDS = ['groups', 'contacts', 'all'] as const;
const CONTACTS = 150;
const GROUPS = 12;
const MEMBERS = 20;

let database: TestDatabase;
let engine: FakeEngine;
let apis: ApiProcess[];

const phoneOf = (session: number, n: number) =>
  `628${String(session).padStart(3, '0')}${String(n).padStart(6, '0')}`;

/** Contacts and members overlap, within a session and between sessions, by phone and by LID. */
function accountOf(session: number) {
  const contacts = Array.from({ length: CONTACTS }, (_, n) =>
    engineContact({ phone: phoneOf(n % 3 === 0 ? 999 : session, n), name: `person ${n}` }),
  );
  const groups = Array.from({ length: GROUPS }, (_, n) =>
    engineGroup({
      contact_id: `12036300000000${String(n).padStart(4, '0')}@g.us`,
      name: `group ${n}`,
      participants: Array.from({ length: MEMBERS }, (__, m) =>
        engineParticipant({ phone: phoneOf(m % 2 === 0 ? 999 : session, n * 5 + m) }),
      ),
    }),
  );
  return { contacts, groups };
}

/** The kinds, the replicas and the two ways to grab by turns, each in its own rhythm. */
async function grabOnce(sessionId: string, turn: number): Promise<Answer> {
  const api = apis[turn % apis.length] as ApiProcess;
  const kind = KINDS[turn % KINDS.length] as (typeof KINDS)[number];
  const path = `/api/sessions/${sessionId}`;
  const grab = () =>
    turn % 4 < 2
      ? request(api, `${path}/grab-${kind}`)
      : request(api, `${path}/grabs`, { method: 'POST', body: { kind } });
  for (;;) {
    const answer = await grab();
    // What a machine that is busy with other work cannot do in time: a client comes back as it is told.
    const seconds = Number(answer.headers.get('retry-after'));
    if (answer.status !== 503 || seconds === 0) return answer;
    await sleep(seconds * 1_000);
  }
}

/** So many grabs at once of so many sessions, by two API processes on one database. */
export function grabConcurrently(grabs: number, sessions: number): void {
  beforeAll(async () => {
    database = await createTestDatabase(testServerUrl());
    engine = await startFakeEngine();
    const options = { databaseUrl: database.url, engine };
    apis = await Promise.all([startApiProcess(options), startApiProcess(options)]);
  });
  afterAll(async () => {
    await Promise.all(apis.map((api) => api.end('SIGTERM')));
    await engine.close();
    await database.drop();
  });

  it(`${grabs} grabs at once of ${sessions} sessions: each is answered, and stored once`, async () => {
    const ids: string[] = [];
    for (let session = 0; session < sessions; session += 1) {
      const body = { name: `S${session}` };
      const created = await request(apis[0] as ApiProcess, '/api/sessions', {
        method: 'POST',
        body,
      });
      const id = created.body.data.session_id;
      ids.push(id);
      engine.setSession(id, { status: 'connected' });
      engine.setAccount(id, accountOf(session));
    }
    const answers = await Promise.all(
      Array.from({ length: grabs }, (_, n) =>
        grabOnce(ids[n % sessions] as string, Math.floor(n / sessions)),
      ),
    );
    const refusals = answers.filter(({ status }) => status !== 200 && status !== 202);
    expect(refusals.map(({ status, body }) => [status, body?.code])).toEqual([]);
    await expectStoredOnce(ids);
    const output = apis.flatMap((api) => api.output);
    expect(output.filter((line) => /deadlock|40P01|23505/i.test(line))).toEqual([]);
  });
}

async function expectStoredOnce(ids: readonly string[]): Promise<void> {
  const db = openDatabase(database.url, { max: 2 });
  try {
    await vi.waitFor(async () => {
      const text = 'SELECT DISTINCT state FROM grabs';
      expect((await db.pool.query(text)).rows).toEqual([{ state: 'complete' }]);
    }, PATIENCE);
    const { rows } = await db.pool.query(
      `SELECT s.id,
         count(*) FILTER (WHERE c.type = 'individual') AS contacts,
         count(*) FILTER (WHERE c.type = 'group') AS groups,
         count(DISTINCT c.contact_id) AS ids, count(DISTINCT c.phone_number) AS phones,
         (SELECT count(*) FROM group_participants p JOIN contacts g ON g.id = p.group_row_id
          WHERE g.session_id = s.id) AS members
       FROM sessions s JOIN contacts c ON c.session_id = s.id GROUP BY s.id`,
    );
    const counts = { contacts: CONTACTS, groups: GROUPS, ids: CONTACTS + GROUPS, phones: CONTACTS };
    const expected = ids.map((id) => ({ id, ...counts, members: GROUPS * MEMBERS }));
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    expect(rows.sort(byId)).toEqual(expected.sort(byId));
  } finally {
    await db.close();
  }
}
