import { spawn } from 'node:child_process';

/**
 * Runs a program of the workspace in this terminal. Returns its exit code. It ends with this
 * process.
 */
export function runTool(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void child.kill(signal));
  }
  // The launcher was killed. The channel must not keep this process alive.
  process.once('disconnect', () => void child.kill('SIGTERM'));
  process.channel?.unref();
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`Could not run ${command}: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
