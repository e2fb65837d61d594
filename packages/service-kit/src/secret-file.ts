import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nullIfMissing } from '@grabber/primitives/file-errors';

/**
 * The secret of that name in `<dataDir>/secrets`. It is created on first use (32 random bytes,
 * base64url, file mode 0600). Two processes that start at once get the same one.
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

async function readSecret(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(nullIfMissing);
  return text?.trim() || undefined;
}
