import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineSession } from '@grabber/contracts/engine/session';
import { afterEach, describe, expect, it } from 'vitest';
import {
  putSessionsToSleep,
  wakeDueSession,
} from '../../src/use-cases/sessions/keep-sessions-asleep.ts';
import { connectedSession, request } from '../support/request.ts';
import { statusesStored } from '../support/statuses-stored.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const SLEEP = { lingerSeconds: 1, wakeLimitMs: 600_000, wakeAfterDays: 7 };
const ACCOUNT = { contacts: [], groups: [] };

let api: TestApi;
let isStarted = false;
afterEach(async () => {
  if (isStarted) await api.stop();
  isStarted = false;
});
async function start(options: Parameters<typeof startTestApi>[0] = {}): Promise<void> {
  api = await startTestApi({ sleep: SLEEP, ...options });
  isStarted = true;
}

const tidy = () => putSessionsToSleep(api.context);
const wakeDue = () => wakeDueSession(api.context, new AbortController().signal);
const status = async (id: string) =>
  (await request(api, `/api/sessions/${id}/status`)).body.data as EngineSession & {
    waking: { place: number; expected_at: string } | null;
  };
/** How many wakes ended so. */
const wakes = async (outcome: string) => {
  const { text } = await request(api, '/metrics');
  const [, count] =
    new RegExp(`^grabber_api_wakes_total{outcome="${outcome}"} (\\d+)$`, 'm').exec(text) ?? [];
  return Number(count);
};
const grab = (id: string) => request(api, `/api/sessions/${id}/grab-all`);
const patch = (id: string, body: object) =>
  request(api, `/api/sessions/${id}`, { method: 'PATCH', body });

/** A linked session that is kept asleep and sleeps, of the API that the test has started, else of a usual one. */
async function sleeper(): Promise<string> {
  if (!isStarted) await start();
  const id = await connectedSession(api, ACCOUNT);
  await patch(id, { keep: 'asleep' });
  // The work of the API itself may be about to do it.
  for (let known = await status(id); !known.asleep; known = await status(id)) await tidy();
  await statusesStored(api);
  expect(await status(id)).toMatchObject({ status: 'connected', asleep: true });
  return id;
}

/** Plays the engine: what a woken session shows a moment later. */
async function wakesAs(id: string, fields: Partial<EngineSession>): Promise<void> {
  while ((await status(id)).status !== 'connecting') await sleep(50);
  api.engine.setSession(id, fields);
}

const SYNCED = { state: 'synced', progress: 100, caught_up: true } as const;
const AWAKE: Partial<EngineSession> = {
  status: 'connected',
  phone_number: '6281234567890',
  sync: { ...SYNCED, groups: true, contacts: true, history: true },
};

async function grabAwake(id: string) {
  const grabbed = grab(id);
  await wakesAs(id, AWAKE);
  return grabbed;
}

describe('a session that is kept asleep', () => {
  it('shows that it is connected, is woken by a grab, and sleeps again after it', async () => {
    await start({ sleep: { ...SLEEP, lingerSeconds: 3_600 } });
    const id = await sleeper();
    expect(await wakes('woken')).toBe(0);
    const answer = await grabAwake(id);
    expect([answer.status, answer.body.success]).toEqual([200, true]);
    expect(await wakes('woken')).toBe(1);
    await tidy();
    expect(await status(id)).toMatchObject({ asleep: false });
    await api.db.pool.query('UPDATE sessions SET awake_until = now() WHERE id = $1', [id]);
    await tidy();
    expect(await status(id)).toMatchObject({ status: 'connected', asleep: true });
    expect(api.engine.countCalls('sleepSession')).toBe(2);
  });

  it('sleeps right after its grab while another one waits for a browser', async () => {
    await start({ sleep: { ...SLEEP, lingerSeconds: 3_600 } });
    const [id, waiting] = [await sleeper(), await sleeper()];
    const grabbed = grab(id);
    while ((await status(id)).status !== 'connecting') await sleep(50);
    await api.db.pool.query(
      `INSERT INTO session_wakes (session_id, workspace_id, asked_at, heartbeat_at)
       SELECT id, workspace_id, now(), now() + interval '1 hour' FROM sessions WHERE id = $1`,
      [waiting],
    );
    api.engine.setSession(id, AWAKE);
    expect((await grabbed).status).toBe(200);
    await tidy();
    expect(await status(id)).toMatchObject({ asleep: true });
  });

  it('is woken by a durable grab', async () => {
    await start({ works: true });
    const id = await sleeper();
    const queued = await request(api, `/api/sessions/${id}/grabs`, {
      method: 'POST',
      body: { kind: 'all' },
    });
    await wakesAs(id, AWAKE);
    const path = `/api/sessions/${id}/grabs/${queued.body.data.grab_id}`;
    while ((await request(api, path)).body.data.state !== 'complete') await sleep(50);
  });

  it('tells by its grab what the wake found', async () => {
    const id = await sleeper();
    const grabbed = grab(id);
    const last_error = { code: 'SESSION_LOGGED_OUT', message: 'The phone removed the device.' };
    await wakesAs(id, { status: 'logged_out', last_error });
    const { status: code, body } = await grabbed;
    expect([code, body.code, body.status]).toEqual([409, 'SESSION_NOT_CONNECTED', 'logged_out']);
    expect(await status(id)).toMatchObject({ status: 'logged_out', asleep: false });
  });

  it('is woken once by two grabs at once', async () => {
    const id = await sleeper();
    const both = [grab(id), request(api, `/api/sessions/${id}/grab-contacts`)];
    await wakesAs(id, AWAKE);
    expect((await Promise.all(both)).map((answer) => answer.status)).toEqual([200, 200]);
    expect(api.engine.countCalls('startSession')).toBe(1);
  });

  it('is not put to sleep while it is not complete, until the limit', async () => {
    const id = await sleeper();
    await grabAwake(id);
    const syncing = { state: 'syncing', progress: 50, groups: true, contacts: true } as const;
    const sync = { ...syncing, history: false, caught_up: true };
    api.engine.setSession(id, { status: 'connected', sync });
    await sleep(1_100);
    await tidy();
    expect(await status(id)).toMatchObject({ asleep: false });
    await api.db.pool.query(
      `UPDATE sessions SET woken_at = now() - interval '11 minutes', awake_until = NULL WHERE id = $1`,
      [id],
    );
    await tidy();
    expect(await status(id)).toMatchObject({ asleep: true });
  });

  it('is woken when it has slept for a week, and sleeps on', async () => {
    const id = await sleeper();
    await api.db.pool.query(
      `UPDATE sessions SET seen_awake_at = now() - interval '8 days', awake_until = NULL WHERE id = $1`,
      [id],
    );
    const woken = wakeDue();
    await wakesAs(id, AWAKE);
    await woken;
    await sleep(1_100);
    await tidy();
    expect(await status(id)).toMatchObject({ asleep: true });
    await wakeDue();
    expect(api.engine.countCalls('startSession')).toBe(1);
  });

  it('is woken when a person chooses that it stays awake', async () => {
    const id = await sleeper();
    await patch(id, { keep: 'awake' });
    await api.db.pool.query('UPDATE sessions SET awake_until = NULL WHERE id = $1', [id]);
    const woken = wakeDue();
    await wakesAs(id, AWAKE);
    await woken;
    await sleep(1_100);
    await tidy();
    expect(await status(id)).toMatchObject({ asleep: false });
  });

  it('stays awake for the minutes that a person names, also after a grab', async () => {
    const id = await sleeper();
    const wake = { method: 'POST', body: { minutes: 5 } };
    const { body } = await request(api, `/api/sessions/${id}/wake`, wake);
    expect(body.data).toMatchObject({ status: 'connecting', asleep: false, keep: 'asleep' });
    api.engine.setSession(id, AWAKE);
    const secondsLeft = async () => {
      const { rows } = await api.db.pool.query(
        'SELECT extract(epoch FROM kept_awake_until - now()) AS left FROM sessions WHERE id = $1',
        [id],
      );
      return Number(rows[0].left);
    };
    for (const act of [tidy, () => grab(id)]) {
      await act();
      expect(await status(id)).toMatchObject({ asleep: false });
      expect(await secondsLeft()).toBeGreaterThan(240);
      expect(await secondsLeft()).toBeLessThan(301);
    }
  });

  it.each(['start', 'restart'])('stays awake for a while after a %s by hand', async (act) => {
    const id = await sleeper();
    await api.db.pool.query(
      `UPDATE sessions SET connected_at = now() - interval '1 day' WHERE id = $1`,
      [id],
    );
    const path = `/api/sessions/${id}/${act}`;
    expect((await request(api, path, { method: 'POST' })).status).toBe(200);
    await tidy();
    expect(await status(id)).toMatchObject({ status: 'connecting', asleep: false });
  });

  it('is woken for a grab that comes while it goes to sleep', async () => {
    await start();
    const id = await connectedSession(api, ACCOUNT);
    await patch(id, { keep: 'asleep' });
    await api.db.pool.query(
      `UPDATE sessions SET sleeping_until = now() + interval '1 minute' WHERE id = $1`,
      [id],
    );
    const grabbed = grab(id);
    await sleep(300);
    expect(api.engine.countCalls('readAll')).toBe(0);
    api.engine.setSession(id, { status: 'connected', asleep: true });
    await api.db.pool.query('UPDATE sessions SET sleeping_until = NULL WHERE id = $1', [id]);
    await wakesAs(id, AWAKE);
    expect((await grabbed).status).toBe(200);
  });
});

describe('without a free browser', () => {
  const FULL = { code: 'ENGINE_FULL', message: 'The engine runs 4 browsers.' } as const;

  it('a grab waits for its turn, and the status says where it stands', async () => {
    const id = await sleeper();
    api.engine.setFault('startSession', { kind: 'error', ...FULL });
    const grabbed = grab(id);
    while ((await status(id)).waking === null) await sleep(50);
    expect((await status(id)).waking?.place).toBe(1);
    api.engine.clearFaults();
    await wakesAs(id, AWAKE);
    expect((await grabbed).status).toBe(200);
    expect((await status(id)).waking).toBeNull();
  });

  it('a session that has slept for a week waits, and the others go to sleep meanwhile', async () => {
    await start({ works: true });
    const due = await sleeper();
    const sleepy = await connectedSession(api, ACCOUNT);
    api.engine.setFault('startSession', { kind: 'error', ...FULL });
    await api.db.pool.query(
      `UPDATE sessions SET seen_awake_at = now() - interval '8 days', awake_until = NULL WHERE id = $1`,
      [due],
    );
    while ((await status(due)).waking === null) await sleep(50);
    await patch(sleepy, { keep: 'asleep' });
    while (!(await status(sleepy)).asleep) await sleep(50);
    expect((await status(due)).waking).not.toBeNull();
  });

  it('a grab whose time is over says when to come again', async () => {
    await start({ grabTimeoutMs: 1_500 });
    const id = await sleeper();
    api.engine.setFault('startSession', { kind: 'error', ...FULL });
    const { status: code, headers, body } = await grab(id);
    expect([code, body.code]).toEqual([503, 'ENGINE_FULL']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await status(id)).waking).toBeNull();
    expect([await wakes('no_browser'), await wakes('failed')]).toEqual([1, 0]);
  });
});

it('a durable grab waits until its session may be woken again', async () => {
  const none = { refresh: [], pairing_code: [], browser_start: [] };
  await start({ works: true, budgetRules: { ...none, wake: [{ most: 1, seconds: 4 }] } });
  const id = await sleeper();
  await grabAwake(id);
  for (; !(await status(id)).asleep; await tidy()) await sleep(50);
  const body = { kind: 'all' };
  const queued = await request(api, `/api/sessions/${id}/grabs`, { method: 'POST', body });
  const path = `/api/sessions/${id}/grabs/${queued.body.data.grab_id}`;
  await wakesAs(id, AWAKE);
  let ended = (await request(api, path)).body.data;
  for (; ended.finished_at === null; ended = (await request(api, path)).body.data) await sleep(50);
  expect(ended).toMatchObject({ state: 'complete', error: null });
});

it('a session is woken for grabs as often as its budget allows', async () => {
  const none = { refresh: [], pairing_code: [], browser_start: [] };
  await start({ budgetRules: { ...none, wake: [{ most: 1, seconds: 3_600 }] } });
  const id = await sleeper();
  await grabAwake(id);
  await sleep(1_100);
  await tidy();
  const { status: code, headers, body } = await grab(id);
  expect([code, body.code]).toEqual([429, 'WHATSAPP_BUDGET_SPENT']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_000);
  expect(await status(id)).toMatchObject({ status: 'connected', asleep: true });
  expect([await wakes('woken'), await wakes('failed')]).toEqual([1, 1]);
});
