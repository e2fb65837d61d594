import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './markdown.ts';

export const CLI = join(ROOT, 'apps/cli/src/main.ts');

export type CliRun = {
  readonly process: ChildProcess;
  /** Resolves when stdout matches. Rejects when the command ends first. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
};

/** Runs the command line as users do, without a terminal, in English. */
export function startCli(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CliRun {
  return watch(spawn(process.execPath, [CLI, ...args], options(env)));
}

/** The same in a terminal. stdout and stderr are one there. */
export function startCliInTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CliRun {
  return inTerminal([CLI, ...args], env);
}

/** Runs a program of Node in a terminal, which `script` of util-linux makes. */
export function inTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CliRun {
  const command = ['stty cols 120 rows 60;', 'exec', process.execPath, ...args].join(' ');
  const script = ['--quiet', '--return', '--command', command, '/dev/null'];
  return watch(spawn('script', script, options(env)));
}

function options(env: Readonly<Record<string, string | undefined>>) {
  return {
    env: {
      ...process.env,
      ...{ NO_COLOR: undefined, FORCE_COLOR: undefined, NODE_DISABLE_COLORS: undefined },
      // Node takes a terminal of a build server for one without colours.
      ...{ CI: undefined, TF_BUILD: undefined, TEAMCITY_VERSION: undefined },
      ...{ LC_ALL: 'C', TERM: 'xterm-256color', COLORTERM: undefined },
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'],
  };
}

function watch(child: ReturnType<typeof spawn>): CliRun {
  const texts = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    texts.out += text;
    child.emit('output');
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...texts }));
  const prints = async (pattern: RegExp) => {
    for (;;) {
      const found = pattern.exec(texts.out);
      if (found) return found;
      const end = await Promise.race([once(child, 'output'), ended]);
      if ('code' in end) throw new Error(`The command ended: ${texts.out}${texts.err}`);
    }
  };
  return { process: child, prints, ended };
}
