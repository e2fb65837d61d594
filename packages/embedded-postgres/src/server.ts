import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { open, readFile, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { processCommand, processStartTime } from '@grabber/primitives/process-identity';
import type { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { SERVER_SETTINGS } from './server-settings.ts';

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 15;
const RETRY_INTERVAL_MS = 100;
const LOG_TAIL_CHARS = 2_000;

// Below the ephemeral ports, so that no client takes the port while the server restarts.
const PORTS = [20_000, 30_000] as const;

/** Failures that pass: processes of a killed server are left, or another program has the port. */
const PASSING_FAILURE = /still in use|lock file .* already exists|could not create any TCP\/IP/;

/**
 * Becomes the server. A background process stops it with a fast shutdown when the pipe from its
 * owner closes, however the owner ends.
 */
const GUARD = `({ read -r _ <&3; kill -INT $$; } 2>/dev/null &)
exec "$@" 3<&-`;

/** A server that accepts connections. */
export type Server = {
  readonly port: number;
  /** Resolves when the server has ended, for any reason. */
  readonly ended: Promise<void>;
  /** Stops it with a fast shutdown: clients are disconnected, committed rows are on disk. */
  stop(): Promise<void>;
};

/**
 * Starts the server and waits until it accepts connections; after a crash that includes the
 * recovery. The server ends with this process. Rejects with the server's own message, with
 * EmbeddedPostgresError START_TIMEOUT, or with AbortError. Then no server is left.
 */
export async function startServer(
  cluster: Cluster,
  postgres: string,
  options: { port: number | null; signal: AbortSignal },
): Promise<Server> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    options.signal.throwIfAborted();
    const port = options.port ?? randomInt(...PORTS);
    const { child, ended, stop, logStart } = await spawnServer(cluster, postgres, port);
    try {
      const isReady = await becomesReady(cluster, child, deadline, options.signal);
      if (isReady) return { port, ended, stop };
    } catch (error) {
      await stop();
      throw error;
    }
    const said = (await readFile(cluster.logFile)).subarray(logStart).toString().trim();
    if (!PASSING_FAILURE.test(said) || Date.now() > deadline) {
      throw new Error(`Postgres stopped while starting: ${said.slice(-LOG_TAIL_CHARS)}`);
    }
    await sleep(RETRY_INTERVAL_MS);
  }
}

/**
 * Stops the server that a killed owner left on the data directory, if there is one. Call it before anything
 * else touches the directory.
 */
export async function endLeftServer(cluster: Cluster): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const left = await runningServer(cluster);
    if (left === null) return;
    try {
      process.kill(left.pid, Date.now() > deadline ? 'SIGKILL' : 'SIGINT');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    await sleep(RETRY_INTERVAL_MS);
  }
}

/** False when it ended before it was ready. */
async function becomesReady(
  cluster: Cluster,
  child: ChildProcess,
  deadline: number,
  signal: AbortSignal,
): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const running = await runningServer(cluster);
    if (running?.pid === child.pid && running?.status === 'ready') return true;
    if (Date.now() > deadline) {
      const message = `Postgres was not ready within ${READY_TIMEOUT_MS} ms. Its log: ${cluster.logFile}`;
      throw new EmbeddedPostgresError('START_TIMEOUT', message);
    }
    await sleep(POLL_INTERVAL_MS, undefined, { signal });
  }
  return false;
}

/** Starts the server. `logStart` is where its messages begin in the log. */
async function spawnServer(cluster: Cluster, postgres: string, port: number) {
  const settings = Object.entries(SERVER_SETTINGS).map(([name, value]) => `--${name}=${value}`);
  // Windows has no such shell. There the next start stops the server that its owner left.
  const guard = process.platform === 'win32' ? [] : ['/bin/sh', '-c', GUARD, 'sh'];
  // A setting without effect. `runningServer` recognises the process by it.
  const mark = `--grabber.data_directory=${cluster.pgdata}`;
  const where = ['-D', cluster.dataArgument, '-p', String(port), mark];
  const [program = '', ...args] = [...guard, postgres, ...where, ...settings];
  const log = await open(cluster.logFile, 'a', 0o600);
  try {
    const { size: logStart } = await log.stat();
    const child = spawn(program, args, {
      ...cluster.spawnOptions,
      // So that Ctrl-C in the terminal of this process does not reach it.
      detached: true,
      stdio: ['ignore', log.fd, log.fd, 'pipe'],
      windowsHide: true,
    });
    const pipe = child.stdio[3] as Socket;
    child.once('exit', () => pipe.resume().end());
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    await once(child, 'spawn');
    child.unref();
    pipe.unref();
    const stop = async () => {
      child.ref();
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      child.kill('SIGINT');
      await ended;
      clearTimeout(kill);
    };
    return { child, ended, stop, logStart };
  } finally {
    await log.close();
  }
}

// The line numbers of postmaster.pid (src/include/utils/pidfile.h), from 0.
const PID_LINE = 0;
const STATUS_LINE = 7;

/**
 * The living server of the data directory, or null. If the number in the file now belongs to
 * another program, the file is removed, because Postgres would refuse to start. The status is
 * `ready` when the server accepts connections.
 */
async function runningServer(cluster: Cluster): Promise<{ pid: number; status: string } | null> {
  const file = join(cluster.pgdata, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(nullIfMissing))?.split('\n') ?? [];
  // Negative while a stand-alone backend uses the directory.
  const pid = Math.abs(Number(lines[PID_LINE]));
  if (!Number.isSafeInteger(pid) || pid === 0) return null;
  if ((await processStartTime(pid)) === null) return null;
  const command = await processCommand(pid);
  // Windows does not show command lines.
  const isOther = process.platform !== 'win32' && !command.includes(cluster.pgdata);
  if (!isOther) return { pid, status: lines[STATUS_LINE]?.trim() ?? '' };
  if (command !== '') await rm(file, { force: true });
  return null;
}
