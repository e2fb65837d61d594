import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';

/**
 * The secret of that name in `<dataDir>/secrets`. It is created on first use (32 random bytes,
 * base64url, file mode 0600). Two processes that start at once get the same one. Rejects when it cannot be read or
 * written, or is empty.
 */
export async function loadOrCreateSecret(options: {
  dataDir: string;
  name: string;
  prefix?: string;
}): Promise<{ secret: string; created: boolean }> {
  const directory = join(options.dataDir, 'secrets');
  const file = join(directory, options.name);
  const existing = await readSecret(file);
  if (existing) return { secret: existing, created: false };
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const secret = `${options.prefix ?? ''}${randomBytes(32).toString('base64url')}`;
  await writeFile(draft, secret, { mode: 0o600 });
  try {
    // A link fails if the file exists. So the first process wins, and no process reads half a
    // secret.
    await link(draft, file);
    return { secret, created: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const other = await readSecret(file);
    if (!other) throw new Error(`The secret file ${file} is empty: delete it and start again.`);
    return { secret: other, created: false };
  } finally {
    await rm(draft, { force: true });
  }
}

/** A secret of the installation, and those that it replaced and that still count. */
export type RotatingSecret = {
  readonly current: string;
  readonly previous: readonly string[];
  /** Made just now, because neither the settings nor the directory had it. */
  readonly created: boolean;
};

/**
 * The secret of the settings, else the one of `<dataDir>/secrets`, which is created on first use. A generated secret is
 * replaced by renaming its file to `NAME.previous`: the old one counts until that file is deleted.
 */
export async function loadRotatingSecret(options: {
  dataDir: string;
  name: string;
  current: string | undefined;
  previous: readonly string[];
}): Promise<RotatingSecret> {
  const { dataDir, name, current, previous } = options;
  if (current !== undefined) return { current, previous, created: false };
  const replaced = await readSecret(join(dataDir, 'secrets', `${name}.previous`));
  const { secret, created } = await loadOrCreateSecret({ dataDir, name });
  const old = replaced === undefined ? [] : replaced.split(/\s+/);
  return { current: secret, previous: [...previous, ...old], created };
}

async function readSecret(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(nullIfMissing);
  return text?.trim() || undefined;
}
