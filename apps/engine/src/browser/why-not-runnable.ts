import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const VERSION_TIMEOUT_MS = 10_000;

/**
 * Why `path` cannot run as a browser, or null when it answers `--version`. Permission to execute is not
 * enough: folders, scripts without their interpreter and programs for another C library have it, too.
 */
export async function whyNotRunnable(
  path: string,
  environment: Readonly<Record<string, string>>,
): Promise<string | null> {
  const entry = await stat(path).catch(() => null);
  if (!entry?.isFile()) return 'not a file';
  // Chrome on Windows opens a window instead of printing its version.
  if (process.platform === 'win32') return null;
  try {
    await run(path, ['--version'], { timeout: VERSION_TIMEOUT_MS, env: environment });
    return null;
  } catch (error) {
    return reasonOf(error as { code?: string | number; killed?: boolean });
  }
}

function reasonOf({ code, killed }: { code?: string | number; killed?: boolean }): string {
  if (killed) return `no answer to --version within ${VERSION_TIMEOUT_MS} ms`;
  return typeof code === 'string' ? code : `--version ended with ${code ?? 'a signal'}`;
}
