import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { orAbort } from '@grabber/primitives/abort';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { acquireFileLock } from '@grabber/primitives/file-lock';
import { keepTrying } from '@grabber/primitives/retry';
import { createCluster, locateCluster, requireMajor } from './cluster.ts';
import { explainFailure } from './errors.ts';
import { nativeBinaries } from './native-binaries.ts';
import { endLeftServer, type Server, startServer } from './server.ts';
import { SUPERUSER } from './server-settings.ts';

const RESTART_BACKOFF = { firstMs: 15, maxMs: 1_000 };

export type EmbeddedPostgres = {
  /** For any Postgres client. It holds the password: never log it. */
  readonly url: string;
  stop(): Promise<void>;
};

/** The used part of a pino logger. It gets no password and no URL. */
export type Log = Record<'warn' | 'error', (fields: object, message: string) => void>;

export type EmbeddedPostgresOptions = {
  readonly dataDir: string;
  /**
   * The command that starts the server, for example `npm start`. The refusal of a second command
   * names it.
   */
  readonly owner: string;
  readonly log?: Log;
  /** Aborts a start in progress. */
  readonly signal?: AbortSignal;
};

/** Holds address and password, for commands that do not own the server. */
const urlFile = (dataDir: string) => join(resolve(dataDir), 'postgres', 'url');

/**
 * Runs the Postgres of `dataDir` until `stop()`, as its only owner. The server ends with this
 * process, also if this process is killed. A server that a killed owner left behind is stopped
 * first. A server that dies is restarted on the same port. Committed rows survive all of this.
 *
 * Rejects with EmbeddedPostgresError. Its message says what to do; `IN_USE` names the owner.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await using opened = new AsyncDisposableStack();
  try {
    const locks = join(dataDir, 'postgres', 'locks');
    const lock = await acquireFileLock(locks, { name: options.owner });
    // A lock that cannot be removed is free when this process has ended.
    opened.defer(() => lock.release().catch(() => undefined));
    const server = await runServer(dataDir, options);
    opened.defer(() => server.stop());
    await writeFile(`${urlFile(dataDir)}.new`, server.url, { mode: 0o600 });
    await rename(`${urlFile(dataDir)}.new`, urlFile(dataDir));
    opened.defer(() => rm(urlFile(dataDir), { force: true }));
    // Two servers on one directory would destroy it.
    lock.lost.addEventListener('abort', () => {
      const err = lock.lost.reason;
      options.log?.error({ err }, 'Lost the lock of the data directory, stopping');
      void server.stop();
    });
    const resources = opened.move();
    return { url: server.url, stop: () => resources.disposeAsync() };
  } catch (error) {
    options.signal?.throwIfAborted();
    throw explainFailure(dataDir, error);
  }
}

/** The URL of the Postgres that another process runs in `dataDir`. Null while it is not ready. */
export async function runningPostgresUrl(dataDir: string): Promise<string | null> {
  return readFile(urlFile(dataDir), 'utf8').catch(nullIfMissing);
}

/** Creates the database if it is missing, and keeps its server running. Call it under the lock. */
async function runServer(
  dataDir: string,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log, signal: abandoned = AbortSignal.any([]) } = options;
  await rm(urlFile(dataDir), { force: true });
  const cluster = await locateCluster(dataDir);
  const { initdb, postgres, major } = await nativeBinaries();
  await endLeftServer(cluster);
  await createCluster(cluster, initdb);
  await requireMajor(cluster, major);
  const password = await readFile(cluster.passwordFile, 'utf8');
  await rename(cluster.logFile, `${cluster.logFile}.old`).catch(nullIfMissing);
  const first = await startServer(cluster, postgres, { port: null, signal: abandoned });
  const { port } = first;
  const stopping = new AbortController();
  const restart = async () => {
    await endLeftServer(cluster);
    return startServer(cluster, postgres, { port, signal: stopping.signal });
  };
  const stopped = keepRunning(first, restart, stopping.signal, log);
  return {
    url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${SUPERUSER}?sslmode=disable`,
    stop: () => {
      stopping.abort();
      return stopped;
    },
  };
}

/** Restarts the server each time it ends, until `stopping`. Then stops it and resolves. */
async function keepRunning(
  first: Server,
  restart: () => Promise<Server>,
  stopping: AbortSignal,
  log?: Log,
): Promise<void> {
  let server: Server | null = first;
  const run = async (onProgress: () => void) => {
    server ??= await restart();
    if (server !== first) log?.warn({}, 'Embedded Postgres restarted');
    onProgress();
    await orAbort(server.ended, stopping);
    server = null;
    log?.warn({}, 'Embedded Postgres ended, restarting');
  };
  const onFailed = (err: unknown) => log?.error({ err }, 'Restarting the embedded Postgres failed');
  await keepTrying(run, { ...RESTART_BACKOFF, signal: stopping, onFailed });
  await (server as Server | null)?.stop();
}
