import { access, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Cluster, createBinariesDir, locateCluster, startLockDir } from './cluster.ts';
import { connectionUrl } from './connect.ts';
import { explainFailure } from './explain-failure.ts';
import { initCluster } from './init-cluster.ts';
import { type Log, silentLog } from './log.ts';
import { nativeBinaries } from './native-binaries.ts';
import { type RunningServer, runServer } from './run-server.ts';
import { withStartLock } from './start-lock.ts';
import { joinUsers, type Usage } from './usage.ts';

const LOCK_TIMEOUT_MS = 180_000;

/** A running server and this caller's claim on it. */
export interface EmbeddedPostgres {
  /** for any Postgres client; it holds the password, so never log it */
  url: string;
  /** whether the server ran before */
  adopted: boolean;
  /** gives the claim back; the server stops when no other living process has one */
  release(): Promise<void>;
}

/**
 * Makes sure that the Postgres of `dataDir` runs, and claims it until `release()`.
 *
 * Any number of processes may call this for one directory: they share one server. It outlives a caller
 * that is killed, and the next call adopts it. When the server itself dies while it is claimed, it is
 * started again on the same port, so that the URL stays good. Committed rows survive all of it.
 *
 * @throws EmbeddedPostgresError with a `code` and a message that says what to do
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log?: Log;
}): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const log = options.log ?? silentLog;
  const startedAt = Date.now();
  try {
    await mkdir(dataDir, { recursive: true });
    const lock = <T>(work: () => Promise<T>): Promise<T> =>
      withStartLock(startLockDir(dataDir), LOCK_TIMEOUT_MS, work);
    const { usage, server } = await lock(() => startAndJoin(dataDir, lock, log));
    log.info(
      { adopted: server.adopted, port: server.port, ms: Date.now() - startedAt },
      'embedded Postgres is ready',
    );
    return { url: connectionUrl(server), adopted: server.adopted, release: usage.release };
  } catch (error) {
    throw explainFailure('Starting the embedded Postgres', dataDir, error);
  }
}

async function startAndJoin(
  dataDir: string,
  lock: <T>(work: () => Promise<T>) => Promise<T>,
  log: Log,
): Promise<{ usage: Usage; server: RunningServer }> {
  const cluster = await locateCluster(dataDir);
  await createBinariesDir(cluster);
  const binaries = await nativeBinaries(cluster.binariesDir);
  const server = await ensureServer(cluster, binaries);
  const restart = async (): Promise<RunningServer> => {
    await access(cluster.identityFile);
    return runServer(cluster, binaries);
  };
  const usage = await joinUsers({ cluster, binaries, server, lock, restart, log });
  return { usage, server };
}

async function ensureServer(
  cluster: Cluster,
  binaries: Awaited<ReturnType<typeof nativeBinaries>>,
): Promise<RunningServer> {
  try {
    await initCluster(cluster, binaries);
    return await runServer(cluster, binaries);
  } catch (error) {
    throw explainFailure('Starting the embedded Postgres', cluster.home, error);
  }
}
