import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { oneAtATime } from './one-at-a-time.ts';

const ROOT = join(import.meta.dirname, '../..');
const BUILD = ['run', '@grabber/console#build', '--output-logs=errors-only'];
const LOCK = join(ROOT, 'node_modules/.cache/console-build');

/**
 * Builds the web page, unless it is built from the same files already. Answers its folder. Rejects with what the build
 * printed.
 */
export async function buildConsole(): Promise<string> {
  try {
    // Vite refuses to build what another process builds.
    await oneAtATime(LOCK, () =>
      promisify(execFile)('turbo', BUILD, { cwd: ROOT, shell: process.platform === 'win32' }),
    );
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The console could not be built.\n${stdout}${stderr}`, { cause: error });
  }
  return join(ROOT, 'apps/console/dist');
}
