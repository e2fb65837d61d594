import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createRestClient, type RestClient } from '../support/rest-client.ts';
import { ADMIN_KEY, startWholeStack, type WholeStack } from '../support/whole-stack.ts';
import { walkOf } from '../walks/random-walk.ts';
import { openStore, type Store } from '../walks/snapshot.ts';
import { describeStep } from '../walks/steps.ts';
import { finish, take } from '../walks/take-step.ts';
import { startWalk } from '../walks/walk-context.ts';

const ACCOUNT = {
  ...{ contacts: 40, groups: 8, participants: [5, 12] as [number, number], left_groups: 0 },
  ...{ odd_names: false, saved_share: 0.7, metadata_loaded_share: 0.6 },
};
/** The times of the real page and of the rule against removals, scaled down to this account. */
const ENGINE = {
  ENGINE_CATCH_UP_MS: '1000',
  ENGINE_PROBE_INTERVAL_MS: '100',
  ENGINE_RESTART_DELAY_MS: '50',
  GRAB_SYNC_WAIT_MS: '600',
};
/** A walk does more than a day's budget in minutes. One refresh an hour stays. */
const API = {
  REMOVAL_LIMIT_ROWS: '3',
  REMOVAL_LIMIT_PERCENT: '20',
  REFRESHES_PER_DAY: '0',
  BROWSER_STARTS_PER_HOUR: '0',
};

/** One walk for each seed: the first sync of a new session, so many random steps, and a calm end. */
export function walkAtRandom(seeds: readonly number[], steps: number): void {
  let stack: WholeStack;
  let rest: RestClient;
  let store: Store;
  beforeAll(async () => {
    stack = await startWholeStack(inject('postgresUrl'), { engine: ENGINE, api: API });
    rest = createRestClient(stack.apiUrl, ADMIN_KEY);
    store = openStore(stack.databaseUrl);
  });
  afterAll(async () => {
    await store?.close();
    await stack?.close();
  });

  it.each(seeds)(
    'WALK_SEED=%i: what exists never becomes inactive, what is gone does in time, and no answer hides why',
    async (seed) => {
      const { phases, steps: path } = walkOf(seed, steps);
      const done: string[] = [JSON.stringify(phases)];
      const account = { ...ACCOUNT, account_id: `walk-${seed}`, seed };
      const walk = await startWalk({ stack, rest, store }, account, phases);
      try {
        for (const step of path) {
          done.push(describeStep(step));
          await take(walk, step);
        }
        done.push('the end');
        await finish(walk);
        expect(walk.counts.complete, 'complete grabs').toBeGreaterThan(0);
      } catch (error) {
        const report = `Repeat with WALK_SEED=${seed}. The steps:\n${done.join('\n')}`;
        throw new Error(`${(error as Error).message}\n${report}`, { cause: error });
      } finally {
        await walk.session.remove();
      }
    },
  );
}
