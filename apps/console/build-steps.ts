import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const MAX_FIRST_LOAD_BYTES = 200 * 1024;
/** Below it a compressed file saves nothing. */
const MIN_COMPRESSED_BYTES = 1_024;
const COMPRESSED = /\.(?:js|css|svg)$/;

type Part = Rolldown.OutputAsset | Rolldown.OutputChunk;

const textOf = (part: Part) => (part.type === 'chunk' ? part.code : part.source);

/**
 * Fails the build when what a first visit loads is more than 200 KiB of gzip: the entry, what it imports, the styles, the
 * largest language and the screen of the accounts.
 */
export function checkFirstLoad(): Plugin {
  return {
    name: 'check-first-load',
    generateBundle(_, bundle) {
      const parts = Object.values(bundle) as Part[];
      const sizeOf = (part: Part) => gzipSync(textOf(part)).byteLength;
      const chunks = parts.filter((part) => part.type === 'chunk');
      const loaded = new Set<string>();
      const load = (name: string) => {
        const chunk = chunks.find(({ fileName }) => fileName === name);
        if (!chunk || loaded.has(name)) return;
        loaded.add(name);
        for (const imported of chunk.imports) load(imported);
      };
      for (const { fileName, isEntry, name } of chunks) {
        if (isEntry || name === 'accounts-screen') load(fileName);
      }
      const languages = chunks.filter(({ name }) => /^(?:id|en|ar)$/.test(name)).map(sizeOf);
      const styles = parts.filter(({ fileName }) => fileName.endsWith('.css')).map(sizeOf);
      const scripts = chunks.filter(({ fileName }) => loaded.has(fileName)).map(sizeOf);
      const bytes = [...scripts, ...styles, Math.max(...languages)].reduce((a, b) => a + b, 0);
      const kib = (bytes / 1024).toFixed(0);
      if (bytes > MAX_FIRST_LOAD_BYTES)
        this.error(`The first load is ${kib} KiB of gzip, more than 200.`);
      this.info(`First load: ${kib} KiB of gzip.`);
    },
  };
}

/** Writes each file compressed beside itself, as the API sends it. */
export function compressAssets(): Plugin {
  let folder = '';
  return {
    name: 'compress-assets',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir, 'assets');
    },
    async writeBundle() {
      const names = (await readdir(folder)).filter((name) => COMPRESSED.test(name));
      await Promise.all(names.map((name) => compressFile(join(folder, name))));
    },
  };
}

async function compressFile(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.byteLength < MIN_COMPRESSED_BYTES) return;
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content));
  await writeFile(`${file}.gz`, await promisify(gzip)(content));
}
