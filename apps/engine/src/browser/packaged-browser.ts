import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';
import type { FoundBrowser } from './found-browser.ts';

const PACKAGE_ENTRY = '@sparticuz/chromium';
const EXECUTABLE = 'chromium';
/** As root the browser runs as other users, whatever this process's umask is. */
const READABLE = { dmode: 0o555, fmode: 0o444 };

/** The npm package holds a headless shell for Linux on x64, and is an optional dependency. */
export function hasPackagedBrowser(): boolean {
  return process.platform === 'linux' && process.arch === 'x64' && packageFolder() !== undefined;
}

function packageFolder(): string | undefined {
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(PACKAGE_ENTRY))));
  } catch {
    return undefined;
  }
}

/**
 * Unpacks the browser of the npm package below `directory`, once for each version, and returns how to launch
 * it. The package's own helper is not used: it trusts any file in the temp folder.
 */
export async function unpackBrowser(directory: string): Promise<FoundBrowser> {
  const root = packageFolder();
  if (root === undefined) throw new Error(`${PACKAGE_ENTRY} is not installed`);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const target = join(directory, `chromium-${version}`);
  if (!(await exists(target))) await unpackInto(target, join(root, 'bin'));
  return {
    executablePath: join(target, EXECUTABLE),
    headless: 'shell',
    // Libraries that a minimal system lacks, and fonts with their configuration.
    environment: {
      LD_LIBRARY_PATH: join(target, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(target, 'fonts'),
    },
    source: 'packaged',
  };
}

/** Unpacks beside the target and renames, so that a killed process leaves no partial browser. */
async function unpackInto(target: string, bin: string): Promise<void> {
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  await mkdir(draft, { recursive: true });
  await chmod(draft, 0o755);
  try {
    await Promise.all([
      unpackFile(join(bin, 'chromium.br'), join(draft, EXECUTABLE)),
      unpackArchive(join(bin, 'al2023.tar.br'), join(draft, 'al2023')),
      unpackArchive(join(bin, 'fonts.tar.br'), join(draft, 'fonts')),
    ]);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process may have unpacked the same browser first.
    if (!(await exists(target))) throw error;
  }
}

async function unpackFile(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
  await chmod(to, 0o755);
}

async function unpackArchive(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), extract(to, READABLE));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
