import { randomUUID } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const require = createRequire(import.meta.url);

/** Paths of the three programs. */
export interface NativeBinaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
}

interface NativePackage {
  directory: string;
  version: string;
}

/**
 * The Postgres programs of this platform's `@embedded-postgres` package. With `copyTo` they are copied
 * once into a directory that the unprivileged server user can reach: the package may lie under a
 * home directory that only root can enter.
 *
 * @throws EmbeddedPostgresError BINARIES_MISSING when there is no package for this platform
 */
export async function nativeBinaries(copyTo: string | null): Promise<NativeBinaries> {
  const found = await findPackage();
  let directory = found.directory;
  if (copyTo === null) {
    await restoreLinks(directory);
  } else {
    directory = join(copyTo, `postgres-${found.version}`);
    await copyOnce(found.directory, directory);
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string): string => join(directory, 'bin', `${name}${suffix}`);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

async function findPackage(): Promise<NativePackage> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const root = dirname(dirname(require.resolve(name)));
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { directory: join(root, 'native'), version: manifest.version };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'BINARIES_MISSING',
      `There is no embedded Postgres for ${system}-${process.arch} (package ${name} is not installed). Install the dependencies again without leaving out optional ones, or set DATABASE_URL to a Postgres that already runs.`,
      { cause },
    );
  }
}

async function copyOnce(source: string, target: string): Promise<void> {
  if (await exists(target)) return;
  await mkdir(dirname(target), { recursive: true, mode: 0o711 });
  const draft = `${target}.${randomUUID()}`;
  try {
    // Static libraries are only for building programs against Postgres.
    const needed = (path: string): boolean =>
      !path.endsWith('.a') && basename(path) !== 'pkgconfig';
    await cp(source, draft, { recursive: true, verbatimSymlinks: true, filter: needed });
    await restoreLinks(draft);
    await chmod(draft, 0o755);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  }
}

/** npm packages cannot hold symbolic links; the package lists them and an install script makes them, if it may run. */
async function restoreLinks(directory: string): Promise<void> {
  const list = await readFile(join(directory, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const inside = (path: string): string => join(directory, relative('native', path));
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    if (await exists(inside(target))) continue;
    const to = relative(dirname(inside(target)), inside(source));
    await symlink(to, inside(target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
