import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './markdown.ts';
import { signal } from './processes.ts';
import { poll } from './rest-client.ts';
import { UNPACKED_BROWSER } from './unpacked-browser.ts';

export type RootCommand = {
  readonly process: ChildProcess;
  /** Resolves when the output matches. Rejects when the command ends first. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code and all output. */
  readonly ended: Promise<{ code: number | null; output: string }>;
};

/**
 * For tests of something else than the first start: a browser that is unpacked already, and the console as it is in the
 * source. A start without CONSOLE_DIR builds it, or at least looks whether it has to.
 */
export const FOR_COMMANDS = { ...UNPACKED_BROWSER, CONSOLE_DIR: join(ROOT, 'apps/console') };

/**
 * Runs a command of package.json on a DATA_DIR, like `npm run NAME` does. `npm` runs it through npm
 * itself.
 */
export function rootCommand(
  args: readonly string[],
  options: { dataDir: string; npm?: boolean; env?: Readonly<Record<string, string>> },
): RootCommand {
  const [program, ...start] = options.npm
    ? ['npm', 'run']
    : [process.execPath, join(ROOT, 'scripts/bootstrap.mjs')];
  const child = spawn(program as string, [...start, ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...FOR_COMMANDS,
      DATABASE_URL: '',
      PORT: '0',
      DATA_DIR: options.dataDir,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      child.emit('output');
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const prints = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(output);
      if (found) return found;
      const end = await Promise.race([once(child, 'output'), ended]);
      if ('code' in end) throw new Error(`The command ended: ${output}`);
    }
  };
  return { process: child, prints, ended };
}

/** The processes of a DATA_DIR: it is in their environment or in their command line. */
export async function processesOf(dataDir: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = (file: string) => readFile(file, 'utf8').catch(() => '');
  const found = pids.map(async (pid) => {
    const texts = await Promise.all([
      read(`/proc/${pid}/environ`),
      read(`/proc/${pid}/cmdline`),
      read(`/proc/${pid}/stat`),
    ]);
    const isZombie = /\) Z /.test(texts[2]);
    return !isZombie && texts.slice(0, 2).some((text) => text.includes(dataDir));
  });
  const works = await Promise.all(found);
  return pids.filter((_, n) => works[n]).map(Number);
}

/** Waits until none is left: the guard of a Postgres ends a moment after its server and its command. */
export async function untilNoProcess(dataDir: string): Promise<void> {
  await poll(
    () => processesOf(dataDir),
    (pids) => pids.length === 0,
  );
}

/** Kills what a failed test has left. Some may end just now by themselves. */
export async function killProcessesOf(dataDir: string): Promise<void> {
  for (const pid of await processesOf(dataDir)) signal(pid, 'SIGKILL');
}
