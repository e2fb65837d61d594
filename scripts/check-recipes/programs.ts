import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const RUN_TIMEOUT_MS = 300_000;
const LISTEN_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

export type ProgramOptions = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stopped: AbortSignal;
};

/** Runs a program to its end, at most five minutes. Resolves with its output, rejects when it fails. */
export async function runProgram(
  [command = '', ...args]: readonly string[],
  options: ProgramOptions,
): Promise<string> {
  const signal = AbortSignal.any([options.stopped, AbortSignal.timeout(RUN_TIMEOUT_MS)]);
  const child = start(command, args, options, signal);
  const output = collect(child);
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} failed:\n${output()}`);
  return output();
}

export type Server = { readonly port: number; stop(): Promise<void> };

/** Starts a program that listens on a port, or has none (0). It is ended by its process id. Rejects with its output when it ends first. */
export async function startServer(
  [command = '', ...args]: readonly string[],
  port: number,
  options: ProgramOptions,
): Promise<Server> {
  const child = start(command, args, options);
  const output = collect(child);
  const failed = once(child, 'close').then(() => {
    throw new Error(`${[command, ...args].join(' ')} ended:\n${output()}`);
  });
  failed.catch(() => {});
  if (port !== 0) await Promise.race([untilListening(port), failed]);
  return { port, stop: () => stop(child) };
}

function start(
  command: string,
  args: readonly string[],
  { cwd, env }: ProgramOptions,
  signal?: AbortSignal,
): ChildProcess {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
  // The end of a program that could not start, or was aborted, is told by `close`.
  child.on('error', () => {});
  return child;
}

function collect(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(-20_000);
    });
  }
  return () => output;
}

async function untilListening(port: number): Promise<void> {
  const deadline = Date.now() + LISTEN_TIMEOUT_MS;
  while (!(await canConnect(port))) {
    if (Date.now() > deadline) throw new Error(`Nothing listens on port ${port}`);
    await sleep(50);
  }
}

function canConnect(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(kill);
}
