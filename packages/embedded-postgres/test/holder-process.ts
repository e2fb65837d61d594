import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = join(import.meta.dirname, 'start-and-hold.ts');

/** Another process that uses the server. */
export interface HolderProcess {
  url: string;
  adopted: boolean;
  /** lets it release the server and end */
  release(): Promise<void>;
  /** SIGKILL */
  kill(): Promise<void>;
}

/** Starts a process that starts the server, without waiting for it. */
export function spawnHolder(dataDir: string): ChildProcess {
  return spawn(process.execPath, [SCRIPT, dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Starts a process that holds the server of a directory, and waits until it does. */
export async function startHolder(dataDir: string): Promise<HolderProcess> {
  const child = spawnHolder(dataDir);
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const line = await Promise.race([once(lines, 'line'), ended.then(() => null)]);
  if (line === null) throw new Error('the holder ended without a server');
  return {
    ...JSON.parse(line[0]),
    release: async () => {
      child.stdin?.end();
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
