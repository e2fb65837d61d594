import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { poll } from '../support/rest-client.ts';
import { rootCommand, untilNoProcess } from '../support/root-command.ts';

const PATIENCE_MS = 60_000;
const KEY = /wcg_[0-9a-f]{8}_[\w-]{43}/;

/**
 * Runs `npm start` and tells it to stop, twice, as soon as each of these files of its data directory is there. No
 * process may be left, and the next start must work.
 */
export async function stopDuringStart(dataDir: string, files: readonly string[]): Promise<void> {
  // Also while the console is built.
  const env = { CONSOLE_DIR: '' };
  for (const file of files) {
    const starting = rootCommand(['start'], { dataDir, npm: true, env });
    await poll(() => exists(join(dataDir, file)), Boolean, PATIENCE_MS);
    starting.process.kill('SIGTERM');
    starting.process.kill('SIGTERM');
    await starting.ended;
    await untilNoProcess(dataDir);
    await rm(join(dataDir, 'logs'), { recursive: true, force: true });
  }
  const started = rootCommand(['start'], { dataDir, npm: true });
  await started.prints(KEY);
  started.process.kill('SIGTERM');
  await started.ended;
  await untilNoProcess(dataDir);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
