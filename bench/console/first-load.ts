import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The bytes of gzip of the built files among the requested paths. */
export async function gzipBytes(consoleDir: string, paths: readonly string[]): Promise<number> {
  const files = new Set(paths.filter((path) => path.startsWith('/assets/')));
  const sizes = await Promise.all(
    [...files].map(async (path) => gzipSync(await readFile(join(consoleDir, path))).byteLength),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
