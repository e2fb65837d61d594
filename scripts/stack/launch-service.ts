import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serviceEnvironment } from './service-environment.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_TIMEOUT_MS = 180_000;
const STOP_TIMEOUT_MS = 30_000;
const LOG_TAIL_CHARACTERS = 2_000;

export type LaunchedService = {
  readonly url: string;
  readonly pid: number;
  /** Resolves with a sentence when the process ends, whoever ended it. */
  readonly ended: Promise<string>;
  /** SIGTERM, and SIGKILL where that is not enough. */
  stop(): Promise<void>;
};

/**
 * Runs an app's server.ts as a process of its own and waits until it listens. Its log lines go to
 * `logFile`; the process ends with this one. Throws with the end of the log when it does not start.
 */
export async function launchService(options: {
  /** As `apps/api`. */
  app: string;
  env: Readonly<Record<string, string>>;
  logFile: string;
}): Promise<LaunchedService> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a', 0o600);
  const child = spawn(process.execPath, [join(ROOT, options.app, 'src/server.ts')], {
    cwd: ROOT,
    env: serviceEnvironment({ ...process.env, ...options.env }),
    stdio: ['ignore', log, log, 'ipc'],
    // Ctrl-C reaches the launcher alone, which stops its services in order.
    detached: true,
  });
  const ended = once(child, 'exit').then(
    ([code, signal]) =>
      `${options.app} ended (${signal ?? `exit ${code}`}), see ${options.logFile}`,
  );
  const started = await Promise.race([listening(child), ended, late(options.app)]);
  if (typeof started === 'string' || child.pid === undefined) {
    await stop(child);
    throw new Error(`${started}:\n${await tail(options.logFile)}`);
  }
  return {
    url: `http://127.0.0.1:${started.port}`,
    pid: child.pid,
    ended,
    stop: () => stop(child),
  };
}

async function listening(child: ChildProcess): Promise<{ port: number }> {
  const [message] = await once(child, 'message');
  return message as { port: number };
}

function late(app: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const seconds = START_TIMEOUT_MS / 1000;
  setTimeout(() => resolve(`${app} did not start within ${seconds} s`), START_TIMEOUT_MS).unref();
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

async function tail(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).slice(-LOG_TAIL_CHARACTERS);
}
