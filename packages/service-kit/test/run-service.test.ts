import { fork } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

const SERVICE = fileURLToPath(new URL('support/slow-service.ts', import.meta.url));
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

/** Runs the slow service without a launcher, and collects what it prints. */
function serve(...args: string[]) {
  const service = fork(SERVICE, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    service[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
    });
  }
  const prints = (name: 'stdout' | 'stderr', text: string) =>
    vi.waitFor(() => expect(output[name]).toContain(text));
  return { service, output, prints, ended: once(service, 'close') };
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

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'a start that gets %s closes what it has opened and ends with 0',
  async (signal) => {
    const { service, output, prints, ended } = serve();
    await prints('stderr', 'starting');
    service.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(output.stderr).toContain('closed');
    expect(output.stdout).not.toContain('Listening');
  },
);

it('a second signal breaks off an answer that nothing else would end', async () => {
  const { service, prints, ended } = serve();
  const [{ port }] = (await once(service, 'message')) as [{ port: number }];
  const answer = get(`http://127.0.0.1:${port}/endless`);
  answer.on('error', () => {});
  const [{ statusCode }] = (await once(answer, 'response')) as [{ statusCode: number }];
  expect(statusCode).toBe(200);
  service.kill('SIGTERM');
  await prints('stdout', '"Closing"');
  service.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

it('a service drains while it still answers, and a second signal cuts that short', async () => {
  const { service, output, prints, ended } = serve('drain');
  const [{ port }] = (await once(service, 'message')) as [{ port: number }];
  service.kill('SIGTERM');
  await prints('stderr', 'draining');
  const answer = get(`http://127.0.0.1:${port}/endless`);
  answer.on('error', () => {});
  const [{ statusCode }] = (await once(answer, 'response')) as [{ statusCode: number }];
  expect(statusCode).toBe(200);
  expect(output.stdout).not.toContain('"Closing"');
  service.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(output.stderr).toContain('closed');
});

it.each([
  ['ENOSPC', 'The disk is full. Free some space, or set DATA_DIR to a folder on another disk'],
  ['EACCES', 'This user has no permission. Let it write there, or set DATA_DIR to another folder'],
])(
  'a start that meets %s says in one sentence what to do, and exits with 1',
  async (code, todo) => {
    const { output, ended } = serve(code);
    expect(await ended).toEqual([1, null]);
    expect(output.stderr).toBe(`starting\n${todo} (${code}).\n`);
  },
);
