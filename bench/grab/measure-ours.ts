import type { Simulator } from '@grabber/whatsapp-simulator';
import type { StoreSize } from '../store/account.ts';
import { type BenchServer, inNewDatabase } from '../store/bench-database.ts';
import { specOf } from './accounts.ts';
import { type GrabStack, startGrabStack } from './grab-stack.ts';
import { peakMemory, resetPeak, residentMemory } from './process-memory.ts';
import type { GrabAnswer } from './request-grab.ts';

/** The time for the process to free what its warm-up left. */
const IDLE_MS = 3_000;

/** Grabs the account for the first time, in new processes on a new database. */
export function measureOurs(
  { simulator, server }: { simulator: Simulator; server: BenchServer },
  sizes: { size: StoreSize; small: StoreSize },
): Promise<GrabAnswer> {
  return inWarmStack({ simulator, server }, sizes, (stack, sessionId) => stack.grab(sessionId));
}

/** The growth of the API's process above its idle memory during the same grab. */
export function measureMemory(
  on: { simulator: Simulator; server: BenchServer },
  sizes: { size: StoreSize; small: StoreSize },
): Promise<number> {
  return inWarmStack(on, sizes, async (stack, sessionId) => {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    await resetPeak(stack.apiPid);
    const idle = await residentMemory(stack.apiPid);
    await stack.grab(sessionId);
    return (await peakMemory(stack.apiPid)) - idle;
  });
}

/** Both sessions are connected first, and the small one is grabbed. */
function inWarmStack<T>(
  { simulator, server }: { simulator: Simulator; server: BenchServer },
  { size, small }: { size: StoreSize; small: StoreSize },
  work: (stack: GrabStack, sessionId: string) => Promise<T>,
): Promise<T> {
  return inNewDatabase(server.url, async ({ url }) => {
    const stack = await startGrabStack(simulator, url);
    try {
      const [smallId, sessionId] = [
        await stack.connect(await createAccount(simulator, small)),
        await stack.connect(await createAccount(simulator, size)),
      ];
      await stack.grab(smallId);
      return await work(stack, sessionId);
    } finally {
      await stack.stop();
    }
  });
}

export async function createAccount(simulator: Simulator, size: StoreSize): Promise<string> {
  return (await simulator.control.createAccount(specOf(size))).account_id;
}
