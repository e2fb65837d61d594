import { cp, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';
import { processCommand } from '@grabber/primitives/process-identity';
import { EmbeddedPostgresError } from './errors.ts';

/** Where a version before this one kept root's databases, each in a folder named by its id. */
const OLD_ROOT = '/var/lib/whatsapp-contact-grabber';
const ID = /^[0-9a-f-]{36}$/;

/** What that version wrote into DATA_DIR. */
type Identity = { readonly id: string; readonly data_dir: string };

/**
 * Moves the database that an older version keeps elsewhere into DATA_DIR, as `home`. False when there is no
 * such database. Rejects with EmbeddedPostgresError DATA_ELSEWHERE when it belongs to another DATA_DIR, of
 * which this one is a copy, or when it is gone: an empty one must not take its place.
 */
export async function moveInOldCluster(home: string, oldRoot = OLD_ROOT): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const file = identityFile(dirname(dirname(home)));
  const identity = await readIdentity(file);
  if (identity === null) return false;
  const dataDir = dirname(dirname(home));
  const old = join(oldRoot, identity.id);
  const original = await readIdentity(identityFile(identity.data_dir));
  if (identity.data_dir !== dataDir && original?.id === identity.id) {
    throw elsewhere(
      `${dataDir} is a copy of ${identity.data_dir}, whose database is in ${old} and not in the copy. Start ${identity.data_dir} with this version, stop it and copy it again, or delete ${file} to begin with an empty database.`,
    );
  }
  if ((await stat(old).catch(nullIfMissing)) === null) {
    throw elsewhere(
      `the database of ${dataDir} should be in ${old}, and is not there. Restore it, or delete ${file} to begin with an empty one.`,
    );
  }
  await refuseRunning(join(old, 'pgdata'));
  await moveInto(home, old);
  await rm(file);
  return true;
}

const identityFile = (dataDir: string) => join(dataDir, 'postgres', 'identity.json');

async function readIdentity(file: string): Promise<Identity | null> {
  const text = await readFile(file, 'utf8').catch(nullIfMissing);
  if (text === null) return null;
  const identity = JSON.parse(text) as Identity;
  return ID.test(identity.id) ? identity : null;
}

/** Two servers on one directory would destroy it. */
async function refuseRunning(pgdata: string): Promise<void> {
  const text = await readFile(join(pgdata, 'postmaster.pid'), 'utf8').catch(nullIfMissing);
  const pid = Math.abs(Number.parseInt(text ?? '', 10));
  if (!pid || !(await processCommand(pid)).includes(pgdata)) return;
  throw elsewhere(`an older version still runs the database (process ${pid}): stop it first.`);
}

/** It appears complete or not at all: `home` is renamed into place. */
async function moveInto(home: string, old: string): Promise<void> {
  try {
    await rename(old, home);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // Drafts of this name are removed at the next start, if this one is interrupted.
    const draft = `${home}.old`;
    await cp(old, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, home);
    await rm(old, { recursive: true, force: true });
  }
}

function elsewhere(problem: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'DATA_ELSEWHERE',
    `The embedded Postgres did not start: ${problem}`,
  );
}
