import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROBE_TIMEOUT_MS = 5_000;

/** Whether Chromium can build its sandbox here: not as root, and only with user namespaces. */
export async function sandboxWorks(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  if (process.getuid?.() === 0) return false;
  // Kernels, containers and AppArmor may forbid to map a user, each in its own way: try it.
  return run('unshare', ['--user', '--map-root-user', 'true'], { timeout: PROBE_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );
}
