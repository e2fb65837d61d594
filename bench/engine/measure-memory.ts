import type { Simulator } from '@grabber/whatsapp-simulator';
import type { Way } from '../../apps/engine/bench/messages.ts';
import { serviceEnvironment } from '../../scripts/stack/service-environment.ts';
import { type AccountSize, specOf } from './accounts.ts';
import { startReadingWorker } from './reading-worker.ts';

const WARM_UP_READS = 3;

/**
 * The growth of a new process when it reads the contacts of `size` for the first time. Its code was
 * warmed up on the small account. Ours has the memory settings with which the engine is started; a user of
 * the library has Node's own.
 */
export async function measureMemory(
  simulator: Simulator,
  way: Way,
  { size, small }: { size: AccountSize; small: AccountSize },
): Promise<number> {
  const accounts = [];
  for (const each of [small, size]) {
    accounts.push((await simulator.control.createAccount(specOf(each))).account_id);
  }
  const [smallId = '', largeId = ''] = accounts;
  const worker = await startReadingWorker(
    simulator,
    way === 'served' ? serviceEnvironment() : undefined,
  );
  try {
    await worker.open(smallId);
    for (let n = 0; n < WARM_UP_READS; n += 1) await worker.read(way, 'contacts');
    await worker.close();
    await worker.open(largeId);
    return await worker.grow(way, 'contacts');
  } finally {
    await worker.stop();
  }
}
