import type { Simulator } from '@grabber/whatsapp-simulator';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
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

export type EngineStarts = {
  simulator: Simulator;
  dataDir: string;
  start(env?: Readonly<Record<string, string>>): Promise<TestEngine>;
};

/** Each test starts engines with settings of its own, on a new directory of data. All end after the test. */
export function useEngineStarts(): EngineStarts {
  let engines: TestEngine[] = [];
  let directory: Awaited<ReturnType<typeof temporaryDataDir>>;
  const use = {
    async start(env = {}) {
      const { simulator, dataDir } = use;
      const engine = await startEngine({ simulator, dataDir, env });
      engines.push(engine);
      return engine;
    },
  } as EngineStarts;
  beforeAll(async () => {
    use.simulator = await sharedSimulator();
  });
  beforeEach(async () => {
    directory = await temporaryDataDir();
    use.dataDir = directory.path;
  });
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.end('SIGTERM')));
    engines = [];
    await directory.remove();
  });
  return use;
}
