import { expect } from 'vitest';
import type { FaultRecord } from '../support/fault-records.ts';
import { poll } from '../support/poll.ts';
import type { Answer } from '../support/test-engine.ts';
import { expectNeighbourReadable, type FaultStage, type Victim } from './fault-stage.ts';
import type { ReadFaultRow } from './read-fault-rows.ts';
import { startAgain } from './start-again.ts';

/** Enough that the read still has queries left when the fault is injected. */
const GROUPS = 12;
const SILENCE = { type: 'query', kind: 'group_rows', behaviour: 'hang' } as const;

/** Reads the victim with the fault, and once more without it. */
export async function injectReadFault(stage: FaultStage, row: ReadFaultRow): Promise<FaultRecord> {
  const { control } = stage.simulator;
  const victim = await stage.victim('connected', { groups: GROUPS, metadata_loaded_share: 0 });
  const watch = await stage.watch(victim);
  if (row.when === 'middle') await control.injectFault(victim.accountId, SILENCE);
  else await row.strike(victim);
  // The first listing after the pairing has counted, too.
  await control.resetQueries(victim.accountId);
  const { reading } = startRead(victim);
  let start = performance.now();
  if (row.when === 'middle') {
    await poll(
      () => control.queries(victim.accountId),
      (counts) => counts.group_rows > 0,
    );
    start = performance.now();
    await row.strike(victim);
  }
  await expectNeighbourReadable(victim);
  const answer = await reading;
  const shownMs = performance.now() - start;
  const code = expectAnswer(answer, row);
  const last = row.shows.at(-1);
  if (last) await poll(watch.statuses, (statuses) => statuses.at(-1) === last);
  let recoveredMs = performance.now() - start;
  expect(watch.statuses()).toEqual(row.shows);
  await control.clearFaults(victim.accountId);
  const needsHelp = last !== undefined && last !== 'connected';
  if (needsHelp) recoveredMs = await startAgain(victim);
  await stage.expectReadable(victim.session, GROUPS);
  await watch.end();
  const { name: fault, read, shows } = row;
  return { fault, read, shows, code, shownMs, recoveredMs, needsHelp };
}

/** In an object: otherwise `await` would wait for the answer itself. */
function startRead({ stage, session }: Victim) {
  const reading = stage.engine.call('GET', `/sessions/${session}/all-contacts`);
  reading.catch(() => undefined);
  return { reading };
}

function expectAnswer(answer: Answer, { read, codes = [] }: ReadFaultRow): string | null {
  if (read !== 'failed') {
    expect(answer).toMatchObject({ status: 200, body: { complete: read === 'complete' } });
    return null;
  }
  expect(answer.status, answer.text.slice(0, 300)).toBe(502);
  const { code } = answer.body as { code: string };
  expect(codes).toContain(code);
  return code;
}
