import { access, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { clusterBase, locateCluster, startLockDir } from './cluster.ts';
import { nativeBinaries } from './native-binaries.ts';
import { livingPostmaster } from './postmaster-file.ts';
import { withStartLock } from './start-lock.ts';
import { stopServer } from './stop-server.ts';

const LOCK_TIMEOUT_MS = 180_000;
const RETRIES = { maxRetries: 20, retryDelay: 50 };

/** Deletes the database of a DATA_DIR with all its rows, whoever uses it; does nothing when there is none. */
export async function deleteEmbeddedPostgres(dataDir: string): Promise<void> {
  const base = clusterBase(resolve(dataDir));
  const exists = await access(join(base, 'identity.json')).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  await withStartLock(startLockDir(resolve(dataDir)), LOCK_TIMEOUT_MS, async () => {
    const cluster = await locateCluster(resolve(dataDir));
    // First, so that its users do not bring it back.
    await rm(cluster.identityFile, { force: true });
    if ((await livingPostmaster(cluster.pgdata)) !== null) {
      await stopServer(cluster, await nativeBinaries(cluster.binariesDir));
    }
    await rm(cluster.home, { recursive: true, force: true });
  });
  // A user that looks after its server takes the start lock in there meanwhile, and lets it go.
  await rm(base, { recursive: true, force: true, ...RETRIES });
}
