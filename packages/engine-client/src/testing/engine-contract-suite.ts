import { afterAll, beforeAll, describe } from 'vitest';
import { createEngineClient, type LeasedEngineClient } from '../engine-client.ts';
import { accessContract } from './access-contract.ts';
import type { EngineContractTarget } from './contract-target.ts';
import { eventsContract } from './events-contract.ts';
import { leaseContract } from './lease-contract.ts';
import { lifecycleContract } from './lifecycle-contract.ts';
import { readingContract } from './reading-contract.ts';

/**
 * The guarantees of the engine's HTTP contract. Both the fake and the real engine must pass, so a
 * test with the fake engine also holds for the real one.
 */
export function engineContractSuite(
  name: string,
  makeTarget: () => Promise<EngineContractTarget>,
): void {
  describe(`engine contract: ${name}`, () => {
    let target: EngineContractTarget;
    let client: LeasedEngineClient;
    beforeAll(async () => {
      target = await makeTarget();
      client = createEngineClient({ url: target.url, secret: target.secret });
    });
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= target.stop());
    afterAll(async () => {
      await client?.close();
      if (target) await stop();
    });
    accessContract({ target: () => target });
    lifecycleContract({ target: () => target, client: () => client });
    readingContract({ target: () => target, client: () => client });
    leaseContract({ target: () => target, client: () => client });
    eventsContract({ target: () => target, client: () => client, stop });
  });
}
