import type { ReadDocument } from '@grabber/contracts/engine/reading';
import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';
import type { PageOptions } from '@grabber/whatsapp-simulator/page-options';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pair } from '../support/pairing.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';
import { comparable } from '../support/truth.ts';

const GROUPS = 12;
const SPEC = {
  contacts: 20,
  groups: GROUPS,
  participants: 4,
  metadata_loaded_share: 0,
  odd_names: false,
};
const REFUSAL = { type: 'query', kind: 'group_metadata', behaviour: 'rate_overlimit' } as const;

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine | undefined;
let seed = 2_000;

/** An engine with a session whose page has loaded no group. */
async function start(env: Record<string, string> = {}): Promise<string> {
  engine = await startEngine({ simulator, dataDir: dataDir.path, env });
  seed += 1;
  const { account_id } = await simulator.control.createAccount({ ...SPEC, seed });
  await pair(engine, simulator, 'one', account_id);
  return account_id;
}

async function readGroups(): Promise<ReadDocument> {
  const answer = await engine!.call('GET', '/sessions/one/groups');
  expect(answer.status, answer.text.slice(0, 300)).toBe(200);
  return answer.body;
}

async function expectWhole(read: ReadDocument, accountId: string): Promise<void> {
  expect(read).toMatchObject({ complete: true, unread_groups: [] });
  const truth = await simulator.control.truth(accountId);
  expect(comparable(read).groups).toEqual(comparable(truth).groups);
}

beforeAll(async () => {
  simulator = await startSimulator();
});

afterAll(() => simulator?.stop());

beforeEach(async () => {
  dataDir = await temporaryDataDir();
});

afterEach(async () => {
  await engine?.end('SIGTERM');
  await dataDir.remove();
});

describe('a read that WhatsApp refuses queries for a while', () => {
  it('waits, asks again, and is complete', async () => {
    const accountId = await start();
    await simulator.control.injectFault(accountId, { ...REFUSAL, times: 4 });
    const read = await readGroups();
    await expectWhole(read, accountId);
    expect(read.queries_sent).toBe(GROUPS + 4);
  });

  it.each<[string, Partial<PageOptions>, number]>([
    ['in flight', { group_query_max_in_flight: 1 }, GROUPS + 3],
    ['in one second', { group_query_max_per_second: 5 }, 2 * GROUPS],
  ])('because there are too many %s goes on within that limit', async (_, options, most) => {
    const accountId = await start();
    await simulator.control.setOptions({ ...options, query_latency_ms: 20 }, accountId);
    const read = await readGroups();
    await expectWhole(read, accountId);
    expect(read.queries_sent).toBeLessThanOrEqual(most);
  });
});

it('a read without an answer for one group misses that group alone, even when its time is short', async () => {
  const accountId = await start({ ENGINE_READ_TIMEOUT_MS: '4000' });
  const truth = await simulator.control.truth(accountId);
  const silent = truth.groups[4]!.contact_id;
  const { control } = simulator;
  await control.injectFault(accountId, { ...REFUSAL, behaviour: 'hang', target_id: silent });
  const read = await readGroups();
  expect(read.complete).toBe(false);
  expect(read.unread_groups).toEqual([
    { group_id: silent, reason: 'Error: no answer in time', has_older_members: false },
  ]);
  const others = (groups: ReturnType<typeof comparable>['groups']) =>
    groups.filter(({ contact_id }) => contact_id !== silent);
  expect(others(comparable(read).groups)).toEqual(others(comparable(truth).groups));
});

it('a refresh that fails without an error value is incomplete, and keeps the members known before', async () => {
  const accountId = await start();
  await expectWhole(await readGroups(), accountId);
  await simulator.control.injectFault(accountId, { ...REFUSAL, behaviour: 'throw_null', times: 1 });
  const read: ReadDocument = (await engine!.call('GET', '/sessions/one/groups?refresh=true')).body;
  expect(read).toMatchObject({
    complete: false,
    incomplete_reasons: [{ code: 'GROUPS_NOT_REFRESHED', count: 1 }],
    unread_groups: [{ has_older_members: true }],
  });
  const truth = await simulator.control.truth(accountId);
  expect(comparable(read).groups).toEqual(comparable(truth).groups);
});

it.each([0, 5])(
  'a read sends no more than its budget of %i queries, and names the rest',
  async (budget) => {
    const accountId = await start({ ENGINE_GROUP_QUERY_BUDGET: String(budget) });
    const read = await readGroups();
    const rest = GROUPS - budget;
    expect(read).toMatchObject({
      total_groups: GROUPS,
      complete: false,
      queries_sent: budget,
      incomplete_reasons: [{ code: 'GROUP_MEMBERS_UNKNOWN', count: rest }],
    });
    expect(read.unread_groups).toHaveLength(rest);
    for (const { reason } of read.unread_groups) expect(reason).toContain(`the ${budget} queries`);
    expect(await simulator.control.queries(accountId)).toMatchObject({ total: budget });
  },
);
