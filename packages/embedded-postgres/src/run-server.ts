import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { type Address, connect } from './connect.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { freePort } from './free-port.ts';
import { giveToServer } from './init-cluster.ts';
import type { NativeBinaries } from './native-binaries.ts';
import { livingPostmaster } from './postmaster-file.ts';
import { CLEAN_ENVIRONMENT } from './run-program.ts';
import { SERVER_SETTINGS } from './server-settings.ts';

const READY_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 15;
const RETRY_INTERVAL_MS = 100;
const MAX_LOG_BYTES = 1024 * 1024;
const LOG_TAIL_CHARS = 2_000;

/** Messages of a server that must be tried again: its killed predecessor has processes left, or the port was taken meanwhile. */
const PASSING_FAILURE = /still in use|lock file .* already exists|could not create any TCP\/IP/;

/** A server that answers. */
export interface RunningServer extends Address {
  /** whether it ran before */
  adopted: boolean;
}

/**
 * Adopts the running server of the cluster, else starts it, and waits until it answers (after a crash:
 * until it has recovered). It outlives this process. Call it under the start lock.
 *
 * @throws Error with what the server said before it stopped; EmbeddedPostgresError START_TIMEOUT
 */
export async function runServer(
  cluster: Cluster,
  binaries: NativeBinaries,
): Promise<RunningServer> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  const password = await readFile(cluster.passwordFile, 'utf8');
  const adoptedPort = await readyPort(cluster, password, deadline, null);
  if (adoptedPort !== null) return { port: adoptedPort, password, adopted: true };
  for (;;) {
    const { child, logStart } = await spawnServer(cluster, binaries);
    const port = await readyPort(cluster, password, deadline, child);
    if (port !== null) {
      await rememberPort(cluster, port);
      return { port, password, adopted: false };
    }
    const said = await logSince(cluster, logStart);
    if (!PASSING_FAILURE.test(said) || Date.now() > deadline) {
      throw new Error(`Postgres stopped while starting: ${said}`);
    }
    await sleep(RETRY_INTERVAL_MS);
  }
}

/** The port once the server accepts us; null when there is no server (any more). */
async function readyPort(
  cluster: Cluster,
  password: string,
  deadline: number,
  child: ChildProcess | null,
): Promise<number | null> {
  for (;;) {
    const exited = child !== null && (child.exitCode !== null || child.signalCode !== null);
    const server = await livingPostmaster(cluster.pgdata);
    if (server === null && (child === null || exited)) return null;
    if (server?.status === 'ready' && (await servesCluster(cluster, server.port, password))) {
      return server.port;
    }
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError(
        'START_TIMEOUT',
        `Postgres was not ready within ${READY_TIMEOUT_MS} ms. Its log: ${await logSince(cluster, 0)}`,
      );
    }
    await sleep(POLL_INTERVAL_MS);
  }
}

async function servesCluster(cluster: Cluster, port: number, password: string): Promise<boolean> {
  const client = await connect({ port, password }, 'grabber probe').catch(() => null);
  if (client === null) return false;
  try {
    const { rows } = await client.query('SHOW data_directory');
    return rows[0].data_directory === cluster.pgdata;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Starts the server; `logStart` is where its messages begin in the log. */
async function spawnServer(
  cluster: Cluster,
  binaries: NativeBinaries,
): Promise<{ child: ChildProcess; logStart: number }> {
  const port = await freePort(await rememberedPort(cluster));
  const settings = Object.entries(SERVER_SETTINGS).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = await openLog(cluster);
  try {
    const { size: logStart } = await log.stat();
    const child = spawn(
      binaries.postgres,
      ['-D', cluster.pgdata, '-p', String(port), ...settings],
      {
        ...cluster.runAs,
        cwd: cluster.home,
        env: CLEAN_ENVIRONMENT,
        // Out of the reach of a Ctrl-C in the terminal of its starter.
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        windowsHide: true,
      },
    );
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return { child, logStart };
  } finally {
    await log.close();
  }
}

async function openLog(cluster: Cluster): Promise<Awaited<ReturnType<typeof open>>> {
  const size = await stat(cluster.logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > MAX_LOG_BYTES) await rename(cluster.logFile, `${cluster.logFile}.old`);
  const handle = await open(cluster.logFile, 'a', 0o600);
  await giveToServer(cluster, cluster.logFile);
  return handle;
}

async function logSince(cluster: Cluster, start: number): Promise<string> {
  const log = await readFile(cluster.logFile).catch(() => Buffer.alloc(0));
  return log.subarray(start).toString().slice(-LOG_TAIL_CHARS).trim();
}

async function rememberedPort(cluster: Cluster): Promise<number | null> {
  const port = Number(await readFile(cluster.portFile, 'utf8').catch(() => ''));
  return Number.isInteger(port) && port > 0 ? port : null;
}

/** The same port next time, so that the URLs that others hold stay good over a restart. */
async function rememberPort(cluster: Cluster, port: number): Promise<void> {
  await writeFile(cluster.portFile, String(port), { mode: 0o644 });
  await giveToServer(cluster, cluster.portFile);
}
