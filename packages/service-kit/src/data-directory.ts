import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { acquireFileLock, LockHeldError } from '@grabber/primitives/file-lock';
import { ConfigError } from './environment.ts';

/** Every user can pass through it. */
const ROOT_DIRECTORY = '/var/lib/whatsapp-contact-grabber';
/** In a moved directory: the DATA_DIR that it belongs to. */
const ORIGIN_FILE = 'origin';
/** The commands have a sentence of their own for it. */
const DISK_FULL = ['ENOSPC', 'EDQUOT'];
const ANY_MAY_ENTER = 0o001;

export type DataDirectory = {
  /** Where the data are. As root it is no link. */
  readonly path: string;
  /** For people, at each start. Null when the data are in DATA_DIR itself. */
  readonly notice: string | null;
};

type Place = {
  /** DATA_DIR as it was asked for. */
  readonly asked: string;
  /** Where its data go. The same DATA_DIR always has the same place. */
  readonly target: string;
  /** The folder that keeps other users out. */
  readonly closed: string;
};

/**
 * Finds the real place of DATA_DIR. As root, Postgres and the browser run as users of their own. Where
 * they cannot enter a folder above DATA_DIR, as `/root`, the whole directory is moved below
 * /var/lib/whatsapp-contact-grabber, and DATA_DIR becomes a link to it. So nothing of it stays behind.
 *
 * Rejects with ConfigError when DATA_DIR is a copy of another one whose data are elsewhere, when its data are
 * gone, or when they cannot be moved. An empty directory is never made in their place.
 */
export async function openDataDirectory(
  dataDir: string,
  root = ROOT_DIRECTORY,
): Promise<DataDirectory> {
  const named = resolve(dataDir);
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return { path: named, notice: null };
  const moved = await findMoved(named, root);
  if (moved !== null) return { path: moved, notice: noticeOf(named, moved) };
  const asked = (await realpath(named).catch(nullIfMissing)) ?? named;
  // What creates the directory later would close these to other users as well.
  await mkdir(dirname(asked), { recursive: true });
  const closed = await closedFolderAbove(asked);
  if (closed === null) return { path: asked, notice: null };
  const place = { asked, target: targetOf(asked, root), closed };
  await moveAway(place, root);
  return { path: place.target, notice: noticeOf(asked, place.target) };
}

function noticeOf(asked: string, target: string): string {
  return (
    `The data of ${asked} are in ${target}, because Postgres and the browser do not run as root and may not ` +
    `enter the folders above. Back up and delete ${target}.`
  );
}

/** The place that DATA_DIR is a link to, or null when it is no such link. */
async function findMoved(asked: string, root: string): Promise<string | null> {
  const target = await readlink(asked).catch(() => null);
  if (target === null || dirname(target) !== root) return null;
  const origin = await readFile(join(target, ORIGIN_FILE), 'utf8').catch(() => null);
  if (origin === null) {
    throw refuse(
      `${asked} is a link to ${target}, and there are no data: restore them, or delete the link to begin with none.`,
    );
  }
  if (origin === asked) return target;
  const isCopy = (await readlink(origin).catch(() => null)) === target;
  if (isCopy) {
    throw refuse(
      `${asked} is a copy of ${origin}, and the data of both would be ${target}. Delete ${asked}, and copy ${target} there if it should have the same data.`,
    );
  }
  // DATA_DIR was moved along with a folder above it.
  const place = targetOf(asked, root);
  await writeFile(join(target, ORIGIN_FILE), asked);
  await rename(target, place);
  await linkTo(asked, place);
  return place;
}

/** The first folder above DATA_DIR, from the root down, that not every user can enter. */
async function closedFolderAbove(asked: string): Promise<string | null> {
  const parts = (await realpath(dirname(asked))).split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const folder = parts.slice(0, depth).join('/') || '/';
    if (((await stat(folder)).mode & ANY_MAY_ENTER) === 0) return folder;
  }
  return null;
}

function targetOf(asked: string, root: string): string {
  return join(root, `data-${createHash('sha256').update(asked).digest('hex').slice(0, 16)}`);
}

async function moveAway(place: Place, root: string): Promise<void> {
  const { asked, target } = place;
  await mkdir(root, { recursive: true });
  await chmod(root, 0o711);
  const found = await readdir(asked).catch(nullIfMissing);
  const isThere = (await lstat(target).catch(nullIfMissing)) !== null;
  if (isThere && found?.length) {
    throw refuse(`Both ${asked} and ${target} hold data of this DATA_DIR: remove one of them.`);
  }
  try {
    if (isThere || found === null) {
      await mkdir(target, { recursive: true, mode: 0o711 });
      await writeFile(join(target, ORIGIN_FILE), asked);
    } else {
      await moveData(place);
    }
    await chmod(target, 0o711);
    await mkdir(dirname(asked), { recursive: true });
    await linkTo(asked, target);
  } catch (error) {
    const isOther = error instanceof ConfigError || DISK_FULL.includes(codeOf(error));
    throw isOther ? error : whyNotMoved(place, error);
  }
}

async function moveData({ asked, target }: Place): Promise<void> {
  const lock = await lockDatabase(asked);
  await lock.release();
  await writeFile(join(asked, ORIGIN_FILE), asked);
  const draft = `${target}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(asked, draft);
  } catch (error) {
    // Another file system.
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyAll(asked, draft);
    await rename(draft, target);
    return rm(asked, { recursive: true, force: true });
  }
  await rename(draft, target);
}

async function copyAll(from: string, to: string): Promise<void> {
  try {
    await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  } catch (error) {
    await rm(to, { recursive: true, force: true });
    throw error;
  }
}

/** Rejects while a command owns the database: its files must not move. */
async function lockDatabase(asked: string) {
  try {
    return await acquireFileLock(join(asked, 'postgres', 'locks'), {
      name: 'the move of DATA_DIR',
    });
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    const { name, pid } = error.owner;
    throw refuse(`${asked} is in use by \`${name}\` (process ${pid}): stop it first.`);
  }
}

/** Replaces a link, or an empty folder. */
async function linkTo(asked: string, target: string): Promise<void> {
  await rm(asked, { recursive: true, force: true });
  await symlink(target, asked);
}

function whyNotMoved({ asked, target, closed }: Place, cause: unknown): ConfigError {
  const code = codeOf(cause);
  return refuse(
    `${asked} could not be moved to ${target} (${code}). Postgres and the browser do not run as root and may not enter ${closed}: set DATA_DIR to another folder, or run as another user.`,
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function refuse(problem: string): ConfigError {
  return new ConfigError([`DATA_DIR: ${problem}`]);
}
