import { spawn } from 'node:child_process';
import type { RunAs } from './cluster.ts';

const MAX_OUTPUT_CHARS = 4_000;

/** The servers and tools see nothing of this process' environment: it may hold secrets. */
export const CLEAN_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' };

/**
 * Runs one of Postgres' programs to its end.
 *
 * @throws Error with the end of the program's output when it fails or takes longer than `timeoutMs`
 */
export function runProgram(
  file: string,
  args: string[],
  options: { runAs: RunAs; cwd: string; timeoutMs: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...options.runAs,
      cwd: options.cwd,
      env: CLEAN_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-MAX_OUTPUT_CHARS);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`exit ${code ?? signal}: ${output.trim()}`));
    });
  });
}
