import { randomInt } from 'node:crypto';
import { chmod, lchown, lstat, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nullIfMissing } from '@grabber/primitives/file-errors';

/**
 * Numbers that systemd's table of user ids leaves free, so no person and no service has them. The first two
 * are Postgres'.
 */
const FIRST_UID = 60_580;
const LAST_UID = 61_183;
const ANY_MAY_ENTER = 0o001;

/** A program that becomes the browser under another user. */
const RUN_AS = fileURLToPath(new URL('./run-as.sh', import.meta.url));

/** Any of the browsers' users, for trying out what all of them can. */
export const TRIAL_UID = FIRST_UID;

/** What is run, and with which environment. */
export type Program = {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** The same program, run as the user `uid` with `home` as its home. Null: as the user of this process. */
export function asUser(program: Program, user: { uid: number; home: string } | null): Program {
  if (user === null) return program;
  const { TMPDIR: _, ...environment } = program.environment;
  return {
    executablePath: RUN_AS,
    environment: {
      ...withoutFolders(environment),
      HOME: user.home,
      BROWSER_UID: String(user.uid),
      BROWSER_PROGRAM: program.executablePath,
    },
  };
}

/** Root's own folders, which the user cannot enter. */
function withoutFolders(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^XDG_.*_(HOME|DIR)$/.test(name)),
  );
}

/**
 * Gives each profile below a data directory to a user of its own, so that the browser of one session cannot
 * read the files of another. Only root can do this.
 */
export function createBrowserUsers(dataDir: string) {
  const given = new Map<string, number>();
  return {
    /** Makes the profile readable for its user alone, and answers that user. */
    async give(profileDir: string): Promise<number> {
      const uid = given.get(profileDir) ?? (await choose(profileDir));
      given.set(profileDir, uid);
      await openWay(dataDir, dirname(profileDir));
      await chmod(profileDir, 0o700);
      await giveAll(profileDir, uid);
      return uid;
    },
  };

  async function choose(profileDir: string): Promise<number> {
    const taken = new Set([TRIAL_UID, ...given.values(), ...(await ownersOfOthers(profileDir))]);
    const { uid: owner } = await stat(profileDir);
    if (isBrowserUser(owner) && !taken.has(owner)) return owner;
    // Random, so that profiles of other data directories rarely have the same user.
    const first = randomInt(FIRST_UID, LAST_UID + 1);
    const free = (uid: number) => !taken.has(uid);
    return range(first, LAST_UID).find(free) ?? range(FIRST_UID, first).find(free) ?? first;
  }
}

export type BrowserUsers = ReturnType<typeof createBrowserUsers>;

/** The owners of the profiles of all other sessions. */
async function ownersOfOthers(profileDir: string): Promise<number[]> {
  const sessions = dirname(dirname(profileDir));
  const profiles = (await readdir(sessions)).map((id) => join(sessions, id, 'profile'));
  const others = profiles.filter((path) => path !== profileDir);
  const owners = await Promise.all(others.map((path) => stat(path).catch(nullIfMissing)));
  return owners.flatMap((owner) => (owner === null ? [] : [owner.uid]));
}

/** Lets users pass through, but not list, the folders from one down to another. */
export async function openWay(from: string, to: string): Promise<void> {
  const names = relative(from, to).split('/');
  for (let depth = 0; depth <= names.length; depth += 1) {
    const path = join(from, ...names.slice(0, depth));
    const { mode } = await stat(path);
    if ((mode & ANY_MAY_ENTER) === 0) await chmod(path, (mode & 0o7777) | ANY_MAY_ENTER);
  }
}

/** Also what root left in it: a copy of a profile, or files of an older version. */
async function giveAll(directory: string, uid: number): Promise<void> {
  // With types, because without them it goes through links to folders.
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  for (const path of [directory, ...paths]) {
    // A link is not followed: it would give away its target.
    const found = await lstat(path).catch(nullIfMissing);
    if (found !== null && (found.uid !== uid || found.gid !== uid)) await lchown(path, uid, uid);
  }
}

function isBrowserUser(uid: number): boolean {
  return uid >= FIRST_UID && uid <= LAST_UID;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
