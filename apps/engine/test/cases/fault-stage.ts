import { join } from 'node:path';
import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { EngineSession } from '@grabber/contracts/engine/session';
import type { Simulator } from '@grabber/whatsapp-simulator';
import type { AccountSpec } from '@grabber/whatsapp-simulator/account/account-spec';
import { expect } from 'vitest';
import { followEvents } from '../support/event-reader.ts';
import { pairAndList } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { browsersOf } from '../support/processes.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from '../support/test-engine.ts';

export const VICTIM_SPEC = { contacts: 12, groups: 3, participants: 4, odd_names: false };
const NEIGHBOUR = 'neighbour';

export type Victim = {
  readonly session: string;
  readonly accountId: string;
  readonly profileDir: string;
  readonly stage: FaultStage;
};

/** An engine with a session that must stay unaffected by faults of the others. */
export type FaultStage = {
  readonly simulator: Simulator;
  readonly engine: TestEngine;
  readonly dataDir: string;
  /** A session of its own account: linked and connected, or not yet known to the engine. */
  victim(kind: 'connected' | 'new', spec?: Partial<AccountSpec>): Promise<Victim>;
  expectReadable(session: string, groups?: number): Promise<void>;
  /** Watches from now on; the state of `neighbour` must not change. */
  watch(victim: Victim): Promise<Watch>;
  stop(): Promise<void>;
};

type Watch = {
  /** The statuses that a client has seen since then, each once in a row. */
  statuses(): string[];
  /** The codes of `last_error` that stood beside a status. */
  codesOf(status: EngineSession['status']): string[];
  /** Stops the victim; it must leave no process and no lock, and the neighbour must be unchanged. */
  end(): Promise<void>;
};

export async function fillFaultStage(): Promise<FaultStage> {
  const simulator = await sharedSimulator();
  const dataDir = await temporaryDataDir();
  const env = {
    ENGINE_HANG_TIMEOUT_MS: '2000',
    ENGINE_START_TIMEOUT_MS: '15000',
    ENGINE_SYNC_TIMEOUT_MS: '6000',
    ENGINE_GROUP_QUERY_TIMEOUT_MS: '3000',
    ENGINE_QR_REFRESHES: '0',
    // For closing a page from outside.
    ENGINE_BROWSER_ARGS: JSON.stringify([...simulator.browserArgs, '--remote-debugging-port=0']),
  };
  const engine = await startEngine({ simulator, dataDir: dataDir.path, env });
  let seed = 1_500;
  const stage: FaultStage = {
    simulator,
    engine,
    dataDir: dataDir.path,
    async victim(kind, spec = {}) {
      seed += 1;
      const session = `victim-${seed}`;
      const { account_id } = await simulator.control.createAccount({
        ...VICTIM_SPEC,
        ...spec,
        seed,
      });
      if (kind === 'connected') await pairAndList(engine, simulator, session, account_id);
      const profileDir = join(dataDir.path, 'engine/sessions', session, 'profile');
      return { session, accountId: account_id, profileDir, stage };
    },
    async expectReadable(session, groups = VICTIM_SPEC.groups) {
      const read = await engine.call('GET', `/sessions/${session}/all-contacts`);
      const body = { total_contacts: 12, total_groups: groups, complete: true };
      expect(read).toMatchObject({ status: 200, body });
    },
    watch: (victim) => watchBoth(engine, victim),
    async stop() {
      await engine.end('SIGTERM');
      await dataDir.remove();
    },
  };
  const { account_id } = await simulator.control.createAccount({ ...VICTIM_SPEC, seed });
  await pairAndList(engine, simulator, NEIGHBOUR, account_id);
  return stage;
}

export const expectNeighbourReadable = ({ stage }: Victim) => stage.expectReadable(NEIGHBOUR);

async function watchBoth(engine: TestEngine, victim: Victim): Promise<Watch> {
  const before = await engine.session(NEIGHBOUR);
  const follower = await followEvents(engine);
  await poll(
    () => follower.events,
    (events) => events.length > 0,
  );
  const [first] = follower.events;
  const known = first?.type === 'snapshot' ? first.sessions : [];
  const start = known.find(({ session_id }) => session_id === victim.session)?.status;
  const seen = () => sessionsIn(follower.events, victim.session);
  return {
    statuses() {
      const statuses = [start, ...seen().map(({ status }) => status)];
      return statuses.filter((status, n) => n > 0 && status !== statuses[n - 1]) as string[];
    },
    codesOf: (status) =>
      seen()
        .filter((session) => session.status === status)
        .flatMap(({ last_error }) => last_error?.code ?? []),
    async end() {
      await engine.call('DELETE', `/sessions/${victim.session}`);
      await follower.stop();
      expect(await browsersOf(victim.profileDir)).toEqual([]);
      expect(sessionsIn(follower.events, NEIGHBOUR)).toEqual([]);
      expect(await engine.session(NEIGHBOUR)).toEqual(before);
    },
  };
}

function sessionsIn(events: readonly EngineEvent[], id: string): EngineSession[] {
  return events.flatMap((event) =>
    event.type === 'session' && event.session.session_id === id ? [event.session] : [],
  );
}
