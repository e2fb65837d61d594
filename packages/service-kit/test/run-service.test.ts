import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

const LAUNCHER = fileURLToPath(new URL('support/launcher.ts', import.meta.url));

/** Starts the launcher. Resolves with the service's pid when the service is at that point. */
async function launch(until: 'starting' | 'listening') {
  const launcher = fork(LAUNCHER, { stdio: 'ignore' });
  const pid = await new Promise<number>((resolve, reject) => {
    launcher.once('exit', () => reject(new Error('The launcher ended')));
    launcher.on('message', (message: { type: string; pid: number }) => {
      if (message.type === until) resolve(message.pid);
    });
  });
  launcher.removeAllListeners('exit');
  return { launcher, pid };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

it.each(['starting', 'listening'] as const)(
  'a service ends with its launcher, also when its log has no reader any more: killed while it is %s',
  async (until) => {
    const { launcher, pid } = await launch(until);
    launcher.kill('SIGKILL');
    try {
      await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
    } finally {
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    }
  },
);
