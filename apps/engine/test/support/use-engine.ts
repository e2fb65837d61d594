import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, beforeAll } from 'vitest';
import { sharedSimulator } from './shared-simulator.ts';
import { startEngine, type TestEngine, temporaryDataDir } from './test-engine.ts';

export type EngineInUse = {
  simulator: Simulator;
  engine: TestEngine;
  dataDir: string;
};

/** A real engine on a simulator of its own: both start before the tests of this file and end after them. */
export function useEngine(env: Readonly<Record<string, string>> = {}): EngineInUse {
  const use = {} as EngineInUse;
  let directory: Awaited<ReturnType<typeof temporaryDataDir>>;
  beforeAll(async () => {
    use.simulator = await sharedSimulator();
    directory = await temporaryDataDir();
    use.dataDir = directory.path;
    use.engine = await startEngine({ ...use, env });
  });
  afterAll(async () => {
    await use.engine?.end('SIGTERM');
    await directory?.remove();
  });
  return use;
}
