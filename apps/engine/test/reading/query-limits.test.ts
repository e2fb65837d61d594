import type { ReadDocument } from '@grabber/contracts/engine/reading';
import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pair, pairAndList } from '../support/pairing.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';
import { comparable } from '../support/truth.ts';

const GROUPS = 12;
const SPEC = {
  contacts: 20,
  groups: GROUPS,
  participants: 4,
  metadata_loaded_share: 0.5,
  left_groups: 0,
  odd_names: false,
};
const REFUSAL = { type: 'query', behaviour: 'rate_overlimit' } as const;

/** Few single queries, so that the budget of one read is used up. */
const ENV = { ENGINE_GROUP_QUERY_BUDGET: '5', ENGINE_GROUP_QUERY_TIMEOUT_MS: '5000' };

let simulator: Simulator;
let dataDir: Awaited<ReturnType<typeof temporaryDataDir>>;
let engine: TestEngine;
let seed = 2_000;

beforeAll(async () => {
  simulator = await sharedSimulator();
  dataDir = await temporaryDataDir();
  engine = await startEngine({ simulator, dataDir: dataDir.path, env: ENV });
});

afterAll(async () => {
  await engine?.end('SIGTERM');
  await dataDir?.remove();
});

/** An account; the page has half of its groups in memory, and all of them in its database. */
async function createAccount(): Promise<string> {
  seed += 1;
  return (await simulator.control.createAccount({ ...SPEC, seed })).account_id;
}

async function readGroups(sessionId: string, query = ''): Promise<ReadDocument> {
  const answer = await engine.call('GET', `/sessions/${sessionId}/groups${query}`);
  expect(answer.status, answer.text.slice(0, 300)).toBe(200);
  return answer.body;
}

async function expectWhole(read: ReadDocument, accountId: string): Promise<void> {
  expect(read).toMatchObject({ complete: true, unread_groups: [] });
  const truth = await simulator.control.truth(accountId);
  expect(comparable(read).groups).toEqual(comparable(truth).groups);
}

async function restart(sessionIds: readonly string[]): Promise<void> {
  await engine.end('SIGTERM');
  engine = await startEngine({ simulator, dataDir: dataDir.path, env: ENV });
  for (const sessionId of sessionIds) await engine.reaches(sessionId, 'connected');
}

async function deleteSession(sessionId: string): Promise<void> {
  expect(await engine.call('DELETE', `/sessions/${sessionId}?logout=true`)).toMatchObject({
    status: 200,
  });
}

describe('the listings of a session', () => {
  it('ask WhatsApp once for all groups after the pairing, and then for nothing', async () => {
    const accountId = await createAccount();
    await pair(engine, simulator, 'asks', accountId);
    await simulator.control.resetQueries(accountId);
    const first = await readGroups('asks');
    await expectWhole(first, accountId);
    expect(first.queries_sent).toBe(1);
    const second = await readGroups('asks');
    await expectWhole(second, accountId);
    expect(second.queries_sent).toBe(0);
    expect(await simulator.control.queries(accountId)).toMatchObject({ group_list: 1, total: 1 });
    await deleteSession('asks');
  });

  it('are not complete until that query was answered', async () => {
    const accountId = await createAccount();
    await pair(engine, simulator, 'refused', accountId);
    await simulator.control.injectFault(accountId, { ...REFUSAL, kind: 'group_list' });
    const read = await readGroups('refused');
    expect(read).toMatchObject({ total_groups: GROUPS, listing_complete: { groups: false } });
    const codes = read.incomplete_reasons.map(({ code }) => code);
    expect(codes).toEqual(['GROUP_QUERY_REFUSED', 'GROUPS_NOT_QUERIED']);
    const second = await readGroups('refused');
    expect(second).toMatchObject({ queries_sent: 0, listing_complete: { groups: false } });
    expect(await simulator.control.queries(accountId)).toMatchObject({ total: 1 });
    await deleteSession('refused');
  });

  it('keep a group for which the page has no chat, without a further query', async () => {
    const accountId = await createAccount();
    const hidden = { type: 'add_group', subject: 'Tanpa chat', has_chat: false } as const;
    await simulator.control.changeAccount(accountId, [hidden]);
    await pair(engine, simulator, 'hidden', accountId);
    const first = await readGroups('hidden');
    await expectWhole(first, accountId);
    const { contact_id: id } = first.groups.find(({ name }) => name === 'Tanpa chat')!;
    expect(await readGroups('hidden')).toMatchObject({
      total_groups: GROUPS,
      kept_groups: [id],
      queries_sent: 0,
      listing_complete: { groups: true },
    });
    await restart(['hidden']);
    expect(await readGroups('hidden')).toMatchObject({ kept_groups: [id], queries_sent: 0 });
    await deleteSession('hidden');
  });
});

describe('a refresh', () => {
  const SESSIONS = ['whole', 'truncated', 'refusing', 'silent'] as const;
  const accounts = {} as Record<(typeof SESSIONS)[number], string>;

  beforeAll(async () => {
    for (const sessionId of SESSIONS) {
      accounts[sessionId] = await createAccount();
      await pairAndList(engine, simulator, sessionId, accounts[sessionId]);
    }
  });

  it('is one query, however soon it comes: the API bounds how often', async () => {
    const read = await readGroups('whole', '?refresh=true');
    await expectWhole(read, accounts.whole);
    expect(read.queries_sent).toBe(1);
  });

  it('asks singly for the groups that the answer leaves out, within its budget', async () => {
    await simulator.control.setOptions({ truncate_groups_above: 1 }, accounts.truncated);
    const read = await readGroups('truncated', '?refresh=true');
    expect(read).toMatchObject({
      total_groups: GROUPS,
      queries_sent: 6,
      incomplete_reasons: [{ code: 'GROUPS_NOT_REFRESHED', count: GROUPS - 5 }],
    });
    for (const { reason, has_older_members } of read.unread_groups) {
      expect({ reason, has_older_members }).toEqual({
        reason: 'not asked: the 5 queries of one read were used up',
        has_older_members: true,
      });
    }
    const truth = await simulator.control.truth(accounts.truncated);
    expect(comparable(read).groups).toEqual(comparable(truth).groups);
  });

  it('that WhatsApp refuses says so, lists what the page has, and makes the next one wait', async () => {
    await simulator.control.injectFault(accounts.refusing, { ...REFUSAL, kind: 'group_list' });
    const read = await readGroups('refusing', '?refresh=true');
    expect(read).toMatchObject({ queries_sent: 1, listing_complete: { groups: true } });
    const codes = read.incomplete_reasons.map(({ code }) => code);
    expect(codes).toEqual(['GROUPS_NOT_REFRESHED', 'GROUP_QUERY_REFUSED']);
    await simulator.control.clearFaults(accounts.refusing);
    const next = await engine.call('GET', '/sessions/refusing/groups?refresh=true');
    expect(next).toMatchObject({ status: 429, body: { code: 'REFRESH_TOO_SOON' } });
    await expectWhole(await readGroups('refusing'), accounts.refusing);
  });

  it('that WhatsApp does not answer in time lists what the page has', async () => {
    const silence = { ...REFUSAL, kind: 'group_list', behaviour: 'hang' } as const;
    await simulator.control.injectFault(accounts.silent, silence);
    expect(await readGroups('silent', '?refresh=true')).toMatchObject({
      total_groups: GROUPS,
      incomplete_reasons: [{ code: 'GROUPS_NOT_REFRESHED', count: GROUPS }],
    });
  });
});
