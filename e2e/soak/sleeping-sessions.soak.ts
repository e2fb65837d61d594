import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { browsersOf } from '../../apps/engine/test/support/processes.ts';
import { createRestClient, poll, type RestClient } from '../support/rest-client.ts';
import { ADMIN_KEY, startWholeStack, type WholeStack } from '../support/whole-stack.ts';

const PEOPLE = 30;
const SESSIONS = ['Toko', 'Gudang', 'Kantor'];

let stack: WholeStack;
let call: RestClient;

beforeAll(async () => {
  stack = await startWholeStack(inject('postgresUrl'), {
    engine: { ENGINE_MAX_BROWSERS: '1' },
    api: { SLEEP_AFTER_SECONDS: '1' },
  });
  call = createRestClient(stack.apiUrl, ADMIN_KEY);
});
afterAll(() => stack?.close());

const statusOf = async (id: string) => (await call('GET', `/sessions/${id}/status`)).body.data;

/** Links an account, and leaves its session asleep. */
async function linkAsleep(name: string, seed: number): Promise<string> {
  const account_id = `sleeper-${seed}`;
  const account = { account_id, seed, contacts: PEOPLE, groups: 2, participants: 5 };
  await stack.simulator.control.createAccount(account);
  const created = await call('POST', '/sessions', { body: { name, start: true } });
  const id: string = created.body.data.session_id;
  await poll(
    () => statusOf(id),
    ({ status }) => status === 'qr',
  );
  const { qr } = (await call('GET', `/sessions/${id}/qr`)).body.data;
  await stack.simulator.control.scanQr({ qr, account_id });
  await call('PATCH', `/sessions/${id}`, { body: { keep: 'asleep' } });
  await poll(
    () => statusOf(id),
    ({ asleep }) => asleep === true,
  );
  return id;
}

it('three sessions take turns with the one browser of their engine, and each is grabbed whole', async () => {
  const ids: string[] = [];
  for (const [index, name] of SESSIONS.entries()) ids.push(await linkAsleep(name, 900 + index));
  expect(await browsersOf(stack.dataDir)).toEqual([]);

  let most = 0;
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await sleep(100))
      most = Math.max(most, (await browsersOf(stack.dataDir)).length);
  })();
  const queued = await Promise.all(
    ids.map((id) => call('POST', `/sessions/${id}/grabs`, { body: { kind: 'all' } })),
  );
  for (const [index, id] of ids.entries()) {
    const path = `/sessions/${id}/grabs/${queued[index]?.body.data.grab_id}`;
    const grab = await poll(
      async () => (await call('GET', path)).body.data,
      ({ finished_at }) => finished_at !== null,
    );
    expect(grab).toMatchObject({ state: 'complete', total_contacts: PEOPLE });
  }
  for (const id of ids) {
    await poll(
      () => statusOf(id),
      ({ status, asleep }) => status === 'connected' && asleep === true,
    );
  }
  isOver = true;
  await watching;
  expect(most).toBe(1);
});
