import { once } from 'node:events';
import type { ReadDocument } from '@grabber/contracts/engine/reading';
import { describe, expect, it } from 'vitest';
import { pairAndList } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
import type { Answer, TestEngine } from '../support/test-engine.ts';
import { useEngineStarts } from '../support/use-engine.ts';

/** No group is loaded, so that a read pauses while WhatsApp's answers hang. */
const SPEC = {
  contacts: 20,
  groups: 3,
  participants: 4,
  metadata_loaded_share: 0,
  odd_names: false,
};
const HANG = { type: 'query', kind: 'group_rows', behaviour: 'hang' } as const;

const use = useEngineStarts();
let seed = 1_300;

async function pairAccount(engine: TestEngine, session: string): Promise<string> {
  seed += 1;
  const { account_id } = await use.simulator.control.createAccount({ ...SPEC, seed });
  await pairAndList(engine, use.simulator, session, account_id);
  return account_id;
}

/** A read that waits in the page until the account's faults are cleared. */
async function startHangingRead(engine: TestEngine, session: string, accountId: string) {
  await use.simulator.control.injectFault(accountId, HANG);
  // The first listing after the pairing has counted, too.
  await use.simulator.control.resetQueries(accountId);
  const answer = engine.call('GET', `/sessions/${session}/groups`);
  answer.catch(() => undefined);
  await poll(
    () => use.simulator.control.queries(accountId),
    (counts) => counts.group_rows > 0,
  );
  // In an object: otherwise `await` would wait for the answer itself.
  return { answer };
}

function expectOneOf(answers: readonly Answer[]): void {
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused).toHaveLength(answers.length - 1);
  for (const { body, headers } of refused) {
    expect(body).toMatchObject({ code: 'ENGINE_FULL' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
}

describe('a load above the limit', () => {
  it('of sessions, or of reads, is refused at once with 503 and Retry-After; what runs is not disturbed', async () => {
    const engine = await use.start({
      ENGINE_MAX_SESSIONS: '1',
      ENGINE_MAX_READS: '1',
      ENGINE_GROUP_QUERY_TIMEOUT_MS: '60000',
    });
    const ids = ['one', 'two'];
    const starts = await Promise.all(ids.map((id) => engine.call('PUT', `/sessions/${id}`)));
    expectOneOf(starts);
    const { sessions } = (await engine.call('GET', '/sessions')).body as { sessions: unknown[] };
    expect(sessions).toHaveLength(1);
    const begun = ids[starts.findIndex(({ status }) => status === 200)];
    await engine.call('DELETE', `/sessions/${begun}?logout=true`);

    const accountId = await pairAccount(engine, 'one');
    const running = await startHangingRead(engine, 'one', accountId);
    for (const accept of ['application/json', 'application/x-ndjson']) {
      const options = { headers: { accept } };
      const refused = await engine.call('GET', '/sessions/one/contacts', options);
      expect(refused).toMatchObject({ status: 503 });
      expect(refused.text).toContain('"ENGINE_FULL"');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    await use.simulator.control.clearFaults(accountId);
    expect(await running.answer).toMatchObject({ status: 200, body: { total_groups: 3 } });
    const next = await engine.call('GET', '/sessions/one/contacts');
    expect(next).toMatchObject({ status: 200, body: { complete: true } });
  });

  it('of starts is refused at once with 503 and Retry-After, and leaves no trace', async () => {
    const engine = await use.start({ ENGINE_MAX_STARTS: '1' });
    const ids = ['one', 'two', 'three'];
    const answers = await Promise.all(ids.map((id) => engine.call('PUT', `/sessions/${id}`)));
    expectOneOf(answers);
    const { sessions } = (await engine.call('GET', '/sessions')).body as { sessions: unknown[] };
    expect(sessions).toHaveLength(1);
    const started = ids[answers.findIndex(({ status }) => status === 200)]!;
    await engine.reaches(started, 'qr');
    expect(await engine.call('PUT', '/sessions/four')).toMatchObject({ status: 200 });
  });
});

describe('an engine that stops', () => {
  it('lets a running read finish, and refuses further requests with SHUTTING_DOWN', async () => {
    const engine = await use.start({ ENGINE_GROUP_QUERY_TIMEOUT_MS: '60000' });
    const accountId = await pairAccount(engine, 'one');
    const running = await startHangingRead(engine, 'one', accountId);
    const exited = once(engine.child, 'exit');
    engine.child.kill('SIGTERM');
    await poll(
      () => engine.output,
      (lines) => lines.some((line) => line.includes('"Closing"')),
    );
    const late = await engine.call('GET', '/sessions/one');
    expect(late).toMatchObject({ status: 503, body: { code: 'SHUTTING_DOWN' } });
    expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
    await use.simulator.control.clearFaults(accountId);
    const answer = await running.answer;
    expect(answer).toMatchObject({ status: 200, body: { total_groups: 3, complete: true } });
    expect((answer.body as ReadDocument).groups).toHaveLength(3);
    expect(await exited).toEqual([0, null]);
    expect(await browsersOf(use.dataDir)).toEqual([]);
  });

  it('ends a read that outlasts the grace period with 502 READ_ABORTED, and exits clean', async () => {
    const engine = await use.start({
      ENGINE_SHUTDOWN_GRACE_MS: '200',
      ENGINE_GROUP_QUERY_TIMEOUT_MS: '60000',
    });
    const accountId = await pairAccount(engine, 'one');
    const running = await startHangingRead(engine, 'one', accountId);
    const exited = once(engine.child, 'exit');
    engine.child.kill('SIGTERM');
    expect(await running.answer).toMatchObject({ status: 502, body: { code: 'READ_ABORTED' } });
    expect(await exited).toEqual([0, null]);
    expect(await browsersOf(use.dataDir)).toEqual([]);
    await use.simulator.control.clearFaults(accountId);
  });
});
