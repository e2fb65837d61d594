import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultRecord, showFaults } from '../support/fault-records.ts';
import { poll } from '../support/poll.ts';
import { FAULT_ROWS, type FaultRow } from './fault-rows.ts';
import { expectNeighbourReadable, type FaultStage, fillFaultStage } from './fault-stage.ts';
import { injectEngineEnd } from './inject-engine-end.ts';
import { injectReadFault } from './inject-read-fault.ts';
import { READ_FAULT_ROWS } from './read-fault-rows.ts';
import { startAgain } from './start-again.ts';
import { START_FAULT_ROWS, type StartFaultRow } from './start-fault-rows.ts';

const ENGINE_ENDS = [
  { name: 'engine killed, started again', signal: 'SIGKILL', seed: 1_590, soakOnly: true },
  { name: 'engine stopped, started again', signal: 'SIGTERM', seed: 1_591, soakOnly: true },
] as const;

const timeSince = (start: number) => performance.now() - start;

/** The parts of the table, by the moment of their faults. */
export type FaultPart = 'running' | 'start' | 'read' | 'engine end';

const ALL_PARTS: readonly FaultPart[] = ['running', 'start', 'read', 'engine end'];

type Row = { readonly name: string; readonly soakOnly?: true };
type Inject = (stage: FaultStage, row: never) => Promise<FaultRecord>;

const PARTS: Record<FaultPart, { what: string; rows: readonly Row[]; inject: Inject }> = {
  running: {
    what: 'one session shows, and no other session notices,',
    rows: FAULT_ROWS,
    inject: injectIntoRunning,
  },
  start: {
    what: 'one session shows at its start, and no other session notices,',
    rows: START_FAULT_ROWS,
    inject: injectAtStart,
  },
  read: {
    what: 'one session shows around a read, and no other session notices,',
    rows: READ_FAULT_ROWS,
    inject: injectReadFault,
  },
  'engine end': {
    what: 'a session comes back without a scan after',
    rows: ENGINE_ENDS,
    inject: injectEngineEnd,
  },
};

/**
 * Injects every fault into one session while a second session must stay unaffected. Checks what a client
 * sees, and records how long the session takes to be readable again; `onEnd` gets the times.
 */
export function faultTable({
  rounds,
  parts = ALL_PARTS,
  soak = false,
  onEnd = async () => undefined,
}: {
  rounds: number;
  parts?: readonly FaultPart[];
  /** Runs the rows as well that other tests have in another form. */
  soak?: boolean;
  onEnd?: (records: readonly FaultRecord[]) => Promise<void>;
}): void {
  let stage: FaultStage;
  const records: FaultRecord[] = [];
  beforeAll(async () => {
    stage = await fillFaultStage();
  });
  afterAll(async () => {
    await stage?.stop();
    process.stdout.write(showFaults(records));
    await onEnd(records);
  });

  describe.each(Array.from({ length: rounds }, (_, n) => n + 1))('round %i', () => {
    for (const { what, rows, inject } of parts.map((part) => PARTS[part])) {
      describe(what, () => {
        const wanted = rows.filter(({ soakOnly }) => soak || !soakOnly);
        it.each(wanted)(
          '$name',
          async (row) => void records.push(await inject(stage, row as never)),
        );
      });
    }
  });
}

async function injectIntoRunning(stage: FaultStage, row: FaultRow): Promise<FaultRecord> {
  const victim = await stage.victim('connected');
  const watch = await stage.watch(victim);
  let start = performance.now();
  await row.strike(victim);
  if (row.shows.length > 0) await poll(watch.statuses, (statuses) => statuses.length > 0);
  const shownMs = row.shows.length > 0 ? timeSince(start) : null;
  await expectNeighbourReadable(victim);
  if (row.mend) start = performance.now();
  await row.mend?.(victim);
  await poll(watch.statuses, (statuses) => statuses.at(-1) === row.shows.at(-1));
  let recoveredMs = timeSince(start);
  expect(watch.statuses()).toEqual(row.shows);
  const codes = row.shows[0] ? watch.codesOf(row.shows[0]) : [];
  const { codes: expected } = row;
  expect(codes).toSatisfy((found: string[]) =>
    expected ? found.some((code) => expected.includes(code)) : found.length === 0,
  );
  const needsHelp = row.shows.length > 0 && row.shows.at(-1) !== 'connected';
  if (needsHelp) recoveredMs = await startAgain(victim);
  await stage.expectReadable(victim.session);
  await watch.end();
  const code = codes.find((one) => expected?.includes(one)) ?? null;
  return { fault: row.name, shows: row.shows, code, shownMs, recoveredMs, needsHelp };
}

async function injectAtStart(stage: FaultStage, row: StartFaultRow): Promise<FaultRecord> {
  const victim = await stage.victim(row.linked ? 'connected' : 'new');
  const path = `/sessions/${victim.session}`;
  if (row.linked) await stage.engine.call('DELETE', path);
  const mend = await row.prepare(victim);
  const watch = await stage.watch(victim);
  const last = row.shows.at(-1);
  let shownMs: number;
  let code: string | null;
  try {
    const start = performance.now();
    const answer = await stage.engine.call('PUT', path);
    const answered = await row.strike?.(victim);
    await poll(watch.statuses, (statuses) => statuses.at(-1) === last);
    shownMs = timeSince(start);
    expect(watch.statuses()).toEqual(row.shows);
    const refused = (answer.body as { code?: string }).code;
    code = answered ?? refused ?? (last && watch.codesOf(last).at(-1)) ?? null;
    expect(code).toBe(row.code ?? null);
    await expectNeighbourReadable(victim);
  } finally {
    // Also after a failure: a fault that stays would fail the rows that follow.
    await mend();
  }
  const needsHelp = last !== 'connected';
  const recoveredMs = needsHelp ? await startAgain(victim) : shownMs;
  await stage.expectReadable(victim.session);
  await watch.end();
  return { fault: row.name, shows: row.shows, code, shownMs, recoveredMs, needsHelp };
}
