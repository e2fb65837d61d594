import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from './settings.ts';

const KEYS = fileURLToPath(new URL('../../apps/api/src/commands/keys.ts', import.meta.url));

/** Runs the API's keys command on a database. Rejects with AbortError when `stopped` aborts. */
export async function runKeys(
  args: readonly string[],
  options: { databaseUrl: string; stopped: AbortSignal },
): Promise<{ code: number; stdout: string }> {
  const child = spawn(process.execPath, [KEYS, ...args], {
    env: childEnvironment({ DATABASE_URL: options.databaseUrl }),
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: options.stopped,
  });
  const exited = new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', reject);
  });
  const [code, stdout] = await Promise.all([exited, text(child.stdout)]);
  return { code, stdout };
}
