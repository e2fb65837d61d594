import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepLogSmall } from './keep-log-small.ts';
import { serviceEnvironment } from './service-environment.ts';
import { childEnvironment } from './settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 30_000;
const LOG_TAIL_CHARACTERS = 2_000;

export type LaunchedService = {
  readonly url: string;
  readonly pid: number;
  /** Resolves with a sentence when the process ends, for any reason. */
  readonly ended: Promise<string>;
  /** Sends SIGTERM, and SIGKILL if that is not enough. */
  stop(): Promise<void>;
};

/** What a service reports to its launcher: once, when it listens or when it cannot start. */
type Message =
  | { readonly type: 'listening'; readonly port: number }
  | { readonly type: 'failed'; readonly message: string };

/**
 * Runs an app's server.ts as a process and waits until it listens. The process ends with this one.
 * Its log goes to `logFile`, else to the terminal. Rejects with the service's own message when it
 * does not start, and with AbortError when `stopped` aborts. The process has ended then.
 */
export async function launchService(options: {
  /** For example `apps/api`. */
  app: string;
  env: Readonly<Record<string, string>>;
  logFile?: string;
  stopped?: AbortSignal;
}): Promise<LaunchedService> {
  const { app, stopped } = options;
  stopped?.throwIfAborted();
  const log = options.logFile === undefined ? undefined : openLog(options.logFile);
  const output = log?.fd ?? 'inherit';
  const child = spawn(process.execPath, [join(ROOT, app, 'src/server.ts')], {
    cwd: ROOT,
    env: serviceEnvironment(childEnvironment(options.env)),
    stdio: ['ignore', output, output, 'ipc'],
    // Ctrl-C reaches only the launcher, which stops its services in order.
    detached: true,
  });
  if (log) closeSync(log.fd);
  const rotation = log && keepLogSmall(log.file);
  const ended = once(child, 'exit').then(([code, signal]) => {
    rotation?.stop();
    return `${app} ended (${signal ?? `exit ${code}`})${log ? `, see ${log.file}` : ''}`;
  });
  const first = await Promise.race([firstMessage(child), ended, late(app), aborted(stopped)]);
  if (typeof first !== 'string' && first.type === 'listening' && child.pid !== undefined) {
    const url = `http://127.0.0.1:${first.port}`;
    return { url, pid: child.pid, ended, stop: () => stop(child) };
  }
  await stop(child);
  stopped?.throwIfAborted();
  throw new Error(await explain(app, first, log));
}

async function firstMessage(child: ChildProcess): Promise<Message> {
  const [message] = await once(child, 'message');
  return message as Message;
}

function late(app: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const seconds = START_TIMEOUT_MS / 1000;
  setTimeout(() => resolve(`${app} did not start within ${seconds} s`), START_TIMEOUT_MS).unref();
  return promise;
}

function aborted(stopped: AbortSignal | undefined): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  stopped?.addEventListener('abort', () => resolve('stopped'), { once: true });
  return promise;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(kill);
}

type Log = { readonly file: string; readonly fd: number; readonly start: number };

function openLog(file: string): Log {
  mkdirSync(dirname(file), { recursive: true });
  const fd = openSync(file, 'a', 0o600);
  return { file, fd, start: fstatSync(fd).size };
}

/** Why a service did not start: its own sentence, else its log since the launch. */
async function explain(app: string, last: Message | string, log: Log | undefined): Promise<string> {
  if (log === undefined)
    return typeof last === 'string' ? last : `${app} did not start, see above.`;
  if (typeof last !== 'string' && last.type === 'failed') return last.message;
  const logged = (await readFile(log.file)).subarray(log.start).toString();
  return `${last}:\n${logged.slice(-LOG_TAIL_CHARACTERS)}`;
}
