import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = join(import.meta.dirname, 'owner-script.ts');

/** Another process that owns a server, or was refused. */
export type OwnerProcess = {
  readonly pid: number;
  readonly url: string;
  /** Why it has no server. */
  readonly refused?: string;
  /** Tells it to stop the server and end. */
  stop(): Promise<void>;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
};

/** Starts a process that starts the server, and does not wait for the server. */
export function spawnOwner(
  dataDir: string,
  user: { uid?: number; gid?: number } = {},
): ChildProcess {
  const stdio = ['pipe', 'pipe', 'inherit'] as const;
  return spawn(process.execPath, [SCRIPT, dataDir], { ...user, stdio: [...stdio] });
}

/**
 * Starts a process that owns the server of a directory. Waits until the server runs or is refused.
 */
export async function startOwner(
  dataDir: string,
  user?: { uid: number; gid: number },
): Promise<OwnerProcess> {
  const child = spawnOwner(dataDir, user);
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const line = await Promise.race([once(lines, 'line'), ended.then(() => null)]);
  if (line === null) throw new Error('the owner ended without a word');
  return {
    ...JSON.parse(line[0]),
    pid: child.pid,
    stop: async () => {
      child.stdin?.end();
      await ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
