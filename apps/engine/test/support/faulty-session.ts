import { afterEach, beforeEach, expect } from 'vitest';
import { pair } from './pairing.ts';
import { type EngineInUse, useEngine } from './use-engine.ts';

export const FAULTY_ACCOUNT = { contacts: 12, groups: 2, participants: 4, odd_names: false };

/** A real engine that notices faults fast, and a session of its own for each test. */
export type FaultySession = EngineInUse & {
  /** The id of the running test's session. */
  session: string;
  nextSeed(): number;
  /** Pairs a new account. Returns its id. */
  pairNewAccount(): Promise<string>;
  expectReadable(): Promise<void>;
};

/** Starts the engine before the tests of this file and stops it after them. */
export function useFaultySession(): FaultySession {
  let seed = 500;
  const started = useEngine({
    ENGINE_START_TIMEOUT_MS: '12000',
    ENGINE_HANG_TIMEOUT_MS: '2000',
    ENGINE_QR_REFRESHES: '1',
    ENGINE_RESTART_ATTEMPTS: '2',
  });
  const use: FaultySession = Object.assign(started, {
    session: '',
    nextSeed() {
      seed += 1;
      return seed;
    },
    async pairNewAccount() {
      const { simulator, engine, session } = use;
      const account = { ...FAULTY_ACCOUNT, seed: use.nextSeed() };
      const { account_id } = await simulator.control.createAccount(account);
      await pair(engine, simulator, session, account_id);
      return account_id;
    },
    async expectReadable() {
      const read = await use.engine.call('GET', `/sessions/${use.session}/all-contacts`);
      expect(read).toMatchObject({ status: 200, body: { total_contacts: 12, complete: true } });
    },
  });
  beforeEach(() => {
    use.session = `session-${use.nextSeed()}`;
  });
  afterEach(async () => {
    await use.engine.call('DELETE', `/sessions/${use.session}`);
  });
  return use;
}
