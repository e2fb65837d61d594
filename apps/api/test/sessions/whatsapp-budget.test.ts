import { createTextCipher } from '@grabber/service-kit/text-cipher';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BudgetRules, roomOf } from '../../src/sessions/whatsapp-budget.ts';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const HOUR = 3_600;
const RULES: BudgetRules = {
  refresh: [
    { most: 1, seconds: HOUR },
    { most: 3, seconds: 24 * HOUR },
  ],
  pairing_code: [{ most: 2, seconds: 600 }],
  wake: [],
  browser_start: [{ most: 3, seconds: HOUR }],
};
const PHONE = '6281234567890';

// Two replicas on one database.
let api: TestApi;
let other: TestApi;
beforeAll(async () => {
  api = await startTestApi({ budgetRules: RULES });
  other = await startTestApi({ beside: api, budgetRules: RULES });
});
afterAll(async () => {
  await other.stop();
  await api.stop();
});

const post = (id: string, path: string, body?: object, by = api) =>
  request(by, `/api/sessions/${id}/${path}`, { method: 'POST', ...(body && { body }) });
const codeFor = (id: string, by = api) => post(id, 'pairing-code', { phone_number: PHONE }, by);
const refresh = (id: string, by = api, kind = 'groups') =>
  request(by, `/api/sessions/${id}/grab-${kind}?refresh=true`);
const budgetOf = async (id: string) =>
  (await request(api, `/api/sessions/${id}/status`)).body.data.budget;

/** As if everything so far had happened earlier. */
async function age(id: string, seconds: number): Promise<void> {
  await api.db.pool.query(
    `UPDATE session_charges SET charged_at = ARRAY(
       SELECT moment - make_interval(secs => $2) FROM unnest(charged_at) moment)
     WHERE session_id = $1`,
    [id, seconds],
  );
}

async function waitingSession(): Promise<string> {
  const id = await createSession(api);
  api.engine.setSession(id, { status: 'qr' });
  return id;
}

function expectRefused(
  answer: Awaited<ReturnType<typeof request>>,
  code: string,
  within: readonly [number, number],
): void {
  expect([answer.status, answer.body.code]).toEqual([429, code]);
  const seconds = Number(answer.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(within[0]);
  expect(seconds).toBeLessThanOrEqual(within[1]);
}

describe('pairing codes', () => {
  it('are refused above the budget without asking the engine, by every replica', async () => {
    const id = await waitingSession();
    expect([(await codeFor(id)).status, (await codeFor(id, other)).status]).toEqual([200, 200]);
    const asked = api.engine.countCalls('requestPairingCode');
    expectRefused(await codeFor(id), 'WHATSAPP_BUDGET_SPENT', [400, 600]);
    expectRefused(await codeFor(id, other), 'WHATSAPP_BUDGET_SPENT', [400, 600]);
    expect(api.engine.countCalls('requestPairingCode')).toBe(asked);
    await age(id, 601);
    expect((await codeFor(id)).status).toBe(200);
    expect((await codeFor(await waitingSession())).status).toBe(200);
  });

  it('asked for at once on all replicas are as few', async () => {
    const id = await waitingSession();
    const asking = Array.from({ length: 12 }, (_, i) => codeFor(id, i % 2 ? api : other));
    const statuses = (await Promise.all(asking)).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, ...Array(10).fill(429)]);
  });

  it('that the engine did not ask WhatsApp for cost nothing', async () => {
    const id = await waitingSession();
    for (const phone_number of ['123', '456', '789']) {
      expect((await post(id, 'pairing-code', { phone_number })).status).toBe(400);
    }
    api.engine.setSession(id, { status: 'connected' });
    expect((await codeFor(id)).status).toBe(409);
    api.engine.dropSession(id);
    expect((await codeFor(id)).status).toBe(409);
    expect((await budgetOf(id)).pairing_codes).toEqual({ left: 2, limit: 2, next_at: null });
  });
});

describe('a refresh', () => {
  it('is refused for an hour, and above the daily budget until a place is a day old', async () => {
    const id = await connectedSession(api);
    expect((await refresh(id)).status).toBe(200);
    const read = api.engine.countCalls('readGroups');
    expectRefused(await refresh(id, other), 'REFRESH_TOO_SOON', [3_000, HOUR]);
    expect(api.engine.countCalls('readGroups')).toBe(read);
    expect((await request(api, `/api/sessions/${id}/grab-groups`)).status).toBe(200);
    for (const _ of [2, 3]) {
      await age(id, HOUR + 1);
      expect((await refresh(id)).status).toBe(200);
    }
    await age(id, HOUR + 1);
    expectRefused(await refresh(id), 'REFRESH_TOO_SOON', [20 * HOUR, 21 * HOUR]);
    await age(id, 21 * HOUR);
    expect((await refresh(id)).status).toBe(200);
  });

  it('that several requests share is charged once', async () => {
    const id = await connectedSession(api);
    const gate = api.engine.pauseReads('groups');
    const before = api.grabRequests();
    const both = [refresh(id), refresh(id)];
    await vi.waitFor(() => expect(api.grabRequests()).toBe(before + 2));
    gate.open();
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    api.engine.clearFaults();
    expect((await budgetOf(id)).refreshes.left).toBe(0);
  });

  it('that the engine refuses costs nothing, and one of contacts alone asks nothing', async () => {
    const id = await connectedSession(api);
    api.engine.setFault('readGroups', { kind: 'error', code: 'ENGINE_FULL' });
    expect((await refresh(id)).status).toBe(503);
    api.engine.clearFaults();
    expect((await refresh(id, api, 'contacts')).status).toBe(200);
    expect((await budgetOf(id)).refreshes).toEqual({ left: 1, limit: 1, next_at: null });
    expect((await refresh(id)).status).toBe(200);
  });

  it('waits for the query, too, that the first listing after a pairing sends', async () => {
    const id = await connectedSession(api, { queriesSent: 1 });
    expect((await request(api, `/api/sessions/${id}/grab-groups`)).status).toBe(200);
    expectRefused(await refresh(id), 'REFRESH_TOO_SOON', [3_000, HOUR]);
  });
});

describe('starts of the browser', () => {
  it('count after a stop, and together with restarts', async () => {
    const id = await createSession(api);
    for (const _ of [1, 2]) {
      expect((await post(id, 'start')).status).toBe(200);
      await post(id, 'stop');
    }
    expect((await post(id, 'restart', undefined, other)).status).toBe(200);
    const started = api.engine.countCalls('startSession');
    const stopped = api.engine.countCalls('stopSession');
    expectRefused(await post(id, 'restart'), 'WHATSAPP_BUDGET_SPENT', [3_000, HOUR]);
    expect(api.engine.countCalls('startSession')).toBe(started);
    // A refused restart leaves the browser running.
    expect(api.engine.countCalls('stopSession')).toBe(stopped);
    await post(id, 'stop');
    expectRefused(await post(id, 'start'), 'WHATSAPP_BUDGET_SPENT', [3_000, HOUR]);
  });

  it('of a running browser cost nothing', async () => {
    const id = await connectedSession(api);
    for (let i = 0; i < 5; i += 1) expect((await post(id, 'start')).status).toBe(200);
    expect((await budgetOf(id)).browser_starts).toEqual({ left: 3, limit: 3, next_at: null });
  });

  it('that unlink the device of a stopped session count, and above the budget only a forced deletion goes on', async () => {
    const id = await connectedSession(api);
    await request(api, `/api/sessions/${id}`);
    await post(id, 'stop');
    api.engine.setFault('stopSession', { kind: 'error', code: 'LOGOUT_FAILED' });
    for (const by of [api, other])
      expect((await post(id, 'logout', undefined, by)).status).toBe(502);
    expect((await request(api, `/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(502);
    const asked = api.engine.countCalls('stopSession');
    expectRefused(await post(id, 'logout'), 'WHATSAPP_BUDGET_SPENT', [3_000, HOUR]);
    const deletion = await request(api, `/api/sessions/${id}`, { method: 'DELETE' });
    expectRefused(deletion, 'WHATSAPP_BUDGET_SPENT', [3_000, HOUR]);
    expect(api.engine.countCalls('stopSession')).toBe(asked);
    api.engine.clearFaults();
    const forced = await request(api, `/api/sessions/${id}?force=true`, { method: 'DELETE' });
    expect(forced.status).toBe(200);
  });

  it('are not charged for an unlinking that needs or gets no browser', async () => {
    const linked = await connectedSession(api);
    await request(api, `/api/sessions/${linked}`);
    api.engine.setFault('stopSession', { kind: 'error', code: 'LOGOUT_FAILED' });
    expect((await post(linked, 'logout')).status).toBe(502);
    api.engine.clearFaults();
    await post(linked, 'stop');
    api.engine.setFault('stopSession', { kind: 'error', code: 'ENGINE_FULL' });
    expect((await post(linked, 'logout')).status).toBe(503);
    api.engine.clearFaults();
    expect((await budgetOf(linked)).browser_starts).toEqual({ left: 3, limit: 3, next_at: null });
    const never = await createSession(api);
    api.engine.setSession(never, { status: 'disconnected' });
    expect((await post(never, 'logout')).status).toBe(200);
    expect((await budgetOf(never)).browser_starts).toEqual({ left: 3, limit: 3, next_at: null });
  });

  it('are not charged, nor is the browser stopped, if the proxy of the session cannot be decrypted', async () => {
    const id = await connectedSession(api);
    const cipher = createTextCipher({ current: 'another-key-'.repeat(4) });
    await api.db.pool.query(
      `UPDATE sessions SET proxy_host = 'proxy.example', proxy_port = 3128, proxy_credentials = $2 WHERE id = $1`,
      [id, cipher.encrypt('{}', `session:${id}:proxy`)],
    );
    const stopped = api.engine.countCalls('stopSession');
    const { status, body } = await post(id, 'restart');
    expect([status, body.code]).toEqual([502, 'PROXY_AUTH_FAILED']);
    expect(api.engine.countCalls('stopSession')).toBe(stopped);
    expect((await budgetOf(id)).browser_starts).toEqual({ left: 3, limit: 3, next_at: null });
  });

  it('by the engine itself are counted once, however often it reports them', async () => {
    const id = await connectedSession(api);
    await vi.waitFor(() => expect(api.engine.followers()).toBeGreaterThanOrEqual(2));
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const restarted_at = [minutesAgo(90), minutesAgo(20), minutesAgo(10)];
    api.engine.setSession(id, { status: 'connecting', restarted_at: restarted_at.slice(0, 2) });
    api.engine.setSession(id, { status: 'connected', restarted_at });
    await vi.waitFor(async () => expect((await budgetOf(id)).browser_starts.left).toBe(1));
    api.engine.setSession(id, { status: 'connected', restarted_at });
    expect((await post(id, 'restart')).status).toBe(200);
    expectRefused(await post(id, 'restart'), 'WHATSAPP_BUDGET_SPENT', [2_000, 2_400]);
    // The other replica may have noted them first.
    const noted = () => api.context.budget.counts().browser_start.noted;
    await vi.waitFor(() => expect(noted()).toBeGreaterThan(0));
  });
});

it('without a rule there is no limit, and the status says so', async () => {
  const free = await startTestApi({ beside: api });
  const id = await connectedSession(free);
  for (let i = 0; i < 3; i += 1) expect((await refresh(id, free)).status).toBe(200);
  const { body } = await request(free, `/api/sessions/${id}/status`);
  const none = { left: null, limit: null, next_at: null };
  expect(body.data.budget).toEqual({
    refreshes: none,
    pairing_codes: none,
    browser_starts: none,
    wakes: none,
  });
  await free.stop();
});

it('where the charge cannot be stored the engine is not asked', async () => {
  const id = await waitingSession();
  await api.db.pool.query('ALTER TABLE session_charges RENAME TO hidden_charges');
  try {
    const asked = api.engine.countCalls('requestPairingCode');
    expect((await codeFor(id)).status).toBeGreaterThanOrEqual(500);
    expect(api.engine.countCalls('requestPairingCode')).toBe(asked);
  } finally {
    await api.db.pool.query('ALTER TABLE hidden_charges RENAME TO session_charges');
  }
});

it('a clock that was set back holds a session back no longer than its window', async () => {
  const id = await waitingSession();
  await codeFor(id);
  await codeFor(id);
  await age(id, -10 * HOUR);
  expectRefused(await codeFor(id), 'WHATSAPP_BUDGET_SPENT', [500, 600]);
});

it.each([
  ['no charge', [], 1, null],
  ['one place taken', [10], 0, 3_590],
  ['both windows full', [10, 4_000, 5_000], 0, 81_400],
  ['the hour over, the day not', [4_000, 5_000], 1, null],
  ['the day over', [4_000, 5_000, 86_400], 1, null],
])('the room after %s', (_, secondsAgo, left, freeIn) => {
  const now = new Date('2026-01-15T10:30:00.000Z');
  const charges = secondsAgo.map((seconds) => new Date(now.getTime() - seconds * 1_000));
  const nextAt = freeIn === null ? null : new Date(now.getTime() + freeIn * 1_000);
  expect(roomOf(charges, RULES.refresh, now)).toEqual({ left, nextAt });
});
