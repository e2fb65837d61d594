import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@grabber/embedded-postgres';
import type { Truth } from '@grabber/whatsapp-simulator/account/truth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GrabPhase, type GrabPhaseReader, readGrabPhases } from '../support/grab-phase.ts';
import { postmasterPid } from '../support/processes.ts';
import { createRestClient, poll, type RestClient } from '../support/rest-client.ts';
import { readStored, type Stored, wantedOf as wanted } from '../support/stored-account.ts';
import { ADMIN_KEY, startWholeStack, type WholeStack } from '../support/whole-stack.ts';

const ACCOUNT = { account_id: 'killed', seed: 11, contacts: 6_000, groups: 60, participants: 60 };
/** Some kills come too late, because the phase is already over: on a busy machine many in a row. */
const TRIES_PER_HIT = 20;
/** About the length of the phase for this account. */
const LATEST_KILL_MS = { reading: 150, storing: 80 } as const;
const RECOVERY_MS = 120_000;

/** Each part in each phase of a grab. */
const KILL_MOMENTS: readonly (readonly [Part, Phase])[] = [
  ['API', 'reading'],
  ['API', 'storing'],
  ['engine', 'reading'],
  ['engine', 'storing'],
  ['Postgres', 'reading'],
  ['Postgres', 'storing'],
];

type Part = 'API' | 'engine' | 'Postgres';
type Phase = 'reading' | 'storing';

let dataDir: string;
let postgres: EmbeddedPostgres;
let stack: WholeStack;
let call: RestClient;
let sessionId: string;
let truth: Truth;
let changes = 0;

const path = (rest: string) => `/sessions/${sessionId}/${rest}`;

async function connect(): Promise<void> {
  const created = await call('POST', '/sessions', { body: { name: 'Killed', start: true } });
  sessionId = created.body.data.session_id;
  await untilStatus('qr');
  const { qr } = (await call('GET', path('qr'))).body.data;
  await stack.simulator.control.scanQr({ qr, account_id: ACCOUNT.account_id });
  await untilStatus('connected');
}

async function untilStatus(wanted: string): Promise<void> {
  const status = async () => (await call('GET', path('status'))).body.data;
  // While the engine is away, the API answers the last known status.
  await poll(status, (data) => data?.status === wanted && !data.stale, RECOVERY_MS);
}

/**
 * Changes that make half a grab visible: some contacts come, one goes, a group has another name and
 * another member.
 */
async function changeAccount(): Promise<void> {
  changes += 1;
  const { control } = stack.simulator;
  const [group] = truth.groups;
  const [gone] = truth.contacts;
  if (!group || !gone) throw new Error('The account is empty.');
  const added = Array.from({ length: 5 }, (_, n) => ({
    type: 'add_contact' as const,
    address_book_name: `Round ${changes} ${n}`,
    is_saved: true,
    known_by: 'phone' as const,
  }));
  await control.changeAccount(ACCOUNT.account_id, [
    ...added,
    { type: 'remove_contact', contact_id: gone.contact_id },
    { type: 'update_group', group_id: group.contact_id, set: { subject: `Round ${changes}` } },
    { type: 'add_member', group_id: group.contact_id },
  ]);
  truth = await control.truth(ACCOUNT.account_id);
}

/** Kills the part at once. */
async function killerOf(part: Part): Promise<() => Promise<void>> {
  if (part === 'API') return stack.killApi;
  if (part === 'engine') return () => stack.restartEngine('kill');
  const pid = await postmasterPid(dataDir);
  return async () => void process.kill(pid, 'SIGKILL');
}

const stored = () => readStored(stack.databaseUrl, sessionId);

/** Waits for the phase and this time beyond it. Returns whether the grab is in the phase then. */
async function arrive(
  { phaseOf }: GrabPhaseReader,
  grabId: string,
  phase: Phase,
  delayMs: number,
): Promise<boolean> {
  let seen: GrabPhase = 'queued';
  while (seen !== phase && seen !== 'ended') seen = await phaseOf(grabId);
  await sleep(delayMs);
  return (await phaseOf(grabId)) === phase;
}

/** Queues a grab and kills the part in that phase of it. Returns whether the kill hit the phase. */
async function killInTheMiddle(part: Part, phase: Phase, delayMs: number): Promise<boolean> {
  const before = await stored();
  const kill = await killerOf(part);
  const phases = await readGrabPhases(stack.databaseUrl);
  const queued = await call('POST', path('grabs'), { body: { kind: 'all' } });
  expect(queued.status).toBe(202);
  const { grab_id } = queued.body.data;
  const inPhase = await arrive(phases, grab_id, phase, delayMs);
  await kill();
  await phases.close();
  const seen = (await poll(stored, (rows) => rows !== null, RECOVERY_MS)) as Stored;
  expect([before, wanted(truth)]).toContainEqual(seen);
  const record = async () => (await call('GET', path(`grabs/${grab_id}`))).body.data;
  const ended = await poll(
    () => record().catch(() => null),
    (data) => data?.finished_at != null,
    RECOVERY_MS,
  );
  expect(ended).toMatchObject({ state: 'complete', complete: true });
  // After the read, the grab no longer needs the engine.
  if (part === 'engine' && phase === 'storing') return inPhase && ended.attempts === 1;
  return inPhase && ended.attempts > 1;
}

/** The ended grabs, by id. None of them may be lost. */
async function endedGrabs(): Promise<Map<string, string>> {
  const { body } = await call('GET', path('grabs?limit=1000'));
  return new Map(
    body.data.grabs.map(({ grab_id, state }: { grab_id: string; state: string }) => [
      grab_id,
      state,
    ]),
  );
}

/**
 * Kills a part at each of the moments in this number of grabs, with the real engine on simulated
 * accounts.
 */
export function surviveKilledParts(hitsWanted: number, moments = KILL_MOMENTS): void {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'grabber-killed-'));
    postgres = await startEmbeddedPostgres({ dataDir, owner: 'a test' });
    stack = await startWholeStack(postgres.url);
    call = createRestClient(stack.apiUrl, ADMIN_KEY);
    await stack.simulator.control.createAccount(ACCOUNT);
    truth = await stack.simulator.control.truth(ACCOUNT.account_id);
    await connect();
    expect((await call('POST', path('grab-all'))).status).toBe(200);
  });
  afterAll(async () => {
    await stack?.close();
    await postgres?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  describe.each(moments)('the %s is killed while a grab is %s', (part, phase) => {
    it(`${hitsWanted}×: no half grab is visible, nothing is lost, the next grab is exact`, async () => {
      let hits = 0;
      for (let round = 1; hits < hitsWanted; round += 1) {
        expect(round, `${hits} kills have hit`).toBeLessThanOrEqual(hitsWanted * TRIES_PER_HIT);
        const known = await endedGrabs();
        await changeAccount();
        // Alternates between early and late in the phase.
        const delayMs = (round * 37) % LATEST_KILL_MS[phase];
        if (await killInTheMiddle(part, phase, delayMs)) hits += 1;
        expect(await stored()).toEqual(wanted(truth));
        const now = await endedGrabs();
        expect(new Map([...now, ...known])).toEqual(now);
        await untilStatus('connected');
        const next = await call('POST', path('grab-all'));
        const total = truth.contacts.length + truth.groups.length;
        expect(next.body.data).toMatchObject({ saved_count: 0, unchanged_count: total });
      }
    });
  });
}
