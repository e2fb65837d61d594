import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { putSessionsToSleep } from '../../src/use-cases/sessions/keep-sessions-asleep.ts';
import { grabInState, grabPath, queueGrab } from '../support/durable-grabs.ts';
import { connectedSession, request } from '../support/request.ts';
import { statusesStored } from '../support/statuses-stored.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
beforeEach(async () => {
  const wake = [{ most: 1, seconds: 3_600 }];
  const budgetRules = { refresh: [], pairing_code: [], browser_start: [], wake };
  api = await startTestApi({ works: true, budgetRules });
});
afterEach(() => api.stop());

const status = async (id: string) => (await request(api, `/api/sessions/${id}/status`)).body.data;
const grab = (id: string) => request(api, `/api/sessions/${id}/grab-all`);

async function sleeper(): Promise<string> {
  const id = await connectedSession(api, { contacts: [], groups: [] });
  await request(api, `/api/sessions/${id}`, { method: 'PATCH', body: { keep: 'asleep' } });
  for (; !(await status(id)).asleep; await sleep(20)) await putSessionsToSleep(api.context);
  await statusesStored(api);
  return id;
}

/** Plays the engine: the browser starts, and is connected. */
async function connects(id: string): Promise<void> {
  await vi.waitFor(async () => expect((await status(id)).status).toBe('connecting'));
  api.engine.setSession(id, { status: 'connected' });
}

describe('a wake that the engine refuses before it starts a browser', () => {
  it.each([
    ['PROFILE_STORE_UNAVAILABLE', 503],
    ['BUNDLE_DAMAGED', 409],
  ] as const)('for %s costs nothing of the budget', async (code, answered) => {
    const id = await sleeper();
    api.engine.setFault('startSession', { kind: 'error', code });
    const refused = await grab(id);
    expect([refused.status, refused.body.code]).toEqual([answered, code]);
    api.engine.clearFaults();
    const grabbed = grab(id);
    await connects(id);
    expect((await grabbed).status).toBe(200);
  });

  it('because the store is away is tried again by a durable grab', async () => {
    const id = await sleeper();
    api.engine.setFault('startSession', { kind: 'error', code: 'PROFILE_STORE_UNAVAILABLE' });
    const queued = await queueGrab(api, id);
    await vi.waitFor(async () => {
      const { body } = await request(api, grabPath(queued));
      const error = { code: 'PROFILE_STORE_UNAVAILABLE' };
      expect(body.data).toMatchObject({ state: 'queued', error });
    });
    api.engine.clearFaults();
    await connects(id);
    await grabInState(api, queued, 'complete');
  });
});

it('a client that comes again after it was told to has its place before those that came meanwhile', async () => {
  await api.stop();
  api = await startTestApi({ works: true, grabTimeoutMs: 1_500 });
  const [first, second] = [await sleeper(), await sleeper()];
  const error = { code: 'ENGINE_FULL', message: 'The engine runs 4 browsers.' } as const;
  api.engine.setFault('startSession', { kind: 'error', ...error });
  const refused = await grab(first);
  expect([refused.status, refused.body.code]).toEqual([503, 'ENGINE_FULL']);
  // A durable grab waits for longer than a client.
  await queueGrab(api, second);
  const placeOf = async (id: string) => (await status(id)).waking?.place;
  await vi.waitFor(async () => expect(await placeOf(second)).toBe(1));
  await queueGrab(api, first);
  await vi.waitFor(async () => expect(await placeOf(first)).toBe(1));
  expect(await placeOf(second)).toBe(2);
});

it('the status of a durable grab that waits for the next wake says when that is allowed', async () => {
  const id = await sleeper();
  await api.context.budget.charge(id, 'wake');
  const queued = await queueGrab(api, id);
  await vi.waitFor(async () => {
    const { body } = await request(api, grabPath(queued));
    expect(body.data).toMatchObject({ error: { code: 'WHATSAPP_BUDGET_SPENT' } });
  });
  const { waking, budget } = await status(id);
  expect(waking).toEqual({ place: 1, expected_at: budget.wakes.next_at });
});
