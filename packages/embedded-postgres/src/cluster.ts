import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import {
  lchown,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { EmbeddedPostgresError } from './errors.ts';
import { moveInOldCluster } from './old-cluster.ts';
import { SUPERUSER } from './server-settings.ts';

/**
 * The user and group of the server as root: Postgres refuses to run as root. systemd's table of user ids
 * leaves the number free, so no other program runs as it.
 */
const SERVER_UID = 60_578;
/** The account without rights: initdb, and nothing else of Postgres, needs a user with a name. */
const INITDB_UID = 65_534;
const INITDB_TIMEOUT_MS = 120_000;

/**
 * The data directory as its programs name it, by their working directory. A path through /proc
 * needs no permission on the directories above, so a DATA_DIR that only root may enter works.
 */
const HERE = '/proc/self/cwd';

type User = { readonly uid?: number; readonly gid?: number };

/** All paths of the database of one DATA_DIR. */
export type Cluster = {
  /**
   * Holds pgdata and the password. Belongs to the server's user. It appears complete or not at all.
   */
  readonly home: string;
  readonly pgdata: string;
  readonly passwordFile: string;
  readonly logFile: string;
  /** Options for spawning Postgres' programs. The environment of this process may hold secrets. */
  readonly spawnOptions: User & { readonly cwd: string; readonly env: NodeJS.ProcessEnv };
  /** The data directory as the programs name it. */
  readonly dataArgument: string;
};

/**
 * The paths of a DATA_DIR's database, and the user of its server. As root: the user that owns the
 * database.
 */
export async function locateCluster(dataDir: string): Promise<Cluster> {
  const home = join(await realpath(dataDir), 'postgres', 'server');
  if (process.getuid?.() !== 0) return clusterAt(home, {});
  const owner = await stat(home).catch(nullIfMissing);
  // Files that root copied belong to root, and those of older versions to the account without rights.
  const isOwn = !owner?.uid || owner.uid === INITDB_UID;
  if (isOwn) return clusterAt(home, { uid: SERVER_UID, gid: SERVER_UID });
  return clusterAt(home, { uid: owner.uid, gid: owner.gid });
}

function clusterAt(home: string, user: User): Cluster {
  const pgdata = join(home, 'pgdata');
  return {
    home,
    pgdata,
    passwordFile: join(home, 'password'),
    logFile: join(dirname(home), 'postgres.log'),
    spawnOptions: { ...user, cwd: pgdata, env: { LC_ALL: 'C', TZ: 'UTC' } },
    dataArgument: process.platform === 'linux' ? HERE : pgdata,
  };
}

/**
 * Creates the database if it is missing. It is made in a directory beside it and renamed at the
 * end, because later runs refuse what an interrupted initdb leaves. Call it under the lock.
 */
export async function createCluster(cluster: Cluster, initdb: string): Promise<void> {
  const { home, spawnOptions: user } = cluster;
  const found = await stat(home).catch(nullIfMissing);
  if (found !== null) return found.uid === user.uid ? undefined : giveTo(user, home);
  await removeDrafts(home);
  if (await moveInOldCluster(home)) return giveTo(user, home);
  const creator = user.uid === undefined ? user : { uid: INITDB_UID, gid: INITDB_UID };
  const draft = clusterAt(`${home}.${randomUUID()}`, creator);
  try {
    await mkdir(draft.pgdata, { recursive: true, mode: 0o700 });
    const password = randomBytes(24).toString('base64url');
    await writeFile(draft.passwordFile, password, { mode: 0o600 });
    await giveTo(creator, draft.home);
    await runInitdb(draft, initdb);
    await giveTo(user, draft.home);
    await rename(draft.home, home);
  } catch (error) {
    await rm(draft.home, { recursive: true, force: true });
    throw error;
  }
}

/**
 * A server cannot open what another major version wrote. Rejects with OTHER_VERSION and the way out; changes
 * nothing.
 */
export async function requireMajor({ pgdata }: Cluster, major: string): Promise<void> {
  const stored = await readFile(join(pgdata, 'PG_VERSION'), 'utf8').catch(nullIfMissing);
  if (stored === null || stored.trim() === major) return;
  const made = stored.trim();
  throw new EmbeddedPostgresError(
    'OTHER_VERSION',
    `The database in ${pgdata} was made by Postgres ${made}, and this program runs Postgres ${major}. Nothing was changed. To move it: start the earlier version of this program and save the database with pg_dump, stop it and move the folder ${dirname(dirname(pgdata))} away, start this version, stop its API, and restore the dump with psql. Or set DATABASE_URL to a server with Postgres ${made}.`,
  );
}

/** Gives the server's user the files that this process made. */
async function giveTo({ uid, gid }: User, directory: string): Promise<void> {
  if (uid === undefined || gid === undefined) return;
  const entries = await readdir(directory, { recursive: true });
  for (const name of ['', ...entries]) await lchown(join(directory, name), uid, gid);
}

async function removeDrafts(home: string): Promise<void> {
  for (const name of await readdir(dirname(home))) {
    if (!name.startsWith(`${basename(home)}.`)) continue;
    // An initdb that survived its parent may still write there, for a moment. It does no harm.
    const patient = { recursive: true, force: true, maxRetries: 15, retryDelay: 50 };
    await rm(join(dirname(home), name), patient).catch(() => {});
  }
}

/** Rejects with the program's own message when it fails or takes too long. */
async function runInitdb(draft: Cluster, initdb: string): Promise<void> {
  const args = [
    `--pgdata=${draft.dataArgument}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${draft.dataArgument}/../${basename(draft.passwordFile)}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Full Unicode rules, independent of the machine's locales.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const limits = { timeout: INITDB_TIMEOUT_MS, killSignal: 'SIGKILL', windowsHide: true } as const;
  await promisify(execFile)(initdb, args, { ...draft.spawnOptions, ...limits });
}
