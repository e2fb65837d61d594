import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { createRepeatedWork } from '../src/repeated-work.ts';

/** Work that fails in these rounds, and how often it was logged when they were over. */
async function warningsOf(fails: readonly boolean[], logsEachFailure: boolean): Promise<number> {
  const logger = pino({ level: 'silent' });
  const warned = vi.spyOn(logger, 'warn');
  let rounds = 0;
  const run = async () => {
    rounds += 1;
    if (fails[rounds - 1]) throw new Error('It failed.');
  };
  const settings = { intervalMs: 1, failure: 'The work failed', logsEachFailure, run };
  const work = createRepeatedWork({ logger, ...settings });
  work.start();
  await vi.waitFor(() => expect(rounds).toBeGreaterThan(fails.length));
  await work.stop();
  return warned.mock.calls.length;
}

it('logs the first of several failed rounds in a row, and each one where rounds are rare', async () => {
  const fails = [true, true, false, true];
  expect(await warningsOf(fails, false)).toBe(2);
  expect(await warningsOf(fails, true)).toBe(3);
});

it('ends when the round that runs has ended, and begins no other', async () => {
  let rounds = 0;
  let isAtWork = false;
  const run = async (signal: AbortSignal) => {
    rounds += 1;
    isAtWork = true;
    await sleep(60_000, undefined, { signal }).catch(() => undefined);
    isAtWork = false;
  };
  const logger = pino({ level: 'silent' });
  const work = createRepeatedWork({ logger, intervalMs: 1, failure: 'It failed', run });
  work.start();
  expect(isAtWork).toBe(true);
  await work.stop();
  expect([rounds, isAtWork]).toEqual([1, false]);
});
