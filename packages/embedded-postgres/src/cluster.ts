import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, realpath, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where root's servers live: a place that an unprivileged user can reach. */
const ROOT_BASE = '/var/lib/whatsapp-contact-grabber';

/** nobody/nogroup: Postgres refuses to run as root. */
const SERVER_UID = 65534;

/** The user a program of Postgres runs as; empty = the user of this process. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/** All places of one DATA_DIR's database server. */
export interface Cluster {
  /** in DATA_DIR; when it is gone the data is not wanted any more */
  identityFile: string;
  /** holds pgdata, the password, the port and the log; appears complete or not at all */
  home: string;
  pgdata: string;
  passwordFile: string;
  portFile: string;
  logFile: string;
  runAs: RunAs;
  /** where the programs must be copied to; null = run them from the package */
  binariesDir: string | null;
}

interface Identity {
  id: string;
  data_dir: string;
}

/** The directory in DATA_DIR that everything about its server starts from. */
export function clusterBase(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/** The numbered files of the start lock. */
export function startLockDir(dataDir: string): string {
  return join(clusterBase(dataDir), 'locks');
}

/**
 * Finds (or decides) where the server of a DATA_DIR lives; call it under the start lock. Root's place
 * depends on an id kept in DATA_DIR, so that a deleted DATA_DIR starts empty, a moved one keeps its
 * data, and a copied one gets a server of its own.
 */
export async function locateCluster(dataDir: string): Promise<Cluster> {
  const base = clusterBase(dataDir);
  const identityFile = join(base, 'identity.json');
  const identity = await readOrCreateIdentity(identityFile, await realpath(dataDir));
  const local = join(base, 'server');
  if (process.getuid?.() !== 0) return places(identityFile, local, {}, null);
  const owner = await stat(local).catch(() => null);
  if (owner !== null && owner.uid !== 0) {
    // Set up by another user earlier (sudo): same data, run as that user.
    return places(identityFile, local, { uid: owner.uid, gid: owner.gid }, ROOT_BASE);
  }
  const runAs = { uid: SERVER_UID, gid: SERVER_UID };
  return places(identityFile, join(ROOT_BASE, identity.id), runAs, ROOT_BASE);
}

/** Makes the directory of root's servers, which their user may pass through but not list. */
export async function createBinariesDir(cluster: Cluster): Promise<void> {
  if (cluster.binariesDir === null) return;
  await mkdir(cluster.binariesDir, { recursive: true });
  await chmod(cluster.binariesDir, 0o711);
}

function places(
  identityFile: string,
  home: string,
  runAs: RunAs,
  binariesDir: string | null,
): Cluster {
  return {
    identityFile,
    home,
    pgdata: join(home, 'pgdata'),
    passwordFile: join(home, 'password'),
    portFile: join(home, 'port'),
    logFile: join(home, 'server.log'),
    runAs,
    binariesDir,
  };
}

async function readOrCreateIdentity(file: string, dataDir: string): Promise<Identity> {
  const known = await readIdentity(file);
  if (known?.data_dir === dataDir) return known;
  const moved = known !== null && !(await isCopy(known));
  return writeIdentity(file, { id: moved ? known.id : randomUUID(), data_dir: dataDir });
}

async function isCopy(known: Identity): Promise<boolean> {
  const original = await readIdentity(join(clusterBase(known.data_dir), 'identity.json'));
  return original?.id === known.id;
}

async function readIdentity(file: string): Promise<Identity | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  return text === null ? null : (JSON.parse(text) as Identity);
}

async function writeIdentity(file: string, identity: Identity): Promise<Identity> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(identity));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  return identity;
}
