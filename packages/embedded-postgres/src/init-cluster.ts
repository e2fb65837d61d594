import { randomBytes, randomUUID } from 'node:crypto';
import { access, chown, mkdir, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { NativeBinaries } from './native-binaries.ts';
import { runProgram } from './run-program.ts';
import { SUPERUSER } from './server-settings.ts';

const INITDB_TIMEOUT_MS = 120_000;
const PASSWORD_BYTES = 24;
const MIN_FREE_BYTES = 128 * 1024 * 1024;

/**
 * Creates the database cluster, unless it is there: in a directory beside it that is renamed at the
 * end, because an interrupted initdb leaves one that later runs refuse. Call it under the start lock.
 *
 * @throws EmbeddedPostgresError DISK_FULL when there is less than 128 MiB to begin with
 */
export async function initCluster(cluster: Cluster, binaries: NativeBinaries): Promise<void> {
  if (await isReadable(cluster.home)) return;
  const parent = dirname(cluster.home);
  await removeDrafts(parent, `${basename(cluster.home)}.`);
  await refuseFullDisk(parent);
  const draft = `${cluster.home}.${randomUUID()}`;
  try {
    await mkdir(draft, { mode: 0o700 });
    const passwordFile = join(draft, basename(cluster.passwordFile));
    await writeFile(passwordFile, randomBytes(PASSWORD_BYTES).toString('base64url'), {
      mode: 0o600,
    });
    await giveToServer(cluster, passwordFile);
    await giveToServer(cluster, draft);
    await runProgram(binaries.initdb, initdbArguments(join(draft, 'pgdata'), passwordFile), {
      runAs: cluster.runAs,
      cwd: draft,
      timeoutMs: INITDB_TIMEOUT_MS,
    });
    await rename(draft, cluster.home);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Lets the server's user own a file that this process made. */
export async function giveToServer(cluster: Cluster, path: string): Promise<void> {
  const { uid, gid } = cluster.runAs;
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

function initdbArguments(pgdata: string, passwordFile: string): string[] {
  return [
    `--pgdata=${pgdata}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Full Unicode rules that do not depend on the machine's locales.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
}

async function removeDrafts(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    // An initdb that outlived its starter may still write there; it does no harm.
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => {});
  }
}

async function refuseFullDisk(directory: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize >= MIN_FREE_BYTES) return;
  throw new EmbeddedPostgresError(
    'DISK_FULL',
    `The disk that holds ${directory} has less than 128 MiB left, too little for a new database. Free some space, choose another place with DATA_DIR, or set DATABASE_URL to a Postgres that already runs.`,
  );
}

async function isReadable(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
