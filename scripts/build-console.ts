import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..');
const BUILD = ['run', '@grabber/console#build', '--output-logs=errors-only'];

/**
 * Builds the web page, unless it is built from the same files already. Answers its folder. Rejects with what the build
 * printed.
 */
export async function buildConsole(): Promise<string> {
  try {
    await promisify(execFile)('turbo', BUILD, { cwd: ROOT, shell: process.platform === 'win32' });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`The console could not be built.\n${stdout}${stderr}`, { cause: error });
  }
  return join(ROOT, 'apps/console/dist');
}
