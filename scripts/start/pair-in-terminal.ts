import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../stack/settings.ts';

const CLI = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));

/**
 * Shows the QR of the first session and how far its sync is, in this terminal. Without effect where a phone was linked
 * before. A failure ends only the QR: the stack goes on, and the command line has said why.
 */
export async function pairInTerminal(options: {
  readonly dataDir: string;
  readonly url: string;
  readonly stopped: AbortSignal;
}): Promise<void> {
  const { dataDir, url, stopped } = options;
  if (stopped.aborted) return;
  const child = spawn(process.execPath, [CLI, 'pair', '--first', '--wait-sync'], {
    // The key of this installation, whatever else the environment names.
    env: childEnvironment({ GRABBER_URL: url, DATA_DIR: dataDir, GRABBER_API_KEY: '' }),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = () => child.kill('SIGTERM');
  stopped.addEventListener('abort', stop, { once: true });
  await once(child, 'close').catch(() => undefined);
  stopped.removeEventListener('abort', stop);
}
