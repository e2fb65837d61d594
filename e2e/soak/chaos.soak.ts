import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Chaos, startChaos } from '../chaos/chaos-stack.ts';
import { checkStack } from '../chaos/check-stack.ts';
import { PHASES, type Phase } from '../chaos/phases.ts';
import { seededRandom } from '../chaos/seeded-random.ts';

const SEEDS = 1_000_000;
/** An hour's worth of trouble: each phase twice, one right after the other. */
const ROUNDS = 2;
/** Strikes before, in and after the read of the grab that was just queued. */
const LATEST_STRIKE_MS = 400;

const seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * SEEDS));
const only = process.env.CHAOS_PHASE ?? '';
const random = seededRandom(seed);
const chosen = PHASES.filter(({ name }) => name.includes(only));
const sequence = Array.from({ length: ROUNDS }, () => random.shuffle(chosen)).flat();

let chaos: Chaos;
const report: string[] = [];

beforeAll(async () => {
  console.log(`CHAOS_SEED=${seed}`);
  chaos = await startChaos(random);
});
afterAll(async () => {
  console.log(
    [`CHAOS_SEED=${seed}: milliseconds after the end of each phase`, ...report].join('\n'),
  );
  await chaos?.close();
});

async function strike(phase: Phase): Promise<void> {
  chaos.load.resume();
  await chaos.changeAccount();
  const body = { kind: 'all' };
  const queued = await chaos.call('POST', `/sessions/${chaos.sessionId}/grabs`, { body });
  expect(queued.status).toBe(202);
  await sleep(random.between(0, LATEST_STRIKE_MS));
  await phase.run(chaos);
  const times = await checkStack(chaos, phase, queued.body.data.grab_id);
  report.push(`${phase.name}: ${JSON.stringify(times)}`);
}

it.each(sequence)(`CHAOS_SEED=${seed} $name: all is as before in seconds`, async (phase) => {
  if (phase.name === 'disk full' && !chaos.disk) return;
  try {
    await strike(phase);
  } catch (error) {
    // The runner shows errors only when all phases are over.
    console.log(`${phase.name}: ${(error as Error).message}`);
    throw error;
  }
});
